import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { act, actAll, acts, type Act } from "./acts.ts";
import { policy } from "./builders.ts";
import { createMemory, mirroring, planWorld, sync, type Memory } from "./household.ts";
import { applyOperation, createWorld, foundByTrakt, readPlex, readTrakt, timeOf, type World } from "./world.ts";
import {
  advance,
  indexSnapshot,
  planUndo,
  type Base,
  type BaseRecord,
  type Operation,
  type Outcome,
  type PastRun,
  type Plan,
  type Policy,
} from "../src/index.ts";

const runs = { numRuns: 1000 };
/** In the world's minutes. */
const DAY = 24 * 60;
const histories = fc.array(acts, { minLength: 1, maxLength: 3 });

function live(
  history: readonly (readonly Act[])[],
  chosen: Policy,
  drops: World["drops"] = "nothing",
): { world: World; memory: Memory } {
  const world = createWorld();
  world.drops = drops;
  const memory = createMemory();
  for (const part of history) {
    actAll(world, part);
    for (let run = 0; run < 3; run += 1) sync(world, memory, { policy: chosen });
  }
  // What goes back within a day of our write to what it was is taken for a late read (rule 9): of that, other laws tell.
  world.clock += 2 * DAY;
  return { world, memory };
}

function outcomesOf(operations: readonly Operation[], at: string): readonly Outcome[] {
  return operations.map(({ id }) => ({ operation: id, status: "applied", at }));
}

/** A run of the plan, all of it applied, as the journal keeps it. */
function runOnce(world: World, memory: Memory, chosen: Policy): PastRun {
  const { base } = memory;
  const { operations, adopted } = sync(world, memory, { policy: chosen });
  const { marks } = adopted;
  return {
    operations,
    outcomes: outcomesOf(operations, timeOf(world)),
    before: recordsOf(base, operations),
    ...(marks !== undefined && { marks }),
  };
}

function recordsOf(base: Base, operations: readonly Operation[]): Record<string, BaseRecord | null> {
  return Object.fromEntries(operations.map(({ row }) => [row, base.records[row] ?? null]));
}

function undoPlan(world: World, { base }: Memory, run: PastRun): Plan {
  const plays: Record<string, number> = {};
  for (const operation of run.operations) {
    if (operation.field !== "watched" || operation.side !== "trakt" || operation.action !== "add") continue;
    const play = playOf(world, operation);
    if (play !== undefined) plays[operation.id] = play;
  }
  return planUndo({
    run,
    plex: indexSnapshot(readPlex(world)),
    trakt: indexSnapshot(readTrakt(world)),
    base,
    plays,
    now: timeOf(world),
  });
}

/** The play that an operation added: the last of its title at its minute. */
function playOf(world: World, operation: Extract<Operation, { at: string }>): number | undefined {
  const wanted = foundByTrakt(operation.target);
  return world.plays.findLast(({ by, at, title }) => by === "pakt" && at === operation.at && title === wanted)?.id;
}

function undo(world: World, memory: Memory, run: PastRun): Plan {
  world.clock += 1;
  const made = undoPlan(world, memory, run);
  for (const operation of made.operations) applyOperation(world, operation);
  memory.base = advance(memory.base, made, outcomesOf(made.operations, timeOf(world)));
  world.clock += 1;
  return made;
}

/** Everything that a person can see, but for when something was put on a list again. */
function stateOf({ copies, plays, ratings, watchlists, collection }: World): unknown {
  return {
    copies: Object.fromEntries(
      Object.entries(copies).map(([ref, { at, ...copy }]) => [
        ref,
        copy.views > 0 ? { ...copy, isDated: at !== undefined } : copy,
      ]),
    ),
    plays: plays.map(({ title, at }) => `${title} ${at}`).toSorted(),
    ratings,
    plexList: Object.keys(watchlists.plex).toSorted(),
    traktList: Object.keys(watchlists.trakt).toSorted(),
    collection,
  };
}

