import { FIELDS } from "@pakt/sync-core";
import type { Item, Operation, Quality, Snapshot, Target } from "@pakt/sync-core";
import { describe, expect, test } from "vitest";

import type { Replica } from "../src/replica.ts";
import { createApplyLog } from "./apply-log.ts";
import { readsOf } from "./field-reads.ts";
import { mark, movieTarget, play, rate, unmark, unplay, unrate } from "./operations.ts";

/** The titles that a replica is filled with before each test. */
export const TITLES = {
  /** Seen once and rated 8, both at `AT`. */
  seenMovie: movieTarget(1),
  newMovie: movieTarget(2),
  show: { type: "show", ids: ["tvdb:210"], title: "Harbour", by: "ids" },
  season: part("season", 1),
  /** Seen once at `AT`. */
  seenEpisode: part("episode", 1, 1),
  newEpisode: part("episode", 1, 2),
  /** In the collection of a side that has one, like `ownedEpisode`: with `OWNED`, since `AT`. */
  ownedMovie: movieTarget(3),
  ownedEpisode: part("episode", 1, 3),
  /** On the watchlist. */
  listedMovie: movieTarget(4),
  listedShow: { type: "show", ids: ["tvdb:211"], title: "Lighthouse", by: "ids" },
  /** Enough new movies that no side announces them at once. */
  crowd: Array.from({ length: 45 }, (_, index) => movieTarget(101 + index)),
} as const satisfies Record<string, Target | readonly Target[]>;

/** A title that no replica knows. */
export const STRANGER = movieTarget(999);

/** What the owned titles are like. */
export const OWNED: Quality = { resolution: "1080p", audio: "aac", channels: "2.0" };

/** A replica that holds {@link TITLES} and nothing else. */
export interface ReplicaStage {
  readonly replica: Replica;
  /** The side's handle of a title, where it has handles; one that names nothing for a title that it does not hold. */
  readonly refOf: (target: Target) => string | undefined;
  /** How many writes have reached the side. */
  readonly writes: () => number;
}

/** A way for every write of a stage to go wrong, e.g. `["503", (stage) => …]`. */
export type WriteFault<Stage> = readonly [name: string, breakWrites: (stage: Stage) => void];

