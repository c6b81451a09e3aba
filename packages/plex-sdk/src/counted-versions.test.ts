import { describe, expect, it } from "vitest";

import { countedVersions } from "./counted-versions.ts";
import type { PlexMedia } from "./plex-media.ts";

const film = (file: string, fields: Partial<PlexMedia> = {}): PlexMedia => ({ parts: [{ file }], ...fields });
const whole = film("/movies/Film.mkv", { duration: 7_200_000 });

describe("countedVersions", () => {
  it.each<[string, PlexMedia]>([
    ["an optimised copy by type", film("/movies/a.mp4", { proxyType: 42 })],
    ["an optimised copy by target", film("/movies/a.mp4", { target: "Optimized for Mobile" })],
    ["an optimised copy by path", film("/movies/Plex Versions/Optimized for TV/Film.mp4")],
    ["an optimised copy by a Windows path", film(String.raw`D:\movies\Plex Versions\TV\Film.mp4`)],
    ["a sample by file", film("/movies/Sample.mkv")],
    ["a sample by the end of the file name", film("/movies/film-sample.mkv")],
    ["a sample by folder", film("/movies/Film/Sample/film.mkv")],
    ["a sample by title", film("/movies/a.mkv", { title: "Sample" })],
    ["what is far shorter than the longest", film("/movies/a.mkv", { duration: 102_000 })],
    ["a version without a file", { parts: [] }],
  ])("leaves out %s", (_reason, version) => {
    expect(countedVersions([version, whole])).toEqual([whole]);
    expect(countedVersions([whole, version])).toEqual([whole]);
  });

  it.each<[string, PlexMedia]>([
    ["a shorter cut", film("/movies/a.mkv", { duration: 5_400_000 })],
    ["a version of unknown length", film("/movies/a.mkv")],
    [
      "a stacked version, which is as long as its parts",
      { duration: 900_000, parts: [{ duration: 3_500_000 }, { duration: 3_700_000 }] },
    ],
    ["a name that has the word in it", film("/movies/Sampler.mkv")],
    ["an empty target", film("/movies/a.mkv", { target: "", proxyType: 0 })],
  ])("keeps %s", (_reason, version) => {
    expect(countedVersions([version, whole])).toEqual([version, whole]);
  });

  it("counts optimised copies when nothing else is left but samples", () => {
    const optimised = film("/movies/Plex Versions/TV/Film.mp4");

    expect(countedVersions([film("/movies/Sample.mkv"), optimised])).toEqual([optimised]);
  });

  it("counts samples when nothing else is left", () => {
    const sample = film("/movies/Sample.mkv");

    expect(countedVersions([sample])).toEqual([sample]);
  });

  it("counts an original that is called a sample before its optimised copy", () => {
    const original = film("/movies/Free Samples (2012).mkv");
    const optimised = film("/movies/Plex Versions/TV/Free Samples (2012).mp4");

    expect(countedVersions([optimised, original])).toEqual([original]);
    expect(countedVersions([optimised])).toEqual([optimised]);
  });

  it("has nothing to count where there is no file", () => {
    expect(countedVersions([])).toEqual([]);
    expect(countedVersions([{ parts: [] }])).toEqual([]);
  });
});
