import { describe, expect, it } from "vitest";

import { hdrOfStream } from "./hdr-of-stream.ts";
import type { PlexStream } from "./plex-media.ts";

const PQ = { colorTrc: "smpte2084" };

describe("hdrOfStream", () => {
  it.each<[string, PlexStream, string | undefined]>([
    [
      "profile 5, which has no other layer and may name no transfer",
      { DOVIPresent: true, DOVIProfile: 5 },
      "dolby-vision",
    ],
    ["profile 5 with HDR10's transfer", { ...PQ, DOVIPresent: true, DOVIProfile: 5 }, "dolby-vision"],
    ["profile 7", { ...PQ, DOVIPresent: true, DOVIProfile: 7, displayTitle: "4K DoVi/HDR10" }, "dolby-vision"],
    ["profile 8 on HDR10", { ...PQ, DOVIPresent: true, DOVIProfile: 8 }, "dolby-vision"],
    ["profile 8 on HLG", { colorTrc: "arib-std-b67", DOVIPresent: true, DOVIProfile: 8 }, "dolby-vision"],
    ["profile 8 on an ordinary picture", { colorTrc: "bt709", DOVIPresent: true, DOVIProfile: 8 }, "dolby-vision"],
    ["a Dolby profile without the flag", { DOVIProfile: 8 }, "dolby-vision"],
    ["the flag without a profile", { DOVIPresent: true }, "dolby-vision"],
    ["Dolby Vision in Plex's title alone", { ...PQ, displayTitle: "4K DoVi/HDR10" }, "dolby-vision"],
    ["Dolby Vision with HDR10+", { ...PQ, DOVIPresent: true, HDR10PlusPresent: true }, "dolby-vision"],
    ["HDR10+ by its flag", { ...PQ, HDR10PlusPresent: true }, "hdr10+"],
    ["HDR10+ by Plex's title", { ...PQ, displayTitle: "4K HDR10+ (HEVC Main 10)" }, "hdr10+"],
    ["HDR10+ by the extended title", { ...PQ, extendedDisplayTitle: "4K HDR10+ (HEVC Main 10)" }, "hdr10+"],
    ["HDR10", { ...PQ, displayTitle: "4K HDR10 (HEVC Main 10)" }, "hdr10"],
    ["HDR10 in capitals", { colorTrc: "SMPTE2084" }, "hdr10"],
    ["HLG", { colorTrc: "arib-std-b67" }, "hlg"],
    ["HLG that is called HDR", { colorTrc: "arib-std-b67", displayTitle: "4K HDR" }, "hlg"],
    ["HLG by title", { displayTitle: "4K HLG (HEVC Main 10)" }, "hlg"],
    ["HDR by title", { displayTitle: "4K HDR (HEVC Main 10)" }, "hdr10"],
    [
      "an ordinary picture that was once HDR",
      { colorTrc: "bt709", extendedDisplayTitle: "Film HDR10+ to SDR" },
      undefined,
    ],
    ["a rip", { displayTitle: "720p HDRip" }, undefined],
    ["wide colour and ten bits alone", { profile: "main 10", colorTrc: "bt2020-10" }, undefined],
    ["flags that say no", { DOVIPresent: false, DOVIProfile: 0, HDR10PlusPresent: false }, undefined],
    ["nothing", {}, undefined],
  ])("of %s", (_reason, stream, expected) => {
    expect(hdrOfStream(stream)).toBe(expected);
  });
});
