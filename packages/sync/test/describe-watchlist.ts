import type { AddToWatchlist, RemoveFromWatchlist, Snapshot, Target } from "@pakt/sync-core";
import { describe, expect, test } from "vitest";

import { createApplyLog } from "./apply-log.ts";
import { fetchAll, itemsOf, STRANGER, TITLES } from "./describe-replica.ts";
import type { ReplicaStage, WriteFault } from "./describe-replica.ts";
import { list, unlist } from "./operations.ts";

/** What every replica has to hold to of its watchlist. */
export function describeWatchlist<Stage extends ReplicaStage>(
  name: string,
  make: () => Stage,
  faults: readonly WriteFault<Stage>[] = [],
): void {
  describe(`the watchlist of a replica: ${name}`, () => {
    test("is read: what is listed, and nothing else", async () => {
      const snapshot = await fetchAll(make().replica);
      expect(listed(snapshot)).toEqual(["listedMovie", "listedShow"]);
    });

    test.each<[string, (stage: Stage) => AddToWatchlist | Promise<RemoveFromWatchlist>, readonly string[]]>([
      ["a movie is listed", (stage) => add(stage, TITLES.newMovie), ["listedMovie", "listedShow", "newMovie"]],
      ["a show is listed", (stage) => add(stage, TITLES.show), ["listedMovie", "listedShow", "show"]],
      ["what was listed already still is", (stage) => add(stage, TITLES.listedMovie), ["listedMovie", "listedShow"]],
      ["a movie is gone", (stage) => takeOff(stage, TITLES.listedMovie), ["listedShow"]],
      ["a show is gone", (stage) => takeOff(stage, TITLES.listedShow), ["listedMovie"]],
      ["what was not listed still is not", (stage) => takeOff(stage, TITLES.newMovie), ["listedMovie", "listedShow"]],
    ])("is written, and the next read shows that %s", async (_, operationFor, shown) => {
      const stage = make();
      const operation = await operationFor(stage);
      const log = createApplyLog();
      expect(await stage.replica.apply([operation], log.hooks)).toEqual({});
      expect(log.statuses()).toEqual({ [operation.id]: "applied" });
      expect(listed(await fetchAll(stage.replica))).toEqual(shown);
    });

    test("may lose a title whose entry is gone by then", async () => {
      const stage = make();
      const operation = await takeOff(stage, TITLES.listedMovie);
      const log = createApplyLog();
      await stage.replica.apply([operation], createApplyLog().hooks);
      await stage.replica.apply([operation], log.hooks);
      expect(log.statuses()).toEqual({ [operation.id]: "applied" });
    });

    test("gets no title before the announcement was answered", async () => {
      const stage = make();
      const writesWhenAnnounced: number[] = [];
      const log = createApplyLog({
        onIntent: () => {
          writesWhenAnnounced.push(stage.writes());
        },
      });
      await stage.replica.apply([add(stage, TITLES.newMovie)], log.hooks);
      expect({ writesWhenAnnounced, writes: stage.writes() }).toEqual({ writesWhenAnnounced: [0], writes: 1 });
    });

    test("gives every announced operation exactly one outcome", async () => {
      const stage = make();
      const operations = TITLES.crowd.map((target) => add(stage, target));
      const log = createApplyLog();
      await stage.replica.apply(operations, log.hooks);
      expect(log.announced.flat()).toEqual(operations.map(({ id }) => id));
      expect(log.outcomes.map(({ operation }) => operation).toSorted()).toEqual(log.announced.flat().toSorted());
      expect(log.counts()).toEqual({ applied: operations.length });
    });

    test("is left alone by operations of the other side", async () => {
      const stage = make();
      const side = stage.replica.side === "plex" ? "trakt" : "plex";
      const log = createApplyLog();
      await stage.replica.apply([list(TITLES.newMovie, side)], log.hooks);
      expect({ announced: log.announced, writes: stage.writes() }).toEqual({ announced: [], writes: 0 });
    });

    test("gets nothing when the run was aborted before", async () => {
      const stage = make();
      const log = createApplyLog({ signal: AbortSignal.abort() });
      const result = await stage.replica.apply([add(stage, TITLES.newMovie)], log.hooks);
      expect(result).toMatchObject({ stopped: { code: "interrupted" } });
      expect({ announced: log.announced, writes: stage.writes() }).toEqual({ announced: [], writes: 0 });
    });

    test("finishes what was announced and begins nothing more when the run is aborted", async () => {
      const stage = make();
      const stop = new AbortController();
      const log = createApplyLog({ onIntent: () => stop.abort(), signal: stop.signal });
      const operations = TITLES.crowd.map((target) => add(stage, target));
      expect(await stage.replica.apply(operations, log.hooks)).toMatchObject({ stopped: { code: "interrupted" } });
      expect(log.announced).toHaveLength(1);
      expect(log.counts()).toEqual({ applied: log.announced.flat().length });
      expect(log.outcomes.length).toBeLessThan(operations.length);
    });

    test("calls a title that the side does not know unmatched, and goes on", async () => {
      const stage = make();
      const operations = [TITLES.newMovie, STRANGER, TITLES.show].map((target) => add(stage, target));
      const log = createApplyLog();
      expect(await stage.replica.apply(operations, log.hooks)).toEqual({});
      expect(operations.map(({ id }) => log.statuses()[id])).toEqual(["applied", "unmatched", "applied"]);
    });

    test.each(faults)("gives outcomes and does not throw when every write ends with: %s", async (_, breakWrites) => {
      const stage = make();
      breakWrites(stage);
      const log = createApplyLog();
      await stage.replica.apply([add(stage, TITLES.newMovie), add(stage, TITLES.show)], log.hooks);
      const announced = new Set(log.announced.flat());
      expect(log.outcomes.map(({ operation }) => operation).toSorted()).toEqual([...announced].toSorted());
      expect(log.counts()).not.toHaveProperty("applied");
    });
  });
}

function add({ replica: { side } }: ReplicaStage, target: Target): AddToWatchlist {
  return list(target, side);
}

/** Names the entry by the keys that a read gives. */
async function takeOff({ replica }: ReplicaStage, target: Target): Promise<RemoveFromWatchlist> {
  const items = itemsOf(await replica.fetch({ fields: ["watchlist"], fresh: new Set() }), target);
  const keys = items.flatMap(({ watchlist }) => watchlist?.keys ?? []);
  return keys.length === 0 ? unlist(target, replica.side) : unlist(target, replica.side, keys);
}

/** The names of the titles that are listed, sorted. */
function listed(snapshot: Snapshot): readonly string[] {
  const { crowd, ...titles } = TITLES;
  const names = Object.entries(titles).filter(([, target]) => isListed(snapshot, target));
  const others = crowd.filter((target) => isListed(snapshot, target)).map(({ title }) => title);
  return [...names.map(([name]) => name), ...others].toSorted();
}

function isListed(snapshot: Snapshot, target: Target): boolean {
  return itemsOf(snapshot, target).some(({ watchlist }) => watchlist !== undefined);
}
