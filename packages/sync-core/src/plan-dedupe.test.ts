import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { planDedupe, type HistoryPlay } from "./plan-dedupe.ts";

const heat = { type: "movie", ids: ["trakt:1", "tmdb:949"], title: "Heat", year: 1995 } as const;
const minutes = (count: number): string => new Date(Date.UTC(2026, 0, 1, 20) + count * 60_000).toISOString();

function removed(history: readonly HistoryPlay[], withinMinutes = 30): readonly number[] {
  const plan = planDedupe({
    history,
    withinMs: withinMinutes * 60_000,
    trakt: {},
    plex: {},
    now: "2026-11-22T12:00:00.000Z",
  });
  return plan.operations.flatMap((operation) => ("play" in operation ? [operation.play] : []));
}

describe("planDedupe", () => {
  it("removes the later of two plays within the moment, and no rewatch", () => {
    const plays = [
      [1, 0],
      [2, 1],
      [3, 200],
    ].map(([play = 0, at = 0]) => ({ ...heat, play, at: minutes(at) }));
    expect(removed(plays)).toEqual([2]);
    expect(removed(plays, 0)).toEqual([]);
  });

  it("measures from the play that stays, so that a long row of views is not one", () => {
    const plays = [0, 20, 40, 60].map((at, play) => ({ ...heat, play, at: minutes(at) }));
    expect(removed(plays)).toEqual([1, 3]);
  });

  it("takes several plays without a date for one view", () => {
    const plays = [5, 4].map((play) => ({ ...heat, play, at: "1970-01-01T00:00:00.000Z" }));
    expect(removed(plays)).toEqual([5]);
  });

  it("keeps titles apart, a movie and an episode of one number too", () => {
    const episode = {
      ...heat,
      type: "episode",
      show: { ids: ["trakt:1"], title: "Show" },
      season: 1,
      number: 1,
    } as const;
    expect(
      removed([
        { ...heat, play: 1, at: minutes(0) },
        { ...episode, play: 2, at: minutes(0) },
      ]),
    ).toEqual([]);
  });

  it("leaves at least one play of each title, none within the moment of another, and is done after one run", () => {
    const plays = fc.array(fc.record({ title: fc.nat(2), at: fc.nat(500) }), { maxLength: 30 });
    fc.assert(
      fc.property(plays, fc.nat(60), (listed, within) => {
        const history = listed.map(({ title, at }, play): HistoryPlay => ({
          ...heat,
          ids: [`trakt:${title}`],
          play,
          at: minutes(at),
        }));
        const gone = new Set(removed(history, within));
        const left = history.filter(({ play }) => !gone.has(play));
        expect(new Set(left.map(({ ids }) => ids[0]))).toEqual(new Set(history.map(({ ids }) => ids[0])));
        expect(removed(left, within)).toEqual([]);
      }),
      { numRuns: 1000 },
    );
  });
});
