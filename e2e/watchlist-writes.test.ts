import { describe, expect, test } from "vitest";

import { differences } from "./support/differences.ts";
import { createHousehold } from "./support/household.ts";
import type { Household, Placed } from "./support/household.ts";
import { runSync } from "./support/run-in-process.ts";
import type { Services } from "./support/start-services.ts";
import { useServices } from "./support/use-services.ts";

const start = useServices();
const AT = "2026-01-01T10:00:00.000Z";
const ADD = "/discover/actions/addToWatchlist";
const REMOVE = "/discover/actions/removeFromWatchlist";
const puts = ({ plex }: Services): number => plex.requests.filter(({ method }) => method === "PUT").length;

interface Scene {
  readonly services: Services;
  readonly household: Household;
  readonly newOnTrakt: Placed;
  readonly newOnPlex: Placed;
  readonly goneOnTrakt: Placed;
  readonly goneOnPlex: Placed;
}

/** Two lists that were the same; since then a title came and a title went on either of them. */
async function startChanged(): Promise<Scene> {
  const services = await start();
  const household = createHousehold(services);
  const listed = { copies: 0, plexListed: AT, traktListed: AT };
  const goneOnTrakt = household.movie("Gone on Trakt", listed);
  const goneOnPlex = household.movie("Gone on Plex", listed);
  household.movie("Kept", listed);
  await runSync(services);
  const newOnTrakt = household.movie("New on Trakt", { copies: 0, traktListed: AT });
  const newOnPlex = household.movie("New on Plex", { copies: 0, plexListed: AT });
  services.trakt.account.unlist("movie", goneOnTrakt.traktId);
  services.plex.discover.watchlist.unlist(goneOnPlex.discoverKey ?? "");
  return { services, household, newOnTrakt, newOnPlex, goneOnTrakt, goneOnPlex };
}

describe("an answer that is lost after the write took effect", () => {
  test.each([
    ["an add on Plex", "plex", "/discover/actions/addToWatchlist"],
    ["a removal on Plex", "plex", "/discover/actions/removeFromWatchlist"],
    ["an add on Trakt", "trakt", "/sync/watchlist"],
    ["a removal on Trakt", "trakt", "/sync/watchlist/remove"],
  ] as const)("is found out about: %s", async (_, side, path) => {
    const { services, household } = await startChanged();
    let isLost = false;
    services[side].intercept((request) => {
      if (isLost || request.phase !== "after" || request.path !== path) return undefined;
      isLost = true;
      return { kind: "reset" };
    });
    expect(await runSync(services)).toMatchObject({
      exitCode: 0,
      unknown: [],
      failed: [],
      fields: { watchlist: { toPlex: { added: 1, removed: 1 }, toTrakt: { added: 1, removed: 1 } } },
    });
    expect(isLost).toBe(true);
    expect(differences(services, household.placed)).toEqual([]);
    services[side].intercept();
    expect(await runSync(services, { listOperations: true })).toMatchObject({ exitCode: 0, operations: [] });
  });
});

describe("a title that moves while it is written", () => {
  test.each<[string, "plex" | "trakt", string, (scene: Scene) => void]>([
    [
      "listed on Plex by the person too",
      "plex",
      ADD,
      ({ services, newOnTrakt }) => services.plex.discover.watchlist.list(newOnTrakt.discoverKey ?? ""),
    ],
    [
      "taken off on Plex by the person too",
      "plex",
      REMOVE,
      ({ services, goneOnTrakt }) => services.plex.discover.watchlist.unlist(goneOnTrakt.discoverKey ?? ""),
    ],
    [
      "listed on Trakt by the person too",
      "trakt",
      "/sync/watchlist",
      ({ services, newOnPlex }) => services.trakt.account.list("movie", newOnPlex.traktId, AT),
    ],
    [
      "taken off on Trakt by the person too",
      "trakt",
      "/sync/watchlist/remove",
      ({ services, goneOnPlex }) => services.trakt.account.unlist("movie", goneOnPlex.traktId),
    ],
  ])("is as it was meant to be: %s", async (_, side, path, act) => {
    const scene = await startChanged();
    const { services, household } = scene;
    let isDone = false;
    services[side].intercept((request) => {
      if (isDone || request.phase !== "before" || request.path !== path) return undefined;
      isDone = true;
      act(scene);
      return undefined;
    });
    const report = await runSync(services);
    expect(report).toMatchObject({ failed: [], unknown: [], exitCode: 0 });
    expect(isDone).toBe(true);
    expect(differences(services, household.placed)).toEqual([]);
    expect(await runSync(services, { listOperations: true })).toMatchObject({ exitCode: 0, operations: [] });
  });
});

describe("a Discover that accepts no writes", () => {
  const FAULTS = {
    "it fails": { kind: "status", status: 500 },
    "it asks to come back in an hour": { kind: "status", status: 429, headers: { "retry-after": "3600" } },
    "it does not accept the token any more": { kind: "status", status: 401 },
    "the connection is lost": { kind: "reset" },
  } as const;
  test.each(Object.entries(FAULTS))(
    "is left in peace after some failures; the rest is done, and the next run makes it good (%s)",
    async (_, fault) => {
      const services = await start();
      const household = createHousehold(services);
      for (let index = 0; index < 50; index += 1) household.movie(`Film ${index}`, { copies: 0, traktListed: AT });
      household.movie("Listed on Plex", { copies: 0, plexListed: AT });
      household.movie("Rated", { traktRating: { value: 7, at: AT } });
      services.plex.intercept(({ phase, path }) => (phase === "before" && path === ADD ? fault : undefined));
      const report = await runSync(services);
      expect(report).toMatchObject({
        exitCode: 3,
        unknown: [],
        fields: { watchlist: { toPlex: { added: 0 }, toTrakt: { added: 1 } }, rating: { toPlex: { added: 1 } } },
      });
      expect(report.failed).toHaveLength(50);
      expect(puts(services)).toBeLessThanOrEqual(6);
      services.plex.intercept();
      expect(await runSync(services)).toMatchObject({ exitCode: 0, fields: { watchlist: { toPlex: { added: 50 } } } });
      expect(differences(services, household.placed)).toEqual([]);
    },
  );

  test("is not written to any more once the run is interrupted", async () => {
    const services = await start();
    const household = createHousehold(services);
    for (let index = 0; index < 50; index += 1) household.movie(`Film ${index}`, { copies: 0, traktListed: AT });
    const controller = new AbortController();
    services.plex.intercept(({ phase, path }) => {
      if (phase === "before" && path === ADD) controller.abort();
      return undefined;
    });
    const report = await runSync(services, { signal: controller.signal });
    expect(report.exitCode).toBe(3);
    const written = services.plex.discover.watchlist.all().length;
    expect(written).toBeLessThanOrEqual(20);
    services.plex.intercept();
    expect(await runSync(services)).toMatchObject({
      exitCode: 0,
      fields: { watchlist: { toPlex: { added: 50 - written } } },
    });
    expect(differences(services, household.placed)).toEqual([]);
  });
});
