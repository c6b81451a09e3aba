import { writeFile } from "node:fs/promises";
import { afterEach, describe, expect, test } from "vitest";

import { differences, doubledPlays } from "./support/differences.ts";
import { fillHousehold } from "./support/fill-household.ts";
import { createHousehold } from "./support/household.ts";
import { runSync } from "./support/run-in-process.ts";
import { startServices } from "./support/start-services.ts";
import type { Services, ServicesOptions } from "./support/start-services.ts";

const open: Services[] = [];
afterEach(async () => {
  await Promise.all(open.splice(0).map((services) => services.close()));
});

async function start(options: ServicesOptions = {}): Promise<Services> {
  const services = await startServices(options);
  open.push(services);
  return services;
}

describe("a Trakt whose list of what is watched lags behind its writes", () => {
  test("is sent no play a second time, and nothing is undone in Plex", async () => {
    const services = await start({ trakt: { watchedLagsBy: 3_600_000 } });
    const household = createHousehold(services);
    const seen = household.movie("Seen on Plex", { copies: 2, plexSeen: { at: "2026-01-02T20:10:00.000Z" } });
    const show = household.show("A show");
    for (const number of [1, 2, 3]) show.episode(1, number, { plexSeen: { at: `2026-04-0${number}T19:00:00.000Z` } });
    await runSync(services);
    const plays = services.trakt.account.plays();
    const again = await runSync(services, { listOperations: true });
    expect(again.operations?.filter(({ side, field }) => side === "trakt" && field === "watched")).toEqual([]);
    expect(services.trakt.account.plays()).toEqual(plays);
    expect(doubledPlays(services)).toEqual([]);
    expect(plays).toHaveLength(4);
    expect(seen.ratingKeys.map((key) => services.plex.items.get(key)?.viewCount)).toEqual([1, 1]);
  });

  test("is asked again until it shows the plays, and then no more", async () => {
    let now = Date.parse("2026-06-01T12:00:00.000Z");
    const services = await start({ trakt: { watchedLagsBy: 600_000, now: () => now, tokenLifetimeMs: 1e12 } });
    createHousehold(services).movie("Seen on Plex", { plexSeen: { at: "2026-01-02T20:10:00.000Z" } });
    const readsOf = async (): Promise<readonly string[]> => {
      services.trakt.requests.clear();
      expect(await runSync(services, { listOperations: true })).toMatchObject({ operations: [], kept: [] });
      return services.trakt.requests.map(({ path }) => path);
    };
    await runSync(services);
    expect(await readsOf()).toContain("/sync/watched/movies");
    now += 700_000;
    expect(await readsOf()).toContain("/sync/watched/movies");
    expect(await readsOf()).toEqual(["/sync/last_activities"]);
  });
});

describe("another server or account than the last time", () => {
  test("a first sync with another Plex server is held when it would add or remove much", async () => {
    const first = await start();
    fillHousehold(first);
    await runSync(first);
    const second = await start({ plex: { machineIdentifier: "another-machine" } });
    const household = createHousehold(second);
    for (let index = 0; index < 30; index += 1)
      household.movie(`New ${index}`, { plexSeen: { at: "2026-01-02T20:10:00.000Z" } });
    const options = { env: { PAKT_HOME: first.home }, only: ["watched", "collection"] } as const;
    const report = await runSync(second, options);
    const none = { toTrakt: { added: 0 } };
    expect(report).toMatchObject({ exitCode: 4, fields: { watched: none, collection: none } });
    const heldOf = (field: string) => report.held.filter((held) => held.field === field);
    const [watched, collection] = [heldOf("watched"), heldOf("collection")];
    expect(watched[0]).toMatchObject({ reason: "identity-changed", flag: `--allow-adds watched=${watched.length}` });
    expect(collection[0]).toMatchObject({
      reason: "identity-changed",
      flag: `--allow-adds collection=${collection.length}`,
    });
    const allowAdds = { watched: watched.length, collection: collection.length };
    const allowed = await runSync(second, { ...options, allowAdds });
    expect(allowed).toMatchObject({
      exitCode: 0,
      held: [],
      fields: {
        watched: { toTrakt: { added: watched.length } },
        collection: { toTrakt: { added: collection.length } },
      },
    });
  });

  test("another sign-in uses nothing of what was cached for the one before", async () => {
    const first = await start();
    fillHousehold(first);
    await runSync(first);
    const second = await start({ trakt: { settings: { username: "kim" } } });
    const household = createHousehold(second);
    household.movie("Seen by Kim", { traktSeen: { at: "2026-01-02T20:10:00.000Z" } });
    const { accessToken } = second.trakt.tokens.issue();
    await runSync(second, { env: { PAKT_HOME: first.home, PAKT_TRAKT_ACCESS_TOKEN: accessToken } });
    expect(second.trakt.requests.map(({ path }) => path)).toEqual(
      expect.arrayContaining([
        "/users/settings",
        "/sync/watched/movies",
        "/sync/watched/shows",
        "/sync/ratings",
        "/sync/collection/movies",
        "/sync/collection/shows",
        "/sync/watchlist/movies/added/asc",
        "/sync/watchlist/shows/added/asc",
      ]),
    );
  });
});

