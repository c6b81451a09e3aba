import type { Collected, Operation, Quality, Snapshot, Target } from "@pakt/sync-core";
import { describe, expect, test } from "vitest";

import { createApplyLog } from "./apply-log.ts";
import { fetchAll, itemsOf, OWNED, STRANGER, TITLES } from "./describe-replica.ts";
import type { ReplicaStage, WriteFault } from "./describe-replica.ts";
import { AT, collect, uncollect } from "./operations.ts";

const BETTER: Quality = { resolution: "4k", hdr: "dolby-vision", audio: "dolby-atmos", channels: "7.1", is3d: true };

/** What every replica whose collection can be written has to hold to of it: Trakt, and memory in its place. */
export function describeCollection<Stage extends ReplicaStage>(
  name: string,
  make: () => Stage,
  faults: readonly WriteFault<Stage>[] = [],
): void {
  describe(`the collection of a replica: ${name}`, () => {
    test("is read: what is in it is like, since when, and nothing else", async () => {
      const snapshot = await fetchAll(make().replica);
      expect(collected(snapshot, TITLES.ownedMovie)).toEqual([{ at: AT, quality: OWNED }]);
      expect(collected(snapshot, TITLES.ownedEpisode)).toEqual([{ at: AT, quality: OWNED }]);
      expect(snapshot.items.filter(({ collection }) => collection !== undefined)).toHaveLength(2);
    });

    test.each<[string, Operation, Target, readonly Collected[]]>([
      ["a movie is there", collect(TITLES.newMovie, OWNED), TITLES.newMovie, [{ at: AT, quality: OWNED }]],
      ["an episode is there", collect(TITLES.newEpisode, BETTER), TITLES.newEpisode, [{ at: AT, quality: BETTER }]],
      ["a movie is a better one", update(TITLES.ownedMovie, BETTER), TITLES.ownedMovie, [{ at: AT, quality: BETTER }]],
      ["an episode is another", update(TITLES.ownedEpisode, {}), TITLES.ownedEpisode, [{ at: AT, quality: {} }]],
      ["what was there still is", collect(TITLES.ownedMovie, OWNED), TITLES.ownedMovie, [{ at: AT, quality: OWNED }]],
      ["a movie is gone", uncollect(TITLES.ownedMovie), TITLES.ownedMovie, []],
      ["an episode is gone", uncollect(TITLES.ownedEpisode), TITLES.ownedEpisode, []],
      ["what was not there still is not", uncollect(TITLES.newMovie), TITLES.newMovie, []],
    ])("is written, and the next read shows that %s", async (_, operation, target, shown) => {
      const { replica } = make();
      const log = createApplyLog();
      expect(await replica.apply([operation], log.hooks)).toEqual({});
      expect(log.statuses()).toEqual({ [operation.id]: "applied" });
      expect(collected(await fetchAll(replica), target)).toEqual(shown);
    });

    test("gives every announced operation exactly one outcome", async () => {
      const { replica } = make();
      const operations = TITLES.crowd.map((target) => collect(target));
      const log = createApplyLog();
      await replica.apply(operations, log.hooks);
      expect(log.announced.flat()).toEqual(operations.map(({ id }) => id));
      expect(log.counts()).toEqual({ applied: operations.length });
    });

    test("finishes what was announced and begins nothing more when the run is aborted", async () => {
      const { replica } = make();
      const stop = new AbortController();
      const log = createApplyLog({ onIntent: () => stop.abort(), signal: stop.signal });
      const operations = TITLES.crowd.map((target) => collect(target));
      expect(await replica.apply(operations, log.hooks)).toMatchObject({ stopped: { code: "interrupted" } });
      expect(log.announced).toHaveLength(1);
      expect(log.counts()).toEqual({ applied: log.announced.flat().length });
      expect(log.outcomes.length).toBeLessThan(operations.length);
    });

    test("calls a title that the side does not know unmatched, and goes on", async () => {
      const { replica } = make();
      const operations = [TITLES.newMovie, STRANGER, TITLES.newEpisode].map((target) => collect(target));
      const log = createApplyLog();
      expect(await replica.apply(operations, log.hooks)).toEqual({});
      expect(operations.map(({ id }) => log.statuses()[id])).toEqual(["applied", "unmatched", "applied"]);
    });

    test.each(faults)("gives outcomes and does not throw when every write ends with: %s", async (_, breakWrites) => {
      const stage = make();
      breakWrites(stage);
      const log = createApplyLog();
      await stage.replica.apply([collect(TITLES.newMovie), uncollect(TITLES.ownedMovie)], log.hooks);
      const announced = new Set(log.announced.flat());
      expect(log.outcomes.map(({ operation }) => operation).toSorted()).toEqual([...announced].toSorted());
      expect(log.counts()).not.toHaveProperty("applied");
    });
  });
}

function update(target: Target, quality: Quality): Operation {
  return { ...collect(target, quality), action: "update", before: { at: AT, quality: OWNED } };
}

function collected(snapshot: Snapshot, target: Target): readonly Collected[] {
  return itemsOf(snapshot, target).flatMap(({ collection }) => collection ?? []);
}
