import { describe, expect, it } from "vitest";
import { now, planStory, plexMovie, traktMovie } from "../test/builders.ts";
import { summarize } from "./summarize.ts";

const none = { added: 0, updated: 0, removed: 0 };
const nothing = { toPlex: none, toTrakt: none };
const { operations } = planStory({
  plex: [
    plexMovie({ watched: { plays: 1 }, rating: { value: 8, at: "2026-01-01T00:00:00Z" } }),
    plexMovie({ ids: ["tmdb:1"], ref: "b", rating: { value: 2 } }),
  ],
  trakt: [traktMovie({ rating: { value: 3 } })],
});

describe("summarize", () => {
  it("counts operations by field, side and action", () => {
    expect(summarize(operations)).toEqual({
      watched: { toPlex: none, toTrakt: { ...none, added: 1 } },
      rating: { toPlex: none, toTrakt: { added: 1, updated: 1, removed: 0 } },
      collection: nothing,
      watchlist: nothing,
    });
  });

  it("counts only what was applied where outcomes are given", () => {
    const outcomes = [
      { operation: "rating:update:trakt:movie:tmdb:603", status: "applied", at: now },
      { operation: "rating:add:trakt:movie:tmdb:1", status: "failed", at: now },
    ] as const;
    expect(summarize(operations, outcomes)).toEqual({
      watched: { toPlex: none, toTrakt: none },
      rating: { toPlex: none, toTrakt: { ...none, updated: 1 } },
      collection: nothing,
      watchlist: nothing,
    });
  });
});