describe("another Plex account on the same server", () => {
  test("takes nothing off Trakt's watchlist that only the one before had listed", async () => {
    const listed = "2026-01-01T10:00:00.000Z";
    const first = await start();
    const household = createHousehold(first);
    for (let index = 0; index < 5; index += 1)
      household.movie(`Film ${index}`, { plexListed: listed, traktListed: listed });
    await runSync(first);
    const second = await start({ plex: { token: "token-of-kim", ownerUuid: "kim" } });
    const other = createHousehold(second);
    for (let index = 0; index < 5; index += 1) other.movie(`Film ${index}`);
    second.plex.discover.watchlist.list(other.movie("Listed by Kim", { plexSeen: { at: listed } }).discoverKey ?? "");
    const { PAKT_PLEX_URL = "", PAKT_PLEX_DISCOVER_URL = "" } = second.env;
    const env = {
      PAKT_PLEX_URL,
      PAKT_PLEX_TV_URL: PAKT_PLEX_URL,
      PAKT_PLEX_DISCOVER_URL,
      PAKT_PLEX_TOKEN: "token-of-kim",
    };
    const report = await runSync(first, { env, only: ["watchlist"] });
    expect(first.trakt.account.watchlist()).toHaveLength(5);
    expect(report).toMatchObject({ exitCode: 4, fields: { watchlist: { toTrakt: { removed: 0 } } } });
    expect(new Set(report.held.map(({ reason }) => reason))).toEqual(new Set(["identity-changed"]));
  });
});

describe("an account that keeps one play a title", () => {
  test("is sent no rewatch, and the person is told", async () => {
    const services = await start({ trakt: { settings: { watchOnlyOnce: true } } });
    const movie = createHousehold(services).movie("Seen on Plex", { plexSeen: { at: "2026-01-02T20:10:00.000Z" } });
    await runSync(services);
    services.plex.person.view(movie.ratingKeys[0] ?? "", Date.parse("2026-11-01T20:15:00.000Z") / 1000);
    const report = await runSync(services, { listOperations: true });
    expect(report).toMatchObject({ operations: [], warnings: [expect.stringContaining("watch only once")] });
    expect(services.trakt.account.plays()).toMatchObject([{ watchedAt: "2026-01-02T20:10:00.000Z" }]);
  });
});

describe("what a person chose", () => {
  test.each([
    ["plex-to-trakt", { toPlex: 0 }],
    ["trakt-to-plex", { toTrakt: 0 }],
  ] as const)("%s writes one way only, and lists the rest as skipped", async (direction, none) => {
    const services = await start();
    const { placed } = fillHousehold(services);

    // Nothing of the collection can be written to Plex: it has no such direction.
    const fields = { watched: { direction }, rating: { direction }, watchlist: { direction } };
    await writeFile(`${services.home}/config.json`, JSON.stringify({ version: 1, fields }));
    const report = await runSync(services, { listOperations: true, only: ["watched", "rating", "watchlist"] });
    const written = new Set(report.operations?.map(({ side }) => side));
    expect(written).toEqual(new Set(["toPlex" in none ? "trakt" : "plex"]));
    expect(report.skipped.length).toBeGreaterThan(0);
    expect(new Set(report.skipped.map(({ reason }) => reason))).toEqual(new Set(["direction"]));
    expect(differences(services, placed).length).toBeGreaterThan(0);
  });

  test("a title on the ignore list is read and shown, and never written", async () => {
    const services = await start();
    const movie = createHousehold(services).movie("Ignored", { plexSeen: { at: "2026-01-02T20:10:00.000Z" } });

    await writeFile(
      `${services.home}/config.json`,
      JSON.stringify({ version: 1, ignore: [`movie:tmdb:${movie.traktId + 100_000}`] }),
    );
    const report = await runSync(services, { listOperations: true });
    const ignored = { title: expect.stringContaining("Ignored"), reason: "ignored" };
    expect(report).toMatchObject({
      operations: [],
      skipped: [
        { ...ignored, field: "collection" },
        { ...ignored, field: "watched" },
      ],
    });
  });
});
