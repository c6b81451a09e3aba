import { rm, writeFile } from "node:fs/promises";
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
    const services = await start({ trakt: { watchedLagsBy: 600_000 }, now: () => now });
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

const LISTED = "2026-01-01T10:00:00.000Z";
const FILMS = [0, 1, 2, 3, 4].map((number) => `Film ${number}`);

/** Five films that are on both watchlists, and in the library. */
async function startWished(): Promise<Services> {
  const services = await start();
  const household = createHousehold(services);
  for (const film of FILMS) household.movie(film, { plexListed: LISTED, traktListed: LISTED });
  await runSync(services);
  return services;
}

/** The same catalogue with another Plex account, which has one film listed that is Kim's own choice. */
async function startPlexOfKim(): Promise<{ readonly kim: Services; readonly env: Readonly<Record<string, string>> }> {
  const kim = await start({ plex: { token: "token-of-kim", ownerUuid: "kim" } });
  const household = createHousehold(kim);
  for (const film of FILMS) household.movie(film);
  household.movie("Listed by Kim", { plexListed: LISTED });
  const { PAKT_PLEX_URL = "", PAKT_PLEX_DISCOVER_URL = "" } = kim.env;
  const env = {
    PAKT_PLEX_URL,
    PAKT_PLEX_TV_URL: PAKT_PLEX_URL,
    PAKT_PLEX_DISCOVER_URL,
    PAKT_PLEX_TOKEN: "token-of-kim",
  };
  return { kim, env };
}

const NONE_REMOVED = { watchlist: { toPlex: { removed: 0 }, toTrakt: { removed: 0 } } };

describe("another Plex account on the same server", () => {
  test("is joined with Trakt's watchlist: nothing leaves it that only the one before had listed", async () => {
    const services = await startWished();
    const { kim, env } = await startPlexOfKim();
    const report = await runSync(services, { env, only: ["watchlist"] });
    expect(report).toMatchObject({ exitCode: 0, held: [], fields: NONE_REMOVED });
    expect(services.trakt.account.watchlist()).toHaveLength(5);
    expect(kim.plex.discover.watchlist.all()).toHaveLength(6);
  });

  test("loses nothing either when its watchlist could not be read at first", async () => {
    const services = await startWished();
    const { kim, env } = await startPlexOfKim();
    kim.plex.intercept(({ path, phase }) =>
      phase === "before" && path.includes("sections/watchlist") ? { kind: "status", status: 500 } : undefined,
    );
    expect(await runSync(services, { env })).toMatchObject({ exitCode: 3, fields: NONE_REMOVED });
    kim.plex.intercept();
    expect(await runSync(services, { env })).toMatchObject({ fields: NONE_REMOVED });
    expect(services.trakt.account.watchlist()).toHaveLength(5);
  });
});

describe("another Trakt account", () => {
  test("that is empty is filled, and empties nothing, also after a run of another field", async () => {
    const services = await startWished();
    const uuid = "00000000-0000-4000-8000-000000000002";
    const kim = await start({ trakt: { settings: { username: "kim", uuid } } });
    const household = createHousehold(kim);
    for (const film of FILMS) household.movie(film, { copies: 0 });
    const { accessToken: PAKT_TRAKT_ACCESS_TOKEN } = kim.trakt.tokens.issue();
    const { PAKT_TRAKT_API_URL = "" } = kim.env;
    const env = { PAKT_TRAKT_API_URL, PAKT_TRAKT_ACCESS_TOKEN };
    await runSync(services, { env, only: ["rating"] });
    const report = await runSync(services, { env });
    expect(report).toMatchObject({ exitCode: 0, held: [], kept: [], fields: NONE_REMOVED });
    expect(services.plex.discover.watchlist.all()).toHaveLength(5);
    expect([kim.trakt.account.watchlist().length, kim.trakt.account.collection().length]).toEqual([5, 5]);
  });
});

describe("plays that were sent to one Trakt account", () => {
  test("are sent to the next one at once, and not again to the first when it is back", async () => {
    const services = await start();
    const household = createHousehold(services);
    for (const film of FILMS) household.movie(film, { plexSeen: { at: LISTED } });
    await runSync(services);
    const uuid = "00000000-0000-4000-8000-000000000002";
    const kim = await start({ trakt: { settings: { username: "kim", uuid } } });
    const ofKim = createHousehold(kim);
    for (const film of FILMS) ofKim.movie(film, { copies: 0 });
    const { accessToken: PAKT_TRAKT_ACCESS_TOKEN } = kim.trakt.tokens.issue();
    const env = { PAKT_TRAKT_API_URL: kim.env["PAKT_TRAKT_API_URL"] ?? "", PAKT_TRAKT_ACCESS_TOKEN };
    const only = ["watched"] as const;
    const report = await runSync(services, { env, only });
    expect(report).toMatchObject({ exitCode: 0, skipped: [], fields: { watched: { toTrakt: { added: 5 } } } });
    expect(await runSync(services, { only, listOperations: true })).toMatchObject({ operations: [] });
    expect([services.trakt.account.plays().length, kim.trakt.account.plays().length]).toEqual([5, 5]);
  });
});

