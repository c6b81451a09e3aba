import { writeFile } from "node:fs/promises";
import { afterEach, describe, expect, test } from "vitest";

import { createHousehold, differences, doubledPlays, fillHousehold } from "./support/household.ts";
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
    const report = await runSync(second, { env: { PAKT_HOME: first.home } });
    expect(report).toMatchObject({ exitCode: 4, fields: { watched: { toTrakt: { added: 0 } } } });
    const count = report.held.length;
    expect(count).toBeGreaterThan(10);
    expect(report.held[0]).toMatchObject({ reason: "identity-changed", flag: `--allow-adds watched=${count}` });
    const allowed = await runSync(second, { env: { PAKT_HOME: first.home }, allowAdds: { watched: count } });
    expect(allowed).toMatchObject({ exitCode: 0, fields: { watched: { toTrakt: { added: count } } } });
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
      expect.arrayContaining(["/users/settings", "/sync/watched/movies", "/sync/watched/shows", "/sync/ratings"]),
    );
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

    const fields = { watched: { direction }, rating: { direction } };
    await writeFile(`${services.home}/config.json`, JSON.stringify({ version: 1, fields }));
    const report = await runSync(services, { listOperations: true });
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
    expect(report).toMatchObject({
      operations: [],
      skipped: [{ title: expect.stringContaining("Ignored"), reason: "ignored" }],
    });
  });
});
