import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { advance, emptyBase, type Base, type Item, type Rating, type Reason, type Snapshot } from "../src/index.ts";
import { outcomesOf, planStory, plexSnapshot, traktSnapshot, withPolicy } from "./builders.ts";

/** What both sides hold of one title; dates are days of November, each of them once. */
interface Pair {
  readonly plex: Held;
  readonly trakt: Held;
}

interface Held {
  readonly isWatched: boolean;
  readonly rating: number;
  readonly isListed: boolean;
  readonly day: number;
}

const held = fc.record({
  isWatched: fc.boolean(),
  rating: fc.integer({ min: 0, max: 10 }),
  isListed: fc.boolean(),
  day: fc.integer({ min: 1, max: 20 }),
});
const pairs = fc.array(fc.record({ plex: held, trakt: held }), { minLength: 1, maxLength: 6 });

/** All were seen on one day: a further view shows in the count on Plex and in the date on Trakt, and is not the same on both. */
const SEEN = "2026-11-01T10:00:00.000Z";

function toItem(position: number, { isWatched, rating, isListed, day }: Held): Item {
  const at = `2026-11-${String(day).padStart(2, "0")}T10:00:00.000Z`;
  const rated: Rating | undefined = rating === 0 ? undefined : { value: rating, at };
  return {
    type: "movie",
    ids: [`tmdb:${position}`],
    title: `Film ${position}`,
    ...(isWatched && { watched: { at: SEEN, plays: 1 } }),
    ...(rated && { rating: rated }),
    ...(isListed && { watchlist: { at } }),
  };
}

function toSides(both: readonly Pair[]): { plex: Snapshot; trakt: Snapshot } {
  const plex = both.map((pair, position) => ({ ...toItem(position, pair.plex), ref: String(position) }));
  const trakt = both.map((pair, position) => toItem(position, pair.trakt));
  return { plex: plexSnapshot(plex), trakt: traktSnapshot(trakt) };
}

function swap(both: readonly Pair[]): readonly Pair[] {
  return both.map(({ plex, trakt }) => ({ plex: trakt, trakt: plex }));
}

/** The operations and conflicts of a second run, the first of which ended in `before`. */
function planned(before: readonly Pair[], after: readonly Pair[]): readonly string[] {
  const policy = { ...withPolicy("watched", { removals: "propagate" }), rewatches: false };
  const allowed = { ...policy, allowRemovals: { watched: 99, rating: 99, watchlist: 99 } };
  const first = planStory({ ...toSides(before), policy: allowed });
  const base: Base = advance(emptyBase, first, outcomesOf(first, "applied"));
  // A day later nothing is pending any more.
  const plan = planStory({ ...toSides(after), base, policy: allowed, now: "2026-11-24T12:00:00.000Z" });
  const conflicts = plan.conflicts.map(({ row, reason, winner }) => `conflict ${row} ${reason} ${winner ?? "nobody"}`);
  const writes = plan.operations.map((operation) => {
    const { field, side, row, action, reason } = operation;
    return [field, action, "rating" in operation ? operation.rating.value : "", row, side, reason].join(" ");
  });
  return [...writes, ...conflicts].toSorted((a, b) => (a < b ? -1 : 1));
}

function swapWords(text: string): string {
  return text.replaceAll(/\b(plex|trakt)\b/gu, (side) => (side === "plex" ? "trakt" : "plex"));
}

describe("swapping the sides", () => {
  it("swaps the targets of ratings, first watched marks and the watchlist, and nothing else", () => {
    fc.assert(
      fc.property(pairs, pairs, (before, after) => {
        const straight = planned(before, after).map(swapWords);
        expect(planned(swap(before), swap(after))).toEqual(straight.toSorted((a, b) => (a < b ? -1 : 1)));
      }),
      { numRuns: 1000 },
    );
  });

  it("finds every reason of the table but the rewatches", () => {
    const found = new Set<string>();
    fc.assert(
      fc.property(pairs, pairs, (before, after) => {
        for (const line of planned(before, after)) found.add(line.split(" ").at(-1) ?? "");
      }),
      { numRuns: 1000 },
    );
    const expected: readonly Reason[] = ["added-on-plex", "changed-on-trakt", "conflict-newest", "removed-on-plex"];
    expect([...found]).toEqual(expect.arrayContaining([...expected]));
  });
});
