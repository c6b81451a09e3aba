import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { act, actAll, acts, wishingActs, type Act } from "./acts.ts";
import { policy } from "./builders.ts";
import { createMemory, planWorld, sync, type Fate, type Memory } from "./household.ts";
import { createWorld, timeOf, titleNames, type TitleName, type World } from "./world.ts";

const runs = { numRuns: 1000 };
const chosen = { ...policy, allowRemovals: { watchlist: 1000 } };
const wishes = fc.array(wishingActs, { minLength: 1, maxLength: 4 });
/** Answers are lost now and then; what was sent was done all the same. */
const fates = fc.array(fc.constantFrom<Fate>("applied", "lost"), { maxLength: 6 });

function settle(world: World, memory: Memory, count = 5): void {
  for (let run = 0; run < count; run += 1) sync(world, memory, { policy: chosen });
}

/** When a person last put each title on a list. */
type Wished = Partial<Record<TitleName, string>>;

function wish(world: World, wished: Wished, done: Act): void {
  const isNew = done.kind === "list" && world.watchlists[done.side][done.title] === undefined;
  act(world, done);
  if (isNew) wished[done.title] = timeOf(world);
}

function isSeenSince(world: World, title: TitleName, since: string): boolean {
  const plays = world.plays.filter(({ by }) => by === "person");
  return [...world.views, ...plays].some((view) => view.title === title && view.at > since);
}

describe("laws of wishes", () => {
  it("our own marks take no title off both lists, but a movie that was seen after it was listed", () => {
    fc.assert(
      fc.property(wishes, fates, (history, ends) => {
        const world = createWorld();
        world.drops = "marked";
        const memory = createMemory();
        const wished: Wished = {};
        for (const part of history) {
          for (const done of part) wish(world, wished, done);
          sync(world, memory, { policy: chosen, fates: ends });
          world.clock += 1500;
          settle(world, memory);
          const lost = titleNames.filter((title) => {
            const since = wished[title];
            if (since === undefined || (title !== "show" && isSeenSince(world, title, since))) return false;
            return world.watchlists.plex[title] === undefined && world.watchlists.trakt[title] === undefined;
          });
          expect(lost).toEqual([]);
          expect(planWorld(world, memory, { policy: chosen }).operations).toEqual([]);
        }
        const { base } = memory;
        settle(world, memory, 1);
        expect(memory.base).toBe(base);
      }),
      runs,
    );
  });

  it("a movie that was not seen since it was listed is on both lists, whatever was marked", () => {
    fc.assert(
      fc.property(wishes, (history) => {
        const world = createWorld();
        world.drops = "marked";
        const memory = createMemory();
        const wished: Wished = {};
        for (const done of history.flat()) wish(world, wished, done);
        settle(world, memory);
        const single = (["heat", "ran"] as const).filter((title) => {
          const since = wished[title];
          if (since === undefined || isSeenSince(world, title, since)) return false;
          return world.watchlists.plex[title] === undefined || world.watchlists.trakt[title] === undefined;
        });
        expect(single).toEqual([]);
      }),
      runs,
    );
  });

  it("what a person takes off the list that still has it, after our mark took it off the other, is gone from both", () => {
    fc.assert(
      fc.property(wishes, acts, fc.constantFrom("marked", "watched"), (history, after, drops) => {
        const world = createWorld();
        world.drops = drops;
        const memory = createMemory();
        for (const part of history) {
          actAll(world, part);
          settle(world, memory);
        }
        actAll(world, after);
        sync(world, memory, { policy: chosen });
        const { plex, trakt } = world.watchlists;
        const single = titleNames.filter((title) => (plex[title] === undefined) !== (trakt[title] === undefined));
        for (const title of single) {
          delete plex[title];
          delete trakt[title];
        }
        world.clock += 1500;
        settle(world, memory);
        expect(single.filter((title) => (plex[title] ?? trakt[title]) !== undefined)).toEqual([]);
      }),
      runs,
    );
  });

  it("a dropped wish is given back once: what a service then drops again is a removal", () => {
    fc.assert(
      fc.property(wishes, fc.constantFrom("plex", "trakt"), (history, side) => {
        const world = createWorld();
        world.drops = "marked";
        const memory = createMemory();
        for (const done of history.flat()) act(world, done);
        settle(world, memory);
        const both = titleNames.filter(
          (title) => world.watchlists.plex[title] !== undefined && world.watchlists.trakt[title] !== undefined,
        );
        for (const title of both) delete world.watchlists[side][title];
        settle(world, memory);
        expect(both.filter((title) => world.watchlists.plex[title] ?? world.watchlists.trakt[title])).toEqual([]);
      }),
      runs,
    );
  });
});
