import { describe, expect, it } from "vitest";
import { baseOf, planStory, plexMovie, traktMovie, writes } from "../test/builders.ts";
import { advance } from "./advance.ts";

const seen = { at: "2026-11-20T20:00:30.000Z", plays: 1 };
const both = { plex: [plexMovie({ watched: seen })], trakt: [traktMovie({ watched: seen })] };

describe("a copy that comes while a removal on Trakt is kept", () => {
  it("is marked once the title is seen on Trakt again", () => {
    const base = baseOf(both);
    const plex = [...both.plex, plexMovie({ ref: "b" })];
    const kept = advance(base, planStory({ plex, trakt: [], base }), []);
    const trakt = [traktMovie({ watched: { at: "2026-11-21T22:00:00.000Z", plays: 1 } })];
    expect(writes(planStory({ plex, trakt, base: kept }))).toEqual(["watched add plex b new-copy"]);
  });
});
