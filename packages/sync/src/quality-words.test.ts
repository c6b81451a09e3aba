import type { Quality } from "@pakt/sync-core";
import { TRAKT_AUDIO, TRAKT_AUDIO_CHANNELS, TRAKT_HDR, TRAKT_MEDIA_TYPES, TRAKT_RESOLUTIONS } from "@pakt/trakt-sdk";
import type { TraktMetadata } from "@pakt/trakt-sdk";
import { describe, expect, test } from "vitest";

import { fromMediaQuality, fromTraktMetadata, toTraktMetadata } from "./quality-words.ts";

const best: Quality = { resolution: "4k", hdr: "dolby-vision", audio: "dolby-atmos", channels: "7.1.4", is3d: true };

describe("toTraktMetadata", () => {
  test("says everything that is known of a file in Trakt's words", () => {
    expect(toTraktMetadata(best)).toEqual({
      media_type: "digital",
      resolution: "uhd_4k",
      hdr: "dolby_vision",
      audio: "dolby_atmos",
      audio_channels: "7.1.4",
      "3d": true,
    });
  });

  test("says of a file of which nothing is known that it is one", () => {
    expect(toTraktMetadata({})).toEqual({ media_type: "digital" });
  });

  test("says nothing of a part that could not be told", () => {
    expect(toTraktMetadata({ resolution: "720p", unknown: ["hdr", "audio", "is3d"] })).toEqual({
      media_type: "digital",
      resolution: "hd_720p",
    });
  });
});

describe("fromTraktMetadata", () => {
  test("understands what toTraktMetadata says", () => {
    expect(fromTraktMetadata(toTraktMetadata(best))).toEqual({ quality: best });
  });

  test.each<[string, readonly TraktMetadata[]]>([
    ["resolution", TRAKT_RESOLUTIONS.map((resolution) => ({ resolution }))],
    ["high dynamic range", TRAKT_HDR.map((hdr) => ({ hdr }))],
    ["sound", TRAKT_AUDIO.map((audio) => ({ audio }))],
    ["channels", TRAKT_AUDIO_CHANNELS.map((channels) => ({ audio_channels: channels }))],
  ])("has a word of its own for every %s of Trakt's, and gives the same word back", (_, all) => {
    const back = all.map((metadata) => toTraktMetadata(fromTraktMetadata(metadata).quality));
    expect(back).toEqual(all.map((metadata) => ({ media_type: "digital", ...metadata })));
  });

  test.each<[string, TraktMetadata | null | undefined]>([
    ["no metadata", undefined],
    ["metadata that is null", null],
    ["metadata without anything in it", {}],
    [
      "values that are null, as unknown ones come",
      { media_type: null, resolution: null, hdr: null, audio: null, audio_channels: null, "3d": null },
    ],
    ["a picture that is not in 3D", { media_type: "digital", "3d": false }],
  ])("takes %s for a file of which nothing is known", (_, metadata) => {
    expect(fromTraktMetadata(metadata)).toEqual({ quality: {} });
  });

  test.each(TRAKT_MEDIA_TYPES.filter((type) => type !== "digital"))("knows that a %s stands on a shelf", (type) => {
    expect(fromTraktMetadata({ media_type: type, resolution: "hd_1080p" })).toEqual({
      quality: { resolution: "1080p" },
      isPhysical: true,
    });
  });
});

describe("fromMediaQuality", () => {
  test("keeps the words of Plex's client, which are the core's", () => {
    const media = { resolution: "4k", hdr: "dolby-vision", audio: "dolby-atmos", channels: "7.1", is3d: true } as const;
    expect(fromMediaQuality(media)).toEqual(media);
  });

  test("names the parts that could not be told", () => {
    expect(fromMediaQuality({ resolution: "1080p", unknown: ["hdr", "audio", "channels", "3d"] })).toEqual({
      resolution: "1080p",
      unknown: ["hdr", "audio", "channels", "is3d"],
    });
  });
});
