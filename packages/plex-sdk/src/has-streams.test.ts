import { describe, expect, it } from "vitest";

import { hasStreams } from "./has-streams.ts";
import type { PlexItem } from "./plex-item.ts";
import type { PlexMedia } from "./plex-media.ts";

const fields = { ratingKey: "1", title: "", guids: [] };
const movie = (...media: PlexMedia[]): PlexItem => ({ type: "movie", ...fields, media });

describe("hasStreams", () => {
  it.each<[string, PlexItem, boolean | undefined]>([
    ["a file whose streams came", movie({ parts: [{ streams: [{ streamType: 1 }] }] }), true],
    ["a file with an empty list of streams", movie({ parts: [{ streams: [] }] }), true],
    ["two versions of which one was analysed", movie({ parts: [{}] }, { parts: [{ streams: [] }] }), true],
    ["a file without streams", movie({ parts: [{ file: "/a.mkv" }] }), false],
    ["an episode without streams", { type: "episode", ...fields, media: [{ parts: [{}] }] }, false],
    ["a movie without a file", movie(), undefined],
    ["a version without a part", movie({ parts: [] }), undefined],
    ["a show", { type: "show", ...fields }, undefined],
    ["a season", { type: "season", ...fields }, undefined],
  ])("of %s", (_reason, item, expected) => {
    expect(hasStreams(item)).toBe(expected);
  });
});
