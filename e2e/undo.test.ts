import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, test } from "vitest";

import { fillHousehold } from "./support/fill-household.ts";
import { runSync, runUndo } from "./support/run-in-process.ts";
import { startServices } from "./support/start-services.ts";
import type { Services } from "./support/start-services.ts";

type Phase = "before" | "after";

/** Services with a household that was synced once, and what they held before. */
async function withSynced<T>(
  work: (services: Services, of: { readonly before: unknown; readonly run: string }) => Promise<T>,
  config: object = { version: 1 },
): Promise<T> {
  const services = await startServices();
  try {
    await writeFile(join(services.home, "config.json"), JSON.stringify(config));
    fillHousehold(services);
    const before = stateOf(services);
    const { run } = await runSync(services);
    services.plex.requests.clear();
    services.trakt.requests.clear();
    return await work(services, { before, run });
  } finally {
    await services.close();
  }
}

/** Everything that a person can see, but for the time at which something was put on a list again. */
function stateOf({ plex, trakt }: Services): unknown {
  const { account } = trakt;
  return {
    plex: plex.items.all().map(({ ratingKey, viewCount, userRating }) => ({ ratingKey, viewCount, userRating })),
    plexList: plex.discover.watchlist
      .all()
      .map(({ title }) => title)
      .toSorted(),
    plays: account
      .plays()
      .map(({ type, traktId, watchedAt }) => `${type} ${traktId} ${watchedAt}`)
      .toSorted(),
    ratings: account
      .ratings()
      .map(({ type, traktId, value, ratedAt }) => `${type} ${traktId} ${value} ${ratedAt}`)
      .toSorted(),
    collection: account
      .collection()
      .map(
        ({ type, traktId, collectedAt, metadata }) => `${type} ${traktId} ${collectedAt} ${JSON.stringify(metadata)}`,
      )
      .toSorted(),
    list: account
      .watchlist()
      .map(({ type, traktId }) => `${type} ${traktId}`)
      .toSorted(),
  };
}

/** Loses the answer of the n-th request of both services together, or the request itself. */
function loseRequest({ plex, trakt }: Services, point: { readonly number: number; readonly phase: Phase }): void {
  let seen = 0;
  const intercept = ({ phase }: { readonly phase: Phase }): { readonly kind: "reset" } | undefined => {
    if (phase === "before") seen += 1;
    return seen === point.number && phase === point.phase ? { kind: "reset" } : undefined;
  };
  plex.intercept(intercept);
  trakt.intercept(intercept);
}

describe("taking a run back", { timeout: 120_000 }, () => {
  test("brings back on both sides what was there, and three further runs leave it so", async () => {
    await withSynced(async (services, { before, run }) => {
      expect(stateOf(services)).not.toEqual(before);
      expect(await runUndo(services, run)).toMatchObject({ exitCode: 0, failed: [], unknown: [] });
      expect(stateOf(services)).toEqual(before);
      for (let times = 0; times < 3; times += 1) {
        expect((await runSync(services, { listOperations: true })).operations).toEqual([]);
      }
      expect(stateOf(services)).toEqual(before);
      expect([...services.plex.violations, ...services.trakt.violations]).toEqual([]);
    });
  });

  test.each<Phase>(["before", "after"])(
    "with any request lost %s it took effect, once more ends in the same state",
    async (phase) => {
      const count = await withSynced(async (services, { run }) => {
        await runUndo(services, run);
        return services.plex.requests.length + services.trakt.requests.length;
      });
      const broken: string[] = [];
      for (let number = 1; number <= count; number += 1) {
        await withSynced(async (services, { before, run }) => {
          loseRequest(services, { number, phase });
          await runUndo(services, run).catch(() => undefined);
          services.plex.intercept();
          services.trakt.intercept();
          await runUndo(services, run);
          const { operations } = await runSync(services, { listOperations: true });
          const isSame = JSON.stringify(stateOf(services)) === JSON.stringify(before);
          if (!isSame || operations?.length !== 0) broken.push(`request ${number}: ${JSON.stringify(operations)}`);
        });
      }
      expect(broken).toEqual([]);
    },
  );

  test.each<["keep" | "propagate", "reset" | "half-json"]>([
    ["keep", "reset"],
    ["propagate", "reset"],
    ["keep", "half-json"],
    ["propagate", "half-json"],
  ])(
    "with no answer to any removal of plays, the history tells, and nobody's views are removed (%s, %s)",
    async (removals, kind) => {
      await withSynced(
        async (services, { before, run }) => {
          services.trakt.intercept(({ path, phase }) =>
            phase === "after" && path === "/sync/history/remove" ? { kind } : undefined,
          );
          expect(await runUndo(services, run)).toMatchObject({ exitCode: 0, failed: [], unknown: [] });
          const sent = services.trakt.requests.filter(({ path }) => path === "/sync/history/remove");
          expect(sent).toHaveLength(1);
          services.trakt.intercept();
          const next = await runSync(services, { listOperations: true });
          expect([next.exitCode, next.operations, next.kept]).toEqual([0, [], []]);
          expect(stateOf(services)).toEqual(before);
        },
        { version: 1, fields: { watched: { removals } } },
      );
    },
  );

  test.each(["keep", "propagate"])(
    "when nothing at all was heard after it, once more takes back what is left, and nobody's views are removed (%s)",
    async (removals) => {
      await withSynced(
        async (services, { before, run }) => {
          let isGone = false;
          services.trakt.intercept(({ path, phase }) => {
            isGone ||= phase === "after" && path === "/sync/history/remove";
            return isGone ? { kind: "reset" } : undefined;
          });
          expect((await runUndo(services, run)).exitCode).toBe(3);
          services.trakt.intercept();
          expect(await runUndo(services, run)).toMatchObject({ exitCode: 0, failed: [], unknown: [] });
          const next = await runSync(services, { listOperations: true });
          expect([next.exitCode, next.operations, next.kept]).toEqual([0, [], []]);
          expect(stateOf(services)).toEqual(before);
        },
        { version: 1, fields: { watched: { removals } } },
      );
    },
  );

  test.each(["keep", "propagate"])(
    "when nothing at all was heard after it, a sync knows what was taken back (%s)",
    async (removals) => {
      await withSynced(
        async (services, { run }) => {
          let isGone = false;
          services.trakt.intercept(({ path, phase }) => {
            isGone ||= phase === "after" && path === "/sync/history/remove";
            return isGone ? { kind: "reset" } : undefined;
          });
          const { failed, unknown } = await runUndo(services, run);
          const undone = new Set([...failed, ...unknown].map(({ title }) => title));
          const views = services.plex.items.all().map(({ viewCount }) => viewCount);
          services.trakt.intercept();
          const { kept, operations = [] } = await runSync(services, { listOperations: true });
          expect(undone.size).toBeGreaterThan(0);
          expect(kept.filter(({ field }) => field === "watched")).toEqual([]);
          expect(operations.filter(({ field }) => field === "watched")).toEqual([]);
          expect(services.plex.items.all().map(({ viewCount }) => viewCount)).toEqual(views);
        },
        { version: 1, fields: { watched: { removals } } },
      );
    },
  );
});
