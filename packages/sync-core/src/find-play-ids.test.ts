import { describe, expect, it } from "vitest";
import { findPlayIds } from "./find-play-ids.ts";
import type { AddPlay, Target } from "./operation.ts";

const at = "2026-11-20T20:00:00.000Z";
const heat: Target = { type: "movie", ids: ["trakt:1", "tmdb:949"], title: "Heat", by: "ids" };
const pilot: Target = {
  type: "episode",
  ids: [],
  title: "Pilot",
  show: { ids: ["tvdb:81189"], title: "Breaking Bad" },
  season: 1,
  number: 1,
  by: "number",
};

function added(id: string, target: Target, when = at): AddPlay {
  return { id, row: id, reason: "added-on-plex", target, field: "watched", action: "add", side: "trakt", at: when };
}

describe("findPlayIds", () => {
  it("finds a movie by any id, an episode by its show and number, both to the minute", () => {
    const shown = [
      { type: "movie", ids: ["trakt:1"], at: "2026-11-20T20:00:31.000Z", play: 11 },
      { type: "episode", ids: ["trakt:9"], showIds: ["trakt:7", "tvdb:81189"], season: 1, number: 1, at, play: 12 },
      { type: "movie", ids: ["trakt:1"], at: "2026-11-20T20:01:00.000Z", play: 13 },
    ] as const;
    expect(findPlayIds([added("a", heat), added("b", pilot)], shown)).toEqual({ a: 11, b: 12 });
  });

  it("takes the play that was stored first, for none is sent where one is there, and none twice", () => {
    const shown = [15, 11, 12].map((play) => ({ type: "movie" as const, ids: ["trakt:1"] as const, at, play }));
    expect(findPlayIds([added("a", heat)], shown)).toEqual({ a: 11 });
    expect(findPlayIds([added("a", heat), added("b", heat)], shown)).toEqual({ a: 11, b: 12 });
  });

  it("takes the play that was told apart before, and no other where that one is gone", () => {
    const shown = [11, 12].map((play) => ({ type: "movie" as const, ids: ["trakt:1"] as const, at, play }));
    expect(findPlayIds([added("a", heat)], shown, { ids: { a: 12 } })).toEqual({ a: 12 });
    expect(findPlayIds([added("a", heat)], shown, { ids: { a: 10 } })).toEqual({});
  });

  it("does not tell apart several plays of one minute where ours was added again", () => {
    const shown = [11, 12].map((play) => ({ type: "movie" as const, ids: ["trakt:1"] as const, at, play }));
    expect(findPlayIds([added("a", heat)], shown, { readded: new Set(["a"]) })).toEqual({ a: "several" });
    expect(findPlayIds([{ ...added("a", heat), reason: "undone" }], shown)).toEqual({ a: "several" });
    expect(findPlayIds([{ ...added("a", heat), reason: "undone" }], shown.slice(1))).toEqual({ a: 12 });
  });

  it("finds a play without a date where Trakt keeps such plays, and leaves out what is not shown", () => {
    const shown = [{ type: "movie", ids: ["trakt:1"], at: "1970-01-01T00:00:00.000Z", play: 3 }] as const;
    expect(findPlayIds([added("a", heat, "unknown"), added("b", heat)], shown)).toEqual({ a: 3 });
  });
});
