import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";

import { differences, doubledPlays } from "./support/differences.ts";
import { fillHousehold } from "./support/fill-household.ts";
import type { Household, Placed } from "./support/household.ts";
import { BEST } from "./support/media.ts";
import { startChild } from "./support/run-child.ts";
import { runSync } from "./support/run-in-process.ts";
import { describeWithRedis, startRedis } from "./support/start-redis.ts";
import type { TestRedis } from "./support/start-redis.ts";
import { startServices } from "./support/start-services.ts";
import type { Services } from "./support/start-services.ts";

type Phase = "before" | "after";

/** Services with a household that was synced before and in which much has changed since, on both sides. */
interface Scene {
  readonly services: Services;
  readonly placed: readonly Placed[];
  /** Lets Trakt's list of what is watched show what was written until now. */
  readonly catchUp: () => void;
}

const LAG_MS = 3_600_000;
const at = (iso: string): number => Date.parse(iso) / 1000;

async function withScene<T>(work: (scene: Scene) => Promise<T>, env: Services["env"] = {}): Promise<T> {
  let aheadMs = 0;
  const started = await startServices({ trakt: { now: () => Date.now() + aheadMs, watchedLagsBy: LAG_MS } });
  const services = { ...started, env: { ...started.env, ...env } };
  const catchUp = (): void => {
    aheadMs += 2 * LAG_MS;
  };
  try {
    const household = fillHousehold(services);
    const { placed } = household;
    const config = { version: 1, fields: { collection: { removals: "propagate" } } };
    await writeFile(join(services.home, "config.json"), JSON.stringify(config));
    catchUp();
    await runSync(services);
    catchUp();
    await runSync(services);
    changeMuch(services, household);
    catchUp();
    services.plex.requests.clear();
    services.trakt.requests.clear();
    return await work({ services, placed, catchUp });
  } finally {
    await services.close();
  }
}

/** A person watches, sees again, rates, gets better files, deletes one, lists titles, and changes their mind. */
function changeMuch({ plex, trakt }: Services, household: Household): void {
  const { placed } = household;
  const idOf = (name: string): number => placed.find((title) => title.name === name)?.traktId ?? 0;
  const keyOf = (name: string): string => placed.find((title) => title.name === name)?.ratingKeys[0] ?? "";
  trakt.account.watch("movie", idOf("Neither"), "2026-11-01T20:00:00.000Z");
  trakt.account.watch("movie", idOf("Rated on Trakt"), "2026-11-01T22:00:00.000Z");
  plex.person.view(keyOf("Rated on Plex"), at("2026-11-02T20:00:00.000Z"));
  plex.person.view(keyOf("Seen on Plex"), at("2026-11-03T20:00:00.000Z"));
  plex.person.view(keyOf("A show 1x1"), at("2026-11-04T20:00:00.000Z"));
  trakt.account.rate("movie", idOf("Rated on Plex"), 3, "2026-11-05T20:00:00.000Z");
  trakt.account.unrate("movie", idOf("Rated on Trakt"));
  plex.person.rate(keyOf("A show 1x2"), 9, at("2026-11-06T20:00:00.000Z"));
  plex.person.rate(keyOf("Neither"), 6, at("2026-11-07T20:00:00.000Z"));

  household.movie("New file", { media: [BEST] });
  plex.items.replaceMedia(keyOf("Rated on Plex"), [BEST]);
  plex.items.remove(keyOf("Listed on Plex"));

  const listed = "2026-11-08T20:00:00.000Z";
  household.movie("New on Plex's list", { copies: 0, plexListed: listed });
  household.movie("New on Trakt's list", { copies: 0, traktListed: listed });
  plex.discover.watchlist.unlist(placed.find(({ name }) => name === "Listed on Trakt")?.discoverKey ?? "");
  trakt.account.unlist("movie", idOf("Listed on Plex"));
}

/** How many requests an undisturbed run makes. */
function countRequests(): Promise<number> {
  return withScene(async ({ services }) => {
    await runSync(services);
    return services.plex.requests.length + services.trakt.requests.length;
  });
}

/** Every play, collected title and listed title that there should be in the end. */
function expectedEntries(): Promise<readonly string[]> {
  return withScene(async ({ services }) => {
    await runSync(services);
    return entriesOf(services);
  });
}

function entriesOf({ plex, trakt }: Services): readonly string[] {
  return [
    ...trakt.account.plays().map(({ type, traktId, watchedAt }) => `play of ${type} ${traktId} at ${watchedAt}`),
    ...trakt.account
      .collection()
      .map(
        ({ type, traktId, collectedAt, metadata }) =>
          `collected ${type} ${traktId} at ${collectedAt}: ${JSON.stringify(metadata)}`,
      ),
    ...trakt.account.watchlist().map(({ type, traktId }) => `on Trakt's watchlist: ${type} ${traktId}`),
    ...plex.discover.watchlist.all().map(({ title }) => `on Plex's watchlist: ${title}`),
  ];
}

