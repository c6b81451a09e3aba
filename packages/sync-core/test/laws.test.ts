import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { act, actAll, acts, addingActs, type Act } from "./acts.ts";
import { complete, policy, withPolicy } from "./builders.ts";
import { createMemory, mirroring, planWorld, statesOf, sync } from "./household.ts";
import { copyNames, copyOf, createWorld, readPlex, readTrakt, titleOf, type World } from "./world.ts";
import type { Operation, Snapshot } from "../src/index.ts";

const runs = { numRuns: 1000 };
const histories = fc.array(acts, { minLength: 1, maxLength: 4 });

/** A household that lived through a history, with a run after each part of it. */
function live(history: readonly (readonly Act[])[], chosen = mirroring) {
  const world = createWorld();
  const memory = createMemory();
  for (const part of history) {
    actAll(world, part);
    sync(world, memory, { policy: chosen });
    // What is being watched is listed by the next run. What was written is read back before anybody acts: until then an undone
    // write is a lagging read.
    sync(world, memory, { policy: chosen });
    sync(world, memory, { policy: chosen });
  }
  return { world, memory };
}

function without<Value>(values: readonly Value[], drops: readonly boolean[]): readonly Value[] {
  return values.filter((_, position) => !drops[position]);
}

describe("laws", () => {
  it("both sides end equal", () => {
    fc.assert(
      fc.property(histories, (history) => {
        const { plex, trakt } = statesOf(live(history).world);
        expect(plex).toEqual(trakt);
      }),
      runs,
    );
  });

  it("a second plan is empty, and the one after it leaves the very same base", () => {
    fc.assert(
      fc.property(histories, fc.constantFrom(mirroring, policy), (history, chosen) => {
        const { world, memory } = live(history, chosen);
        expect(planWorld(world, memory, { policy: chosen }).operations).toEqual([]);
        sync(world, memory, { policy: chosen });
        const { base } = memory;
        sync(world, memory, { policy: chosen });
        expect(memory.base).toBe(base);
      }),
      runs,
    );
  });

  it("an operation's id says what it does", () => {
    fc.assert(
      fc.property(histories, acts, fc.constantFrom(mirroring, policy), (history, done, chosen) => {
        const { world, memory } = live(history, chosen);
        const { operations } = planWorld(actAll(world, done), memory, { policy: chosen });
        const misnamed = operations.filter(
          ({ id, field, action, side, row }) => !id.startsWith(`${field}:${action}:${side}:${row}`),
        );
        expect(misnamed).toEqual([]);
        expect(new Set(operations.map(({ id }) => id)).size).toBe(operations.length);
      }),
      runs,
    );
  });

  it("a first run removes nothing", () => {
    fc.assert(
      fc.property(acts, (done) => {
        const { operations, held } = planWorld(actAll(createWorld(), done), createMemory(), { policy: mirroring });
        expect([...operations, ...held.map((each) => each.operation)].map(({ action }) => action)).not.toContain(
          "remove",
        );
      }),
      runs,
    );
  });

  it("the order of items does not change the plan", () => {
    const seed = fc.array(fc.integer(), { minLength: 30, maxLength: 30 });
    fc.assert(
      fc.property(histories, acts, seed, (history, done, order) => {
        const { world, memory } = live(history, policy);
        actAll(world, done);
        const [plex, trakt] = [shuffle(readPlex(world), order), shuffle(readTrakt(world), order)];
        expect(planWorld(world, memory, { plex, trakt })).toEqual(planWorld(world, memory));
      }),
      runs,
    );
  });

  it("an incomplete read removes nothing, then or later", () => {
    const drops = fc.array(fc.boolean(), { minLength: 12, maxLength: 12 });
    const state = fc.constantFrom("partial", "failed", "off");
    fc.assert(
      fc.property(histories, drops, drops, state, fc.boolean(), (history, onPlex, onTrakt, read, isOnPlex) => {
        const { world, memory } = live(history);
        const fields = {
          watched: { state: read },
          rating: { state: read },
          collection: { state: read },
          watchlist: { state: read },
        } as const;
        const [plex, trakt] = [readPlex(world), readTrakt(world)];
        const plan = sync(world, memory, {
          policy: mirroring,
          plex: {
            ...plex,
            items: isOnPlex ? without(plex.items, onPlex) : plex.items,
            fields: isOnPlex ? fields : complete,
          },
          trakt: {
            ...trakt,
            items: isOnPlex ? trakt.items : without(trakt.items, onTrakt),
            fields: isOnPlex ? complete : fields,
          },
        });
        expect(actionsOf(plan.operations)).not.toContain("remove");
        expect(actionsOf(sync(world, memory, { policy: mirroring }).operations)).not.toContain("remove");
      }),
      runs,
    );
  });

  it("a title that the library no longer holds is left as it is", () => {
    const drops = fc.array(fc.boolean(), { minLength: copyNames.length, maxLength: copyNames.length });
    fc.assert(
      fc.property(histories, drops, (history, gone) => {
        const { world, memory } = live(history);
        const plex = readPlex(world);
        const plan = planWorld(world, memory, {
          policy: mirroring,
          plex: { ...plex, items: without(plex.items, gone) },
        });
        const perCopy = plan.operations.filter(({ field }) => field === "watched" || field === "rating");
        expect(actionsOf(perCopy)).not.toContain("remove");
      }),
      runs,
    );
  });

  it("a plan is what its application writes: every operation finds its title, and what it says was there", () => {
    fc.assert(
      fc.property(histories, fc.constantFrom(mirroring, policy), (history, chosen) => {
        // `applyOperation` throws where an operation says something that is not so.
        const { world } = live(history, chosen);
        expect(world.plays.filter(({ by }) => by === "pakt").every((play) => isView(world, play))).toBe(true);
      }),
      runs,
    );
  });

  it("a rating that one side changes after base goes to the other", () => {
    const copy = fc.constantFrom(...copyNames);
    const value = fc.integer({ min: 1, max: 10 });
    fc.assert(
      fc.property(histories, copy, value, fc.boolean(), (history, name, rated, isOnTrakt) => {
        const { world, memory } = live(history);
        fc.pre(world.ratings[titleOf(name)]?.value !== rated);
        act(
          world,
          isOnTrakt
            ? { kind: "rate-on-trakt", title: titleOf(name), value: rated }
            : { kind: "rate", copy: name, value: rated, isDated: true },
        );
        sync(world, memory, { policy: mirroring });
        expect(world.ratings[titleOf(name)]?.value).toBe(rated);
        expect(copyOf(world, name).rating?.value ?? rated).toBe(rated);
      }),
      runs,
    );
  });

  it("a known copy that a person cleared is never refilled while the other stays", () => {
    fc.assert(
      fc.property(addingActs, fc.constantFrom("heat", "three"), fc.constantFrom("a", "b"), (done, name, which) => {
        const world = createWorld();
        const memory = createMemory();
        const [copy, other] = [`${name}-${which}`, `${name}-${which === "a" ? "b" : "a"}`] as const;
        actAll(world, done);
        act(world, { kind: "view", copy: other as "heat-a" });
        act(world, { kind: "rate", copy: other as "heat-a", value: 7, isDated: true });
        sync(world, memory);
        sync(world, memory);
        act(world, { kind: "clear-view", copy: copy as "heat-a" });
        act(world, { kind: "clear-rating", copy: copy as "heat-a" });
        sync(world, memory);
        act(world, { kind: "rate-on-trakt", title: name as "heat", value: 3 });
        act(world, { kind: "view", copy: other as "heat-a" });
        sync(world, memory);
        sync(world, memory);
        const { quality: _, ...state } = copyOf(world, copy);
        expect(state).toEqual({ title: name, views: 0 });
        expect(copyOf(world, other).rating?.value).toBe(3);
      }),
      runs,
    );
  });

  it("what is kept stays put, run after run", () => {
    const keep = withPolicy("rating", { removals: "keep" });
    fc.assert(
      fc.property(histories, (history) => {
        const { world, memory } = live(history, keep);
        const before = JSON.stringify(world.copies) + JSON.stringify(world.plays) + JSON.stringify(world.ratings);
        const first = sync(world, memory, { policy: keep });
        const second = sync(world, memory, { policy: keep });
        expect(JSON.stringify(world.copies) + JSON.stringify(world.plays) + JSON.stringify(world.ratings)).toBe(before);
        expect(second.kept).toEqual(first.kept);
      }),
      runs,
    );
  });
});

function actionsOf(operations: readonly Operation[]): readonly string[] {
  return operations.map(({ action }) => action);
}

function shuffle(snapshot: Snapshot, order: readonly number[]): Snapshot {
  const items = snapshot.items.map((item, position) => ({ item, rank: order[position] ?? 0 }));
  return { ...snapshot, items: items.toSorted((a, b) => a.rank - b.rank).map(({ item }) => item) };
}

function isView(world: World, { title, at }: { title: string; at: string }): boolean {
  return world.views.some((view) => view.at === at && (view.title === title || isSharing(view.title, title)));
}

function isSharing(first: string, second: string): boolean {
  return ["one", "two"].includes(first) && ["one", "two"].includes(second);
}
