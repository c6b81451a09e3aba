import { describe, expect, it } from "vitest";

import { qualityScore } from "./quality-score.ts";
import type { MediaQuality } from "./quality-words.ts";
import { PLEX_AUDIOS, PLEX_CHANNELS, PLEX_HDRS, PLEX_RESOLUTIONS } from "./quality-words.ts";

describe("qualityScore", () => {
  it.each<[string, MediaQuality, MediaQuality]>([
    [
      "resolution before all else",
      { resolution: "1080p" },
      { resolution: "1080i", hdr: "dolby-vision", audio: "dolby-atmos", channels: "7.1" },
    ],
    ["HDR before sound", { resolution: "4k", hdr: "hlg" }, { resolution: "4k", audio: "dolby-atmos", channels: "7.1" }],
    ["sound before channels", { audio: "aac" }, { audio: "mp3", channels: "7.1" }],
    ["channels last", { audio: "aac", channels: "5.1" }, { audio: "aac", channels: "5.0" }],
    ["anything before nothing", { channels: "1.0" }, {}],
  ])("ranks %s", (_reason, better, worse) => {
    expect(qualityScore(better)).toBeGreaterThan(qualityScore(worse));
  });

  it("is another for each quality", () => {
    const qualities = PLEX_RESOLUTIONS.flatMap((resolution) =>
      PLEX_HDRS.flatMap((hdr) =>
        PLEX_AUDIOS.flatMap((audio) => PLEX_CHANNELS.map((channels) => ({ resolution, hdr, audio, channels }))),
      ),
    );

    expect(new Set(qualities.map(qualityScore)).size).toBe(8 * 4 * 17 * 11);
  });

  it("does not count 3D, nor what is unknown", () => {
    const quality: MediaQuality = { resolution: "1080p", audio: "dts" };

    expect(qualityScore({ ...quality, is3d: true, unknown: ["hdr"] })).toBe(qualityScore(quality));
  });
});
