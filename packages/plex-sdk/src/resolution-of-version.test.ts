import { describe, expect, it } from "vitest";

import type { PlexMedia, PlexStream } from "./plex-media.ts";
import { resolutionOfVersion } from "./resolution-of-version.ts";

const words = (videoResolution: string): Partial<PlexMedia> => ({ videoResolution });
const pixels = (width: number | undefined, height?: number): Partial<PlexMedia> => ({ width, height });

describe("resolutionOfVersion", () => {
  it.each<[string, Partial<PlexMedia>, string | undefined]>([
    ["4k", words("4k"), "4k"],
    ["8k", words("8k"), "4k"],
    ["2k", words("2k"), "4k"],
    ["2160", words("2160"), "4k"],
    ["1080", words("1080"), "1080p"],
    ["1080i in the word", words("1080i"), "1080i"],
    ["720p in the word", words("720p"), "720p"],
    ["576", words("576"), "576p"],
    ["480", words("480"), "480p"],
    ["sd", words("sd"), "480p"],
    ["SD in capitals", words("SD"), "480p"],
    ["a word that contradicts the pixels", { ...words("720"), ...pixels(1920, 1080) }, "720p"],
    ["an unknown word, by the pixels", { ...words("1440"), ...pixels(2560, 1440) }, "1080p"],
    ["an unknown word without pixels", words("potato"), undefined],
    ["nothing", {}, undefined],
    ["a wide crop of 4k", pixels(3840, 1600), "4k"],
    ["a wide crop of 1080", pixels(1920, 800), "1080p"],
    ["a wide crop of 720", pixels(1280, 534), "720p"],
    ["PAL", pixels(720, 576), "576p"],
    ["NTSC", pixels(720, 480), "480p"],
    ["a width alone", pixels(640), "480p"],
    ["a height alone", pixels(undefined, 1080), "1080p"],
    ["a size of nothing", pixels(0, 0), undefined],
  ])("of %s", (_reason, version, expected) => {
    expect(resolutionOfVersion({ parts: [], ...version }, [])).toBe(expected);
  });

  it.each<[string, Partial<PlexMedia>, readonly PlexStream[], string | undefined]>([
    ["interlaced", words("1080"), [{ scanType: "interlaced" }], "1080i"],
    ["interlaced PAL", words("576"), [{ scanType: "interlaced" }], "576i"],
    ["interlaced NTSC that is called sd", words("sd"), [{ scanType: "interlaced" }], "480i"],
    ["interlaced by Plex's title", words("1080"), [{ displayTitle: "1080i (H.264)" }], "1080i"],
    ["progressive", words("1080"), [{ scanType: "progressive", displayTitle: "1080i" }], "1080p"],
    ["720 lines, which are never interlaced", words("720"), [{ scanType: "interlaced" }], "720p"],
    ["4k, which is never interlaced", words("4k"), [{ scanType: "interlaced" }], "4k"],
    ["two pictures of which one is interlaced", words("1080"), [{ scanType: "interlaced" }, {}], "1080p"],
    ["a picture that alone knows its size", {}, [{ width: 1280, height: 720 }], "720p"],
  ])("of a picture that is %s", (_reason, version, pictures, expected) => {
    expect(resolutionOfVersion({ parts: [], ...version }, pictures)).toBe(expected);
  });
});
