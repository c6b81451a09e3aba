import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { act, actAll, acts, type Act } from "./acts.ts";
import { createMemory, mirroring, statesOf, sync, type Memory } from "./household.ts";
import { copyNames, createWorld, timeOf, titleOf, type World } from "./world.ts";

const runs = { numRuns: 1000 };
const histories = fc.array(acts, { maxLength: 3 });
const titles = fc.constantFrom("heat" as const, "ran" as const, "three" as const);

/** A household that lived through a history, with a title at its end that was seen and is known so on both sides. */
function startSeen(
  history: readonly (readonly Act[])[],
  title: "heat" | "ran" | "three",
): { world: World; memory: Memory } {
  const world = createWorld();
  const memory = createMemory();
  const settle = (): void => {
    for (let run = 0; run < 3; run += 1) sync(world, memory, { policy: mirroring });
  };
  for (const done of history) {
    actAll(world, done);
    settle();
  }
  act(world, { kind: "view", copy: `${title}-a` });
  settle();
  return { world, memory };
}

describe("a title that is removed on one side and seen again on the other", () => {
  it("is watched on both, and the fresh play is not removed", () => {
    fc.assert(
      fc.property(histories, titles, fc.boolean(), (history, title, isPlayedFirst) => {
        const { world, memory } = startSeen(history, title);
        let at = "";
        const play = (): void => {
          act(world, { kind: "play", title });
          at = timeOf(world);
        };
        if (isPlayedFirst) play();
        for (const copy of copyNames) if (titleOf(copy) === title) act(world, { kind: "clear-view", copy });
        if (!isPlayedFirst) play();
        for (let run = 0; run < 3; run += 1) sync(world, memory, { policy: mirroring });
        expect(world.plays.filter((each) => each.title === title).map((each) => each.at)).toContain(at);
        expect(statesOf(world).plex.find((each) => each.title === title)?.isWatched).toBe(true);
      }),
      runs,
    );
  });

  it("has the fresh view sent to Trakt, and is not unmarked", () => {
    fc.assert(
      fc.property(histories, titles, fc.boolean(), (history, title, isViewedFirst) => {
        const { world, memory } = startSeen(history, title);
        let at = "";
        const view = (): void => {
          act(world, { kind: "view", copy: `${title}-a` });
          at = timeOf(world);
        };
        if (isViewedFirst) view();
        act(world, { kind: "remove-plays", title });
        if (!isViewedFirst) view();
        for (let run = 0; run < 3; run += 1) sync(world, memory, { policy: mirroring });
        expect(world.plays.filter((each) => each.title === title).map((each) => each.at)).toContain(at);
        expect(statesOf(world).plex.find((each) => each.title === title)?.isWatched).toBe(true);
      }),
      runs,
    );
  });
});
