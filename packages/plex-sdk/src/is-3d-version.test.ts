import { describe, expect, it } from "vitest";

import { is3dVersion } from "./is-3d-version.ts";

describe("is3dVersion", () => {
  it.each([
    ["/movies/Film (2009) [3D][Bluray-1080p].mkv", true],
    ["/movies/Film.2009.3d.1080p.mkv", true],
    ["/movies/Film.3D.HSBS.2009.mkv", true],
    ["/movies/Film (2009) H-SBS.mkv", true],
    ["/movies/Film (2009) Half-OU.mkv", true],
    ["/movies/Film.2009.HOU.1080p.mkv", true],
    ["/movies/Film.2009.MVC.mkv", true],
    ["/movies/Film 3D.mkv", true],
    ["/movies/Film 3D 1920x1080.mkv", true],
    [String.raw`D:\movies\Film 3-D.mkv`, true],
    ["/movies/Step Up 3D (2010).mkv", false],
    ["/movies 3D/Film (2009).mkv", false],
    ["/movies/Film (2009) AC3D.mkv", false],
    ["/movies/Film.S01E03D.mkv", false],
  ])("%s: %s", (file, expected) => {
    expect(is3dVersion({ parts: [{ file }] })).toBe(expected);
  });

  it("cannot tell without a file name", () => {
    expect(is3dVersion({ parts: [{}] })).toBeUndefined();
  });
});
