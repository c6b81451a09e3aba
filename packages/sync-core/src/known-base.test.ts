import { describe, expect, it } from "vitest";

import type { BaseRecord } from "./base.ts";
import { withoutFields } from "./known-base.ts";

const title = { type: "movie", ids: ["tmdb:603"], title: "The Matrix" } as const;
const at = "2026-11-20T20:00:00.000Z";
const full: BaseRecord = {
  ...title,
  watched: { at },
  rating: { value: 8, at },
  watchlist: true,
  fileViewedAt: at,
  ownMarks: { trakt: { viewedAt: at } },
};

describe("withoutFields", () => {
  it("takes what belongs to a field with it: views of files, and our own marks", () => {
    expect(withoutFields(full, ["watched", "watchlist"])).toEqual({ ...title, rating: { value: 8, at } });
    const { ownMarks: _, ...unmarked } = full;
    expect(withoutFields({ ...title, ownMarks: full.ownMarks ?? {} }, ["watchlist"])).toEqual(title);
    expect(withoutFields({ ...title, fileViewedAt: at }, ["watched"])).toEqual(title);
    expect(withoutFields(unmarked, ["collection"])).toBe(unmarked);
  });
});
