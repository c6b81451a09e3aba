import { assert, property, string } from "fast-check";
import { describe, expect, it } from "vitest";

import { mediaFingerprint } from "./media-fingerprint.ts";
import type { PlexMedia } from "./plex-media.ts";

const version: PlexMedia = {
  id: "9",
  videoResolution: "1080",
  width: 1920,
  height: 800,
  duration: 7_200_000,
  videoCodec: "hevc",
  audioCodec: "truehd",
  audioProfile: "dolby truehd + dolby atmos",
  audioChannels: 8,
  parts: [{ id: "11", file: "/movies/Film.mkv", size: 61_234_567_890 }],
};
const other: PlexMedia = { ...version, id: "10", videoResolution: "4k" };

describe("mediaFingerprint", () => {
  it("stays the same from one run of the program to the next", () => {
    expect(mediaFingerprint([version])).toBe("4a9b4a2989abbcc0");
  });

  it("is empty for an item without versions", () => {
    expect(mediaFingerprint([])).toBe("");
  });

  it("does not know whether the streams came along, nor what an analysis refines", () => {
    const withStreams = [
      {
        ...version,
        bitrate: 62_000,
        duration: 7_200_041,
        parts: [{ ...version.parts[0], streams: [{ streamType: 1 }] }],
      },
    ];

    expect(mediaFingerprint(withStreams)).toBe(mediaFingerprint([version]));
  });

  it.each<[string, readonly PlexMedia[]]>([
    ["another version", [{ ...version, id: "12" }]],
    ["one version more", [version, other]],
    ["no file any more", [{ ...version, parts: [] }]],
    ["another resolution", [{ ...version, videoResolution: "720" }]],
    ["another video codec", [{ ...version, videoCodec: "av1" }]],
    ["another audio codec", [{ ...version, audioCodec: "eac3" }]],
    ["another audio profile", [{ ...version, audioProfile: undefined }]],
    ["other channels", [{ ...version, audioChannels: 6 }]],
    ["another part", [{ ...version, parts: [{ ...version.parts[0], id: "13" }] }]],
    ["another size", [{ ...version, parts: [{ ...version.parts[0], size: 61_234_567_891 }] }]],
    ["another path", [{ ...version, parts: [{ ...version.parts[0], file: "/movies/Film.mp4" }] }]],
    ["width and height changed about", [{ ...version, width: 800, height: 1920 }]],
  ])("changes with %s", (_reason, changed) => {
    expect(mediaFingerprint(changed)).not.toBe(mediaFingerprint([version]));
  });

  it("does not depend on the order of versions and parts", () => {
    const stacked = {
      ...other,
      parts: [
        { id: "1", file: "/a" },
        { id: "2", file: "/b" },
      ],
    };
    const turned = { ...other, parts: stacked.parts.toReversed() };

    expect(mediaFingerprint([turned, version])).toBe(mediaFingerprint([version, stacked]));
  });

  it("tells 20 000 files that differ little apart", () => {
    const prints = Array.from({ length: 20_000 }, (_, number) =>
      mediaFingerprint([{ ...version, parts: [{ id: String(number), file: `/tv/${number}.mkv`, size: number }] }]),
    );

    expect(new Set(prints).size).toBe(20_000);
  });

  it("is 16 hexadecimal digits for any paths", () => {
    assert(
      property(string({ unit: "binary" }), (file) => {
        expect(mediaFingerprint([{ parts: [{ file }] }])).toMatch(/^[0-9a-f]{16}$/);
      }),
    );
  });
});