describe("a library that is not chosen any more", () => {
  const choose = (services: Services, libraries: "all" | readonly string[]) =>
    writeFile(
      `${services.home}/config.json`,
      JSON.stringify({ version: 1, plex: { libraries }, fields: { collection: { removals: "propagate" } } }),
    );

  test.each([["watched"], ["watchlist"]] as const)("has its removals held, also after a run of %s", async (other) => {
    const services = await start();
    const household = createHousehold(services);
    for (const film of FILMS) household.movie(film);
    household.show("A show").episode(1, 1, {});
    await choose(services, "all");
    await runSync(services);
    await choose(services, ["3"]);
    const flag = "--allow-removals collection=5";
    const held = FILMS.map(() => ({ field: "collection", reason: "identity-changed", flag }));
    expect(await runSync(services)).toMatchObject({ exitCode: 4, held });
    await runSync(services, { only: [other] });
    expect(await runSync(services)).toMatchObject({ exitCode: 4, held });
    expect(services.trakt.account.collection()).toHaveLength(6);
    const allowed = await runSync(services, { allowRemovals: { collection: 5 } });
    expect(allowed).toMatchObject({ exitCode: 0, fields: { collection: { toTrakt: { removed: 5 } } } });
  });
});

describe("a side that is suddenly empty", () => {
  const rated = { value: 7, at: LISTED };

  test.each(["watchlist", "rating"] as const)(
    "has its removals held until they are let through, though pakt adds to it meanwhile (%s)",
    async (field) => {
      const services = await start();
      const household = createHousehold(services);
      for (const film of FILMS) {
        household.movie(film, { plexListed: LISTED, traktListed: LISTED, plexRating: rated, traktRating: rated });
      }
      await runSync(services);
      const { account } = services.trakt;
      for (const { type, traktId } of account.watchlist()) account.unlist(type, traktId);
      for (const { type, traktId } of account.ratings()) account.unrate(type, traktId);
      household.movie("New on Plex", { plexListed: LISTED, plexRating: rated });
      const only = [field];
      const flag = `--allow-removals ${field}=5`;
      const held = FILMS.map(() => ({ field, reason: "side-is-empty", flag }));
      const first = await runSync(services, { only });
      expect(first).toMatchObject({ exitCode: 4, held, fields: { [field]: { toTrakt: { added: 1 } } } });
      for (const report of [await runSync(services, { only }), await runSync(services, { only })]) {
        expect(report).toMatchObject({ exitCode: 4, held, fields: { [field]: { toPlex: { removed: 0 } } } });
      }
      const allowed = await runSync(services, { only, allowRemovals: { [field]: 5 } });
      expect(allowed).toMatchObject({ exitCode: 0, held: [], fields: { [field]: { toPlex: { removed: 5 } } } });
      expect(await runSync(services, { only })).toMatchObject({ exitCode: 0, held: [] });
    },
  );

  test("has nothing held any more once its titles are back", async () => {
    const services = await startWished();
    const { account } = services.trakt;
    const listed = account.watchlist();
    for (const { type, traktId } of listed) account.unlist(type, traktId);
    expect(await runSync(services)).toMatchObject({ exitCode: 4 });
    for (const { type, traktId } of listed) account.list(type, traktId, LISTED);
    expect(await runSync(services)).toMatchObject({ exitCode: 0, held: [] });
    account.unlist("movie", listed[0]?.traktId ?? 0);
    expect(await runSync(services)).toMatchObject({ exitCode: 0, fields: { watchlist: { toPlex: { removed: 1 } } } });
  });
});

describe("a Plex account that plex.tv does not tell", () => {
  test("has removals held by a word of their own, and passed on when it is known again", async () => {
    const services = await startWished();
    const [first] = services.plex.discover.watchlist.all();
    await rm(`${services.home}/cache`, { recursive: true });
    services.plex.discover.watchlist.unlist(first?.ratingKey ?? "");
    services.plex.intercept(({ path, phase }) =>
      phase === "before" && path === "/api/v2/user" ? { kind: "status", status: 500 } : undefined,
    );
    const report = await runSync(services);
    const flag = "--allow-removals watchlist=1";
    const message = expect.stringContaining("The next run asks again");
    expect(report).toMatchObject({ exitCode: 4, held: [{ reason: "identity-unknown", flag, message }] });
    services.plex.intercept();
    expect(await runSync(services)).toMatchObject({ exitCode: 0, fields: { watchlist: { toTrakt: { removed: 1 } } } });
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