describe("taking a run back", () => {
  it("brings back the state before it, and the next runs write nothing of it again", () => {
    fc.assert(
      fc.property(histories, acts, fc.constantFrom("nothing", "marked"), (history, done, drops) => {
        // A held removal of a wish tells nobody that it is there.
        const chosen = { ...policy, allowRemovals: { watchlist: 1000 } };
        const { world, memory } = live(history, chosen, drops);
        actAll(world, done);
        const before = stateOf(structuredClone(world));
        const run = runOnce(world, memory, chosen);
        undo(world, memory, run);
        expect(stateOf(world)).toEqual(before);
        const undone = new Set(run.operations.map(({ row, field }) => `${row} ${field}`));
        for (let times = 0; times < 2; times += 1) {
          const { operations } = sync(world, memory, { policy: chosen });
          expect(operations.filter(({ row, field }) => undone.has(`${row} ${field}`))).toEqual([]);
        }
      }),
      runs,
    );
  });

  it("brings it back by a second try when no answer came to the first removals of plays, and the next runs write nothing of it", () => {
    fc.assert(
      fc.property(histories, acts, fc.constantFrom(policy, mirroring), (history, done, chosen) => {
        const { world, memory } = live(history, chosen);
        actAll(world, done);
        const before = stateOf(structuredClone(world));
        const run = runOnce(world, memory, policy);
        // Later than any read may lag.
        world.clock += 2 * DAY;
        const lost = undoPlan(world, memory, run);
        for (const operation of lost.operations) if ("play" in operation) applyOperation(world, operation);
        undo(world, memory, run);
        expect(stateOf(world)).toEqual(before);
        const undone = new Set(run.operations.map(({ row, field }) => `${row} ${field}`));
        for (let times = 0; times < 2; times += 1) {
          const { operations } = sync(world, memory, { policy: chosen });
          expect(operations.filter(({ row, field }) => undone.has(`${row} ${field}`))).toEqual([]);
        }
      }),
      runs,
    );
  });

  it("takes nothing back a second time", () => {
    fc.assert(
      fc.property(histories, acts, (history, done) => {
        const { world, memory } = live(history, mirroring);
        actAll(world, done);
        const run = runOnce(world, memory, policy);
        undo(world, memory, run);
        const again = undoPlan(world, memory, {
          ...run,
          operations: run.operations.filter(({ action }) => action !== "remove"),
        });
        expect(again.operations).toEqual([]);
      }),
      runs,
    );
  });

  it("touches no play that a person added, and nothing that was changed since", () => {
    fc.assert(
      fc.property(histories, acts, acts, (history, done, since) => {
        const { world, memory } = live(history, policy);
        actAll(world, done);
        const run = runOnce(world, memory, policy);
        actAll(world, since);
        const own = world.plays.filter(({ by }) => by === "person").length;
        const ratings = { ...world.ratings };
        const made = undo(world, memory, run);
        expect(world.plays.filter(({ by }) => by === "person")).toHaveLength(own);
        const written = new Set(made.operations.flatMap(({ field, side }) => (field === "rating" ? [side] : [])));
        expect(written.has("trakt") || Object.keys(ratings).every((title) => title in world.ratings)).toBe(true);
      }),
      runs,
    );
  });

  it("is no conflict afterwards", () => {
    const world = createWorld();
    const memory = createMemory();
    act(world, { kind: "rate-on-trakt", title: "heat", value: 3 });
    act(world, { kind: "rate", copy: "heat-a", value: 8, isDated: true });
    act(world, { kind: "rate", copy: "heat-b", value: 8, isDated: true });
    const run = runOnce(world, memory, policy);
    expect(run.operations.map(({ reason }) => reason)).toEqual(["conflict-newest"]);
    undo(world, memory, run);
    expect(world.ratings.heat?.value).toBe(3);
    const { conflicts, skipped, operations } = sync(world, memory);
    expect([conflicts, operations, skipped.map(({ reason }) => reason)]).toEqual([[], [], ["declined"]]);
  });

  it("is met again once one side changes", () => {
    const world = createWorld();
    const memory = createMemory();
    act(world, { kind: "rate", copy: "heat-a", value: 8, isDated: true });
    const run = runOnce(world, memory, policy);
    undo(world, memory, run);
    expect(world.ratings).toEqual({});
    const declined = sync(world, memory);
    expect(declined.skipped.map(({ field, reason }) => [field, reason])).toEqual([["rating", "declined"]]);
    act(world, { kind: "rate", copy: "heat-a", value: 9, isDated: true });
    sync(world, memory);
    expect(world.ratings.heat?.value).toBe(9);
    expect(planWorld(world, memory).skipped).toEqual([]);
  });
});
