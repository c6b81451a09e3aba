import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { act, actAll, viewingActs } from "./acts.ts";
import { createMemory, statesOf, sync, type Fate, type Memory } from "./household.ts";
import { copyNames, createWorld, isWatchable, readTrakt, sharersOf, titleNames, type World } from "./world.ts";

const runs = { numRuns: 1500 };
const fate = fc.constantFrom<Fate>("applied", "failed", "lost", "dropped", "killed", "killed-after");
const fates = fc.array(fate, { maxLength: 6 });
/** What a person does, what becomes of the writes, and whether the run reads Trakt's list as it was before the last run. */
const step = fc.record({ done: viewingActs, fates, isLagging: fc.boolean(), waitsDay: fc.boolean() });
const steps = fc.array(step, { minLength: 1, maxLength: 5 });

interface Step {
  readonly done: Parameters<typeof actAll>[1];
  readonly fates: readonly Fate[];
  readonly isLagging: boolean;
  readonly waitsDay: boolean;
}

/** Runs that fail in every way, and then two that do not. */
function struggle(world: World, memory: Memory, taken: readonly Step[]): void {
  let former = [...world.plays];
  for (const { done, fates: each, isLagging, waitsDay } of taken) {
    actAll(world, done);
    // A list lags for minutes, not for a day.
    const shown = isLagging && !waitsDay ? former.filter((play) => world.plays.includes(play)) : world.plays;
    former = [...world.plays];
    if (waitsDay) world.clock += 24 * 60;
    sync(world, memory, { trakt: readTrakt(world, {}, shown), fates: each });
  }
  sync(world, memory);
  world.clock += 24 * 60;
  sync(world, memory);
}

describe("plays", () => {
  it("are never doubled, under any interleaving of crash, retry, lost answer and lagging list", () => {
    fc.assert(
      fc.property(steps, (taken) => {
        const world = createWorld();
        struggle(world, createMemory(), taken);
        const moments = world.plays.map(({ title, at }) => `${title} ${at}`);
        expect(moments.toSorted()).toEqual([...new Set(moments)].toSorted());
      }),
      runs,
    );
  });

  it("are each a person's view on Plex of the title or of its file, never our own scrobble", () => {
    fc.assert(
      fc.property(steps, (taken) => {
        const world = createWorld();
        struggle(world, createMemory(), taken);
        const views = world.views.flatMap(({ title, at }) => sharersOf(title).map((name) => `${name} ${at}`));
        const ours = world.plays.filter(({ by }) => by === "pakt").map(({ title, at }) => `${title} ${at}`);
        expect(views).toEqual(expect.arrayContaining(ours));
      }),
      runs,
    );
  });

  it("are none lost: what was watched on either side ends watched on both", () => {
    fc.assert(
      fc.property(steps, (taken) => {
        const world = createWorld();
        struggle(world, createMemory(), taken);
        const { plex, trakt } = statesOf(world);
        expect(plex).toEqual(trakt);
        const seen = new Set([...world.views, ...world.plays].map(({ title }) => title));
        const watched = titleNames.filter((title) => isWatchable(title) && seen.has(title));
        expect(watched.every((title) => world.plays.some((play) => play.title === title))).toBe(true);
      }),
      runs,
    );
  });

  it("tell Trakt of every title's last view, once base knows the title", () => {
    fc.assert(
      fc.property(fc.array(viewingActs, { minLength: 1, maxLength: 4 }), (parts) => {
        const world = createWorld();
        const memory = createMemory();
        for (const copy of copyNames) act(world, { kind: "view", copy });
        sync(world, memory);
        for (const done of parts) {
          actAll(world, done);
          sync(world, memory);
        }
        const untold = world.views.filter(({ title, at }) =>
          world.plays.every((play) => play.title !== title || play.at < at),
        );
        expect(untold).toEqual([]);
      }),
      runs,
    );
  });
});
