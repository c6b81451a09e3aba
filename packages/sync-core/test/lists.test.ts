import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { actAll, acts } from "./acts.ts";
import { policy } from "./builders.ts";
import { createMemory, mirroring, planWorld, statesOf, sync, type Memory } from "./household.ts";
import { isDeepStrictEqual } from "node:util";
import { createWorld, qualities, titleNames, type World } from "./world.ts";
import { isSameQuality, type Policy } from "../src/index.ts";

const runs = { numRuns: 1000 };
const histories = fc.array(acts, { minLength: 1, maxLength: 4 });

/** The best file of a title, over all its copies. */
function bestOf(world: World, title: string): number {
  const copies = Object.values(world.copies).filter((copy) => copy.title === title);
  return Math.max(-1, ...copies.map(({ quality }) => (quality === undefined ? -1 : qualities.indexOf(quality))));
}

/** Runs until what was written is read back, and what a service made of it is known on the other side. */
function settle(world: World, memory: Memory, chosen: Policy): void {
  for (let run = 0; run < 4; run += 1) sync(world, memory, { policy: chosen });
}

describe("laws of the collection", () => {
  it("holds the best file of every title, unless a person took it out", () => {
    fc.assert(
      fc.property(histories, (history) => {
        const world = createWorld();
        const memory = createMemory();
        for (const done of history) {
          actAll(world, done);
          settle(world, memory, policy);
        }
        const wrong = titleNames.filter((title) => {
          const best = qualities[bestOf(world, title)];
          return best !== undefined && !isSameQuality(world.collection[title]?.quality ?? {}, best);
        });
        expect(wrong).toEqual([]);
      }),
      runs,
    );
  });

  it("never loses an entry by the default choices, and never gets one back that a person took out", () => {
    fc.assert(
      fc.property(histories, fc.constantFrom("heat", "ran", "one"), acts, (history, title, after) => {
        const world = createWorld();
        const memory = createMemory();
        for (const done of history) {
          actAll(world, done);
          const before = Object.keys(world.collection);
          settle(world, memory, policy);
          expect(Object.keys(world.collection)).toEqual(expect.arrayContaining(before));
        }
        sync(world, memory);
        fc.pre(world.collection[title as "heat"] !== undefined);
        delete world.collection[title as "heat"];
        actAll(
          world,
          after.filter(({ kind }) => kind !== "add-file" && kind !== "delete-file"),
        );
        settle(world, memory, policy);
        expect(world.collection[title as "heat"]).toBeUndefined();
      }),
      runs,
    );
  });
});

describe("laws of the watchlist", () => {
  it("both lists end equal when services take off what is watched, but for what is kept, and soon the plan is empty", () => {
    fc.assert(
      fc.property(histories, (history) => {
        const world = createWorld();
        world.drops = "watched";
        const memory = createMemory();
        for (const done of history) {
          actAll(world, done);
          settle(world, memory, mirroring);
          const { kept } = planWorld(world, memory, { policy: mirroring });
          const isStarted = kept.some(({ reason }) => reason === "started-watching");
          const { plex, trakt } = statesOf(world);
          const differing = plex.filter((state, position) => !isDeepStrictEqual(state, trakt[position]));
          expect(differing.map(({ title }) => title)).toEqual(isStarted ? ["show"] : []);
        }
        expect(planWorld(world, memory, { policy: mirroring }).operations).toEqual([]);
      }),
      runs,
    );
  });

  it("what a person takes off one list stays off both, run after run", () => {
    const chosen = { ...policy, allowRemovals: { watchlist: 1000 } };
    fc.assert(
      fc.property(histories, fc.constantFrom("plex", "trakt"), (history, side) => {
        const world = createWorld();
        const memory = createMemory();
        for (const done of history) {
          actAll(world, done);
          settle(world, memory, chosen);
        }
        for (const title of titleNames) delete world.watchlists[side as "plex"][title];
        settle(world, memory, chosen);
        expect(world.watchlists).toEqual({ plex: {}, trakt: {} });
      }),
      runs,
    );
  });
});