/** What every replica has to hold to, whatever is behind it. */
export function describeReplica<Stage extends ReplicaStage>(
  name: string,
  make: () => Stage,
  faults: readonly WriteFault<Stage>[] = [],
): void {
  describe(`a replica: ${name}`, () => {
    test("reads what is there, and says that each field is complete", async () => {
      const { replica } = make();
      const snapshot = await fetchAll(replica);
      expect(snapshot).toMatchObject({ side: replica.side, fields: readsOf({}, "complete") });
      expect(read(snapshot, TITLES.seenMovie)).toEqual({ plays: 1, rating: 8 });
      expect(read(snapshot, TITLES.seenEpisode)).toEqual({ plays: 1 });
      expect(read(snapshot, TITLES.newMovie)).toEqual({});
      expect(read(snapshot, STRANGER)).toEqual({});
    });

    test.each(FIELDS)("says that a field is off when only %s is asked for", async (field) => {
      const { replica } = make();
      expect(await replica.fetch({ fields: [field], fresh: new Set() })).toMatchObject({
        fields: readsOf({ [field]: { state: "complete" } }, "off"),
      });
    });

    test.each(FIELDS)("ends a read of %s when it is aborted", async (field) => {
      const { replica } = make();
      const fetched = async (): Promise<Snapshot> =>
        replica.fetch({ fields: [field], fresh: new Set(), signal: AbortSignal.abort() });
      await expect(fetched()).rejects.toThrow(/abort|cancel/);
    });

    test.each<[string, (stage: Stage) => Operation, Target, { plays?: number; rating?: number }]>([
      ["a movie is watched", (stage) => watch(stage, TITLES.newMovie), TITLES.newMovie, { plays: 1 }],
      ["an episode is watched", (stage) => watch(stage, TITLES.newEpisode), TITLES.newEpisode, { plays: 1 }],
      ["a movie is not watched", (stage) => unwatch(stage, TITLES.seenMovie), TITLES.seenMovie, { rating: 8 }],
      ["an episode is not watched", (stage) => unwatch(stage, TITLES.seenEpisode), TITLES.seenEpisode, {}],
      ["a movie is rated", (stage) => rated(stage, TITLES.newMovie, 6), TITLES.newMovie, { rating: 6 }],
      ["a rating is another", (stage) => rated(stage, TITLES.seenMovie, 3), TITLES.seenMovie, { plays: 1, rating: 3 }],
      ["a show is rated", (stage) => rated(stage, TITLES.show, 9), TITLES.show, { rating: 9 }],
      ["a season is rated", (stage) => rated(stage, TITLES.season, 7), TITLES.season, { rating: 7 }],
      ["an episode is rated", (stage) => rated(stage, TITLES.newEpisode, 10), TITLES.newEpisode, { rating: 10 }],
      ["a rating is gone", (stage) => unrated(stage, TITLES.seenMovie), TITLES.seenMovie, { plays: 1 }],
    ])("applies an operation, and the next read shows that %s", async (_, operationFor, target, shown) => {
      const stage = make();
      const operation = operationFor(stage);
      const log = createApplyLog();
      expect(await stage.replica.apply([operation], log.hooks)).toEqual({});
      expect(log.statuses()).toEqual({ [operation.id]: "applied" });
      expect(read(await fetchAll(stage.replica), target)).toEqual(shown);
    });

    test("begins no write before its announcement was answered", async () => {
      const stage = make();
      const writesWhenAnnounced: number[] = [];
      const log = createApplyLog({
        onIntent: async () => {
          await new Promise((resolve) => {
            setImmediate(resolve);
          });
          writesWhenAnnounced.push(stage.writes());
        },
      });
      await stage.replica.apply([watch(stage, TITLES.newMovie)], log.hooks);
      expect(writesWhenAnnounced).toEqual([0]);
      expect(stage.writes()).toBe(1);
    });

    test("gives every announced operation exactly one outcome", async () => {
      const stage = make();
      const operations = TITLES.crowd.map((target) => watch(stage, target));
      const log = createApplyLog();
      await stage.replica.apply(operations, log.hooks);
      expect(log.announced.flat()).toEqual(operations.map(({ id }) => id));
      expect(log.outcomes.map(({ operation }) => operation).toSorted()).toEqual(log.announced.flat().toSorted());
    });

    test("leaves operations of the other side alone", async () => {
      const stage = make();
      const side = stage.replica.side === "plex" ? "trakt" : "plex";
      const log = createApplyLog();
      const other = side === "trakt" ? play(TITLES.newMovie) : mark(TITLES.newMovie, "server/1");
      await stage.replica.apply([other], log.hooks);
      expect({ announced: log.announced, writes: stage.writes() }).toEqual({ announced: [], writes: 0 });
    });

    test("begins nothing when the run was aborted before", async () => {
      const stage = make();
      const log = createApplyLog({ signal: AbortSignal.abort() });
      const result = await stage.replica.apply([watch(stage, TITLES.newMovie)], log.hooks);
      expect(result).toMatchObject({ stopped: { code: "interrupted" } });
      expect({ announced: log.announced, outcomes: log.outcomes, writes: stage.writes() }).toEqual({
        announced: [],
        outcomes: [],
        writes: 0,
      });
    });

    test("finishes what was announced and begins nothing more when the run is aborted", async () => {
      const stage = make();
      const stop = new AbortController();
      const log = createApplyLog({ onIntent: () => stop.abort(), signal: stop.signal });
      const result = await stage.replica.apply(
        TITLES.crowd.map((target) => watch(stage, target)),
        log.hooks,
      );
      expect(result).toMatchObject({ stopped: { code: "interrupted" } });
      expect(log.announced).toHaveLength(1);
      expect(log.outcomes.map(({ operation }) => operation).toSorted()).toEqual(log.announced.flat().toSorted());
      expect(log.counts()).toEqual({ applied: log.announced.flat().length });
      expect(log.outcomes.length).toBeLessThan(TITLES.crowd.length);
    });

    test("calls a title that it does not know unmatched, and goes on", async () => {
      const stage = make();
      const operations = [TITLES.newMovie, STRANGER, TITLES.newEpisode].map((target) => watch(stage, target));
      const log = createApplyLog();
      expect(await stage.replica.apply(operations, log.hooks)).toEqual({});
      expect(operations.map(({ id }) => log.statuses()[id])).toEqual(["applied", "unmatched", "applied"]);
    });

    test.each(faults)("gives outcomes and does not throw when every write ends with: %s", async (_, breakWrites) => {
      const stage = make();
      breakWrites(stage);
      const log = createApplyLog();
      await stage.replica.apply([watch(stage, TITLES.newMovie), rated(stage, TITLES.newMovie, 5)], log.hooks);
      const announced = new Set(log.announced.flat());
      expect(log.outcomes.map(({ operation }) => operation).toSorted()).toEqual([...announced].toSorted());
      expect(log.counts()).not.toHaveProperty("applied");
    });
  });
}

function part(type: "season" | "episode", season: number, number?: number): Target {
  const show = { ids: ["tvdb:210"], title: "Harbour" } as const;
  return { type, ids: [], title: "", show, season, ...(number === undefined ? {} : { number }), by: "number" };
}

function watch({ replica, refOf }: ReplicaStage, target: Target): Operation {
  return replica.side === "plex" ? mark(target, refOf(target) ?? "") : play(target);
}

function unwatch({ replica, refOf }: ReplicaStage, target: Target): Operation {
  return replica.side === "plex" ? unmark(target, refOf(target) ?? "") : unplay(target);
}

function rated({ refOf }: ReplicaStage, target: Target, value: number): Operation {
  return rate(target, value, refOf(target));
}

function unrated({ refOf }: ReplicaStage, target: Target): Operation {
  return unrate(target, refOf(target));
}

/** Reads every field. */
export function fetchAll(replica: Replica): Promise<Snapshot> {
  return replica.fetch({ fields: FIELDS, fresh: new Set() });
}

/** All items of a title. */
export function itemsOf({ items }: Snapshot, target: Target): readonly Item[] {
  return items.filter((item) => isOf(item, target));
}

/** What all items of a title say together. */
function read(snapshot: Snapshot, target: Target): { plays?: number; rating?: number } {
  const parts = itemsOf(snapshot, target);
  const plays = parts.flatMap(({ watched }) => watched?.plays ?? []);
  const ratings = parts.flatMap(({ rating }) => rating?.value ?? []);
  return {
    ...(plays[0] === undefined ? {} : { plays: plays[0] }),
    ...(ratings[0] === undefined ? {} : { rating: ratings[0] }),
  };
}

function isOf(item: Item, { type, ids, show, season, number }: Target): boolean {
  if (item.type !== type) return false;
  if (ids.some((id) => item.ids.includes(id))) return true;
  const isOfShow = show?.ids.some((id) => item.show?.ids.includes(id) === true) === true;
  return isOfShow && item.season === season && item.number === number;
}
