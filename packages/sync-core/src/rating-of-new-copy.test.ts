import { describe, expect, it } from "vitest";

import { advance } from "./advance.ts";
import {
  applyAll,
  baseOf,
  outcomesOf,
  planStory,
  plexMovie,
  traktMovie,
  withPolicy,
  writes,
} from "../test/builders.ts";

describe("a rating of a file that took the place of a rated one", () => {
  const rating = (value: number, at: string) => ({ value, at });
  const before = rating(1, "2026-10-01T20:00:00.000Z");
  const base = baseOf({ plex: [plexMovie({ ref: "a", rating: before })], trakt: [traktMovie({ rating: before })] });
  const story = {
    plex: [plexMovie({ ref: "b", rating: rating(3, "2026-11-01T20:00:00.000Z") })],
    trakt: [traktMovie({ rating: before })],
  };

  it("is sent again when sending it failed", () => {
    const first = planStory({ ...story, base });
    expect(writes(first)).toEqual(["rating update trakt 3 changed-on-plex"]);
    const failed = advance(base, first, outcomesOf(first, "failed"));
    expect(writes(planStory({ ...story, base: failed }))).toEqual(["rating update trakt 3 changed-on-plex"]);
  });
});

describe("a rating of another copy than the one that was rated", () => {
  it("is listed run after run while it may not be sent", () => {
    const agreed = { value: 5, at: "2026-01-20T19:00:00.000Z" };
    const base = baseOf({ plex: [plexMovie({ ref: "a", rating: agreed })], trakt: [traktMovie({ rating: agreed })] });
    const story = {
      plex: [plexMovie({ ref: "b", rating: { value: 3, at: "2026-11-20T20:00:00.000Z" } })],
      trakt: [traktMovie({ rating: { value: 2, at: "2026-11-20T19:00:00.000Z" } })],
      policy: withPolicy("rating", { direction: "trakt-to-plex" }),
    };
    const first = planStory({ ...story, base });
    const second = planStory({ ...story, base: applyAll(base, first) });
    expect([first, second].map(({ skipped }) => skipped.map(({ reason }) => reason))).toEqual([
      ["direction"],
      ["direction"],
    ]);
  });
});