/** Calls `act` at the n-th request of both services together, before or after it took effect; its answer is then lost. */
function atRequest(
  { plex, trakt }: Services,
  point: { readonly number: number; readonly phase: Phase },
  act: () => void,
): void {
  let seen = 0;
  const intercept = ({ phase }: { readonly phase: Phase }): { readonly kind: "reset" } | undefined => {
    // Requests are numbered as they come; both phases of one request follow each other without another in between.
    if (phase === "before") seen += 1;
    if (seen !== point.number || phase !== point.phase) return undefined;
    act();
    return { kind: "reset" };
  };
  plex.intercept(intercept);
  trakt.intercept(intercept);
}

function clear({ plex, trakt }: Services): void {
  plex.intercept();
  trakt.intercept();
}

/** What is wrong after everything went right again; empty when both sides are the same and nothing was doubled. */
async function faultsAfterwards(scene: Scene, expected: readonly string[]): Promise<readonly string[]> {
  const { services, placed, catchUp } = scene;
  clear(services);
  // A lock on Redis is free when it expires.
  const next = await runSync(services, { tuning: { lockWaitMs: 30_000 } });
  catchUp();
  await runSync(services);
  const last = await runSync(services, { listOperations: true });
  const entries = entriesOf(services);
  const marked = placed.flatMap(({ ratingKeys, name }) =>
    ratingKeys
      .filter((key) => services.plex.scrobbles.filter((scrobbled) => scrobbled === key).length > 1)
      .map(() => `${name}: marked twice`),
  );
  return [
    ...differences(services, placed),
    ...doubledPlays(services).map((play) => `doubled: ${play}`),
    ...entries.filter((entry) => !expected.includes(entry)).map((entry) => `too many: ${entry}`),
    ...expected.filter((entry) => !entries.includes(entry)).map((entry) => `missing: ${entry}`),
    ...marked,
    ...(next.exitCode === 0 ? [] : [`the next run ended with ${next.exitCode}`]),
    ...(last.operations ?? []).map(({ id }) => `still to do: ${id}`),
    ...services.plex.violations,
    ...services.trakt.violations,
  ];
}

/** Works on every number with a few workers. */
async function forEachNumber(count: number, workers: number, work: (number: number) => Promise<void>): Promise<void> {
  let next = 0;
  await Promise.all(
    Array.from({ length: workers }, async () => {
      while (next < count) {
        next += 1;
        await work(next);
      }
    }),
  );
}

describe("killed at any request", { timeout: 300_000 }, () => {
  test.each<Phase>(["before", "after"])(
    "the next run ends with both sides the same and nothing doubled (killed %s it took effect)",
    async (phase) => {
      const count = await countRequests();
      const expected = await expectedEntries();
      const broken: string[] = [];
      let killed = 0;
      await forEachNumber(count, 2, (number) =>
        withScene(async (scene) => {
          const { services } = scene;
          const child = startChild("e2e/support/run-sync.ts", [], services.env);
          atRequest(services, { number, phase }, () => child.process.kill("SIGKILL"));
          const end = await child.ended;
          if (end.signal === "SIGKILL") killed += 1;
          const faults = await faultsAfterwards(scene, expected);
          broken.push(...faults.map((fault) => `killed ${phase} request ${number}: ${fault}`));
        }),
      );
      expect(broken).toEqual([]);
      expect(killed).toBe(count);
    },
  );
});

describe("a run that was killed when its ratings had arrived", { timeout: 60_000 }, () => {
  test("takes nothing for the service's own that the person changed before the next run", async () => {
    await withScene(async ({ services, placed }) => {
      const keyOf = (name: string): string => placed.find((title) => title.name === name)?.ratingKeys[0] ?? "";
      const child = startChild("e2e/support/run-sync.ts", [], services.env);
      services.trakt.intercept(({ path, phase }) => {
        if (path !== "/sync/ratings" || phase !== "after" || services.trakt.requests.at(-1)?.method !== "POST")
          return undefined;
        child.process.kill("SIGKILL");
        return { kind: "reset" };
      });
      expect((await child.ended).signal).toBe("SIGKILL");
      clear(services);
      // What the killed run sent to Trakt is taken back on Plex.
      services.plex.person.unrate(keyOf("Neither"));
      services.plex.person.rate(keyOf("A show 1x2"), 2, at("2026-11-20T20:00:00.000Z"));
      await runSync(services);
      expect(services.plex.items.get(keyOf("Neither"))?.userRating).toBeUndefined();
      expect(services.plex.items.get(keyOf("A show 1x2"))?.userRating).toBe(2);
      expect(differences(services, placed).filter((line) => line.includes("rated"))).toEqual([]);
    });
  });
});

