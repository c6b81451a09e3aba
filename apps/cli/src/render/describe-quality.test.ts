import { describe, expect, test } from "vitest";
import { describeQuality, describeQualityChange } from "./describe-quality.ts";
import type { Quality } from "./describe-quality.ts";

const best: Quality = { resolution: "4k", hdr: "dolby-vision", audio: "dolby-atmos", channels: "7.1" };

describe("describeQuality", () => {
  test.each<[string, Quality]>([
    ["4K Dolby Vision, Dolby Atmos 7.1", best],
    ["1080p, DTS-HD MA 5.1", { resolution: "1080p", audio: "dts-hd-ma", channels: "5.1" }],
    ["1080i 3D, Dolby Digital 2.0", { resolution: "1080i", is3d: true, audio: "dolby-digital", channels: "2.0" }],
    [
      "4K HDR10+, Dolby Digital Plus Atmos 5.1.2",
      { resolution: "4k", hdr: "hdr10+", audio: "dolby-digital-plus-atmos", channels: "5.1.2" },
    ],
    ["576p", { resolution: "576p" }],
    ["5.1", { channels: "5.1" }],
    ["no details", {}],
  ])("says %s", (words, quality) => {
    expect(describeQuality(quality)).toBe(words);
  });
});

describe("describeQualityChange", () => {
  test.each<[string, string, Quality, Quality]>([
    [
      "both",
      "720p, AAC 2.0 to 4K Dolby Vision, Dolby Atmos 7.1",
      { resolution: "720p", audio: "aac", channels: "2.0" },
      best,
    ],
    [
      "the picture where the sound is the same",
      "1080p to 4K Dolby Vision",
      { resolution: "1080p", audio: "dolby-atmos", channels: "7.1" },
      best,
    ],
    [
      "the sound where the picture is the same",
      "Dolby TrueHD 7.1 to Dolby Atmos 7.1",
      { ...best, audio: "dolby-truehd" },
      best,
    ],
    [
      "an entry that said nothing",
      "no details to 480p, MP3 2.0",
      {},
      { resolution: "480p", audio: "mp3", channels: "2.0" },
    ],
    [
      "a sound that was not told",
      "no details to AAC 2.0",
      { resolution: "480p" },
      { resolution: "480p", audio: "aac", channels: "2.0" },
    ],
  ])("says of %s: %s", (_what, words, before, after) => {
    expect(describeQualityChange(before, after)).toBe(words);
  });

  test("says what there is when nothing changes", () => {
    expect(describeQualityChange(best, best)).toBe("4K Dolby Vision, Dolby Atmos 7.1");
  });
});
