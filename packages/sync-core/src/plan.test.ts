import { describe, expect, it } from "vitest";
import { baseOf, planStory, plexMovie, traktMovie, writes } from "../test/builders.ts";
import { emptyBase } from "./base.ts";

const seen = { at: "2026-11-20T20:00:30.000Z", plays: 1 };

describe("plan", () => {
  it("adds a play to Trakt for what was watched on Plex", () => {
    const plan = planStory({ plex: [plexMovie({ watched: seen })], trakt: [] });
    expect(writes(plan)).toEqual(["watched add trakt 2026-11-20T20:00:00.000Z added-on-plex"]);
  });

  it("has nothing to do once that play is applied, even while Trakt does not show it yet", () => {
    const base = baseOf({ plex: [plexMovie({ watched: seen })], trakt: [] });
    const plan = planStory({ plex: [plexMovie({ watched: seen })], trakt: [], base });
    expect(writes(plan)).toEqual([]);
    expect(plan.adopted).toEqual({ records: {}, goals: {} });
  });

  it("marks every unwatched copy in Plex for what was watched on Trakt", () => {
    const plex = [plexMovie(), plexMovie({ ref: "b" })];
    const plan = planStory({ plex, trakt: [traktMovie({ watched: seen })], base: emptyBase });
    expect(writes(plan)).toEqual(["watched add plex a added-on-trakt", "watched add plex b added-on-trakt"]);
  });
});
