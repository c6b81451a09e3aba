import * as fc from "fast-check";
import { expect, test } from "vitest";
import {
  metadataSchema,
  TRAKT_AUDIO,
  TRAKT_AUDIO_CHANNELS,
  TRAKT_HDR,
  TRAKT_MEDIA_TYPES,
  TRAKT_RESOLUTIONS,
} from "./media-metadata.ts";

test.each([
  ["media types", TRAKT_MEDIA_TYPES, 8],
  ["resolutions", TRAKT_RESOLUTIONS, 8],
  ["pictures", TRAKT_HDR, 4],
  ["sounds", TRAKT_AUDIO, 19],
  ["channels", TRAKT_AUDIO_CHANNELS, 17],
])("Trakt has that many %s, each once", (_, values: readonly string[], count) => {
  expect([values.length, new Set(values).size]).toEqual([count, count]);
});

test("what can be sent is read as it is", () => {
  const body = fc.record(
    {
      media_type: fc.constantFrom(...TRAKT_MEDIA_TYPES),
      resolution: fc.constantFrom(...TRAKT_RESOLUTIONS),
      hdr: fc.constantFrom(...TRAKT_HDR),
      audio: fc.constantFrom(...TRAKT_AUDIO),
      audio_channels: fc.constantFrom(...TRAKT_AUDIO_CHANNELS),
      "3d": fc.boolean(),
    },
    { requiredKeys: [] },
  );
  fc.assert(
    fc.property(body, (sent) => {
      expect(metadataSchema.parse(sent)).toEqual(sent);
    }),
  );
});

test("a kind of medium that is not known is another, and not none", () => {
  expect(metadataSchema.parse({ media_type: "cylinder", resolution: "8k" })).toMatchObject({
    media_type: "other",
    resolution: null,
  });
});

test("nothing that can stand in JSON makes it unreadable, and no unknown value comes through", () => {
  const keys = ["media_type", "resolution", "hdr", "audio", "audio_channels", "3d"];
  const known = new Set<unknown>([
    undefined,
    null,
    true,
    false,
    "other",
    ...TRAKT_MEDIA_TYPES,
    ...TRAKT_RESOLUTIONS,
    ...TRAKT_HDR,
    ...TRAKT_AUDIO,
    ...TRAKT_AUDIO_CHANNELS,
  ]);
  const odd = fc.oneof(fc.jsonValue(), fc.dictionary(fc.constantFrom(...keys), fc.jsonValue()));
  fc.assert(
    fc.property(odd, (sent) => {
      const read = metadataSchema.parse(sent);
      expect(Object.values(read ?? {}).filter((value) => !known.has(value))).toEqual([]);
    }),
  );
});