describe("a run that was killed when a listed title had arrived", { timeout: 60_000 }, () => {
  test.each(["plex", "trakt"] as const)(
    "does not keep the person from taking it off again (sent to %s)",
    async (side) => {
      await withScene(async ({ services, placed }) => {
        const written = side === "plex" ? "/discover/actions/addToWatchlist" : "/sync/watchlist";
        const child = startChild("e2e/support/run-sync.ts", [], services.env);
        services[side].intercept(({ path, phase }) => {
          if (path !== written || phase !== "after") return undefined;
          child.process.kill("SIGKILL");
          return { kind: "reset" };
        });
        expect((await child.ended).signal).toBe("SIGKILL");
        clear(services);
        const name = side === "plex" ? "New on Trakt's list" : "New on Plex's list";
        const { traktId = 0, discoverKey = "" } = placed.find((title) => title.name === name) ?? {};
        // What the killed run sent to one list is taken off the other, where it came from.
        const takeOff = {
          plex: () => services.trakt.account.unlist("movie", traktId),
          trakt: () => services.plex.discover.watchlist.unlist(discoverKey),
        };
        takeOff[side]();
        await runSync(services);
        const left = [...services.trakt.account.watchlist(), ...services.plex.discover.watchlist.all()];
        const isIt = (entry: object): boolean =>
          ("traktId" in entry && entry.traktId === traktId) ||
          ("ratingKey" in entry && entry.ratingKey === discoverKey);
        expect(left.filter(isIt)).toEqual([]);
        expect(differences(services, placed).filter((line) => line.includes("listed"))).toEqual([]);
      });
    },
  );
});

describe("a lost answer at any request", { timeout: 300_000 }, () => {
  test.each<Phase>(["before", "after"])(
    "doubles nothing and is made good by the next run (lost %s it took effect)",
    async (phase) => {
      const count = await countRequests();
      const expected = await expectedEntries();
      const broken: string[] = [];
      await forEachNumber(count, 1, (number) =>
        withScene(async (scene) => {
          const { services } = scene;
          atRequest(services, { number, phase }, () => undefined);
          await runSync(services).catch((error: unknown) => error);
          const faults = await faultsAfterwards(scene, expected);
          broken.push(...faults.map((fault) => `answer lost ${phase} request ${number}: ${fault}`));
        }),
      );
      expect(broken).toEqual([]);
    },
  );
});

describeWithRedis("a run with its state on Redis", { timeout: 120_000 }, () => {
  const POINTS = 5;
  const LOCK_EXPIRES_MS = 2000;
  let redis: TestRedis;
  beforeAll(async () => {
    redis = await startRedis("--databases", "100");
  });
  afterAll(() => redis.close());

  /** A state of its own for each scene. */
  const storageOf = (database: number): Services["env"] => ({
    PAKT_STORAGE_URL: `redis://127.0.0.1:${redis.port}/${database}`,
  });

  test.each<Phase>(["before", "after"])(
    "converges after a kill as one with files does (killed %s a request took effect)",
    async (phase) => {
      const count = await countRequests();
      const expected = await expectedEntries();
      const broken: string[] = [];
      let killed = 0;
      await forEachNumber(POINTS, 2, (point) => {
        const number = Math.ceil((point * count) / POINTS);
        const env = storageOf(point + (phase === "before" ? 0 : POINTS));
        return withScene(async (scene) => {
          const { services } = scene;
          const child = startChild("e2e/support/run-sync.ts", [], {
            ...services.env,
            E2E_LOCK_EXPIRES_MS: String(LOCK_EXPIRES_MS),
          });
          atRequest(services, { number, phase }, () => child.process.kill("SIGKILL"));
          if ((await child.ended).signal === "SIGKILL") killed += 1;
          const faults = await faultsAfterwards(scene, expected);
          broken.push(...faults.map((fault) => `killed ${phase} request ${number}: ${fault}`));
        }, env);
      });
      expect(broken).toEqual([]);
      expect(killed).toBe(POINTS);
    },
  );

  test("ends with a sentence when Redis stops answering, and the next run converges when it is back", async () => {
    const count = await countRequests();
    const expected = await expectedEntries();
    const broken: string[] = [];
    await forEachNumber(POINTS, 1, (point) => {
      const number = Math.ceil((point * count) / (POINTS + 1));
      return withScene(
        async (scene) => {
          const { services } = scene;
          atRequest(services, { number, phase: "after" }, () => redis.process.kill("SIGSTOP"));
          const tuning = { storageTimeoutMs: 200, lockExpiresAfterMs: LOCK_EXPIRES_MS };
          const end: unknown = await runSync(services, { tuning }).catch((error: unknown) => error);
          redis.process.kill("SIGCONT");
          expect(end).toMatchObject({
            code: "home-unusable",
            message: expect.stringMatching(/: (no answer came in time|the connection was lost)\.$/),
          });
          const faults = await faultsAfterwards(scene, expected);
          broken.push(...faults.map((fault) => `Redis lost at request ${number}: ${fault}`));
        },
        storageOf(point + 2 * POINTS),
      );
    });
    expect(broken).toEqual([]);
  });
});
