import type { Field, Report } from "@pakt/sync";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterEach, describe, expect, test } from "vitest";

import { createHousehold } from "./support/household.ts";
import { ORDINARY_ON_TRAKT } from "./support/media.ts";
import { runSync } from "./support/run-in-process.ts";
import { startServices } from "./support/start-services.ts";
import type { Services } from "./support/start-services.ts";

const open: Services[] = [];
afterEach(async () => {
  await Promise.all(open.splice(0).map((services) => services.close()));
});

const AT = "2026-05-01T20:00:00.000Z";
const LATER = "2026-06-01T20:00:00.000Z";

async function start(fields: Readonly<Partial<Record<Field, object>>>): Promise<Services> {
  const services = await startServices();
  open.push(services);
  await configure(services, fields);
  return services;
}

/** What a person writes into their configuration. */
function configure(services: Services, fields: Readonly<Partial<Record<Field, object>>>): Promise<void> {
  return writeFile(join(services.home, "config.json"), JSON.stringify({ version: 1, fields }));
}

/** Something of every field that only Plex has, and something that only Trakt has. */
function fillBothWays(services: Services): void {
  const household = createHousehold(services);
  household.movie("On Plex", { plexSeen: { at: AT }, plexRating: { value: 8, at: AT }, plexListed: LATER });
  household.movie("On Trakt", { traktSeen: { at: AT }, traktRating: { value: 7, at: AT }, traktListed: LATER });
}

const writesOf = ({ fields }: Report): Readonly<Record<string, readonly number[]>> =>
  Object.fromEntries(
    Object.entries(fields).map(([field, { toPlex, toTrakt }]) => [
      field,
      [toPlex.added + toPlex.updated + toPlex.removed, toTrakt.added + toTrakt.updated + toTrakt.removed],
    ]),
  );

describe("the direction of a field", () => {
  test.each([
    ["two-way", { watched: [1, 1], rating: [1, 1], watchlist: [1, 1] }],
    ["plex-to-trakt", { watched: [0, 1], rating: [0, 1], watchlist: [0, 1] }],
    ["trakt-to-plex", { watched: [1, 0], rating: [1, 0], watchlist: [1, 0] }],
  ] as const)("%s writes there and nowhere else, also in the second run", async (direction, expected) => {
    const services = await start({
      watched: { direction },
      rating: { direction },
      watchlist: { direction },
      collection: { direction: "off" },
    });
    fillBothWays(services);
    // Services drop what is watched from their lists: one settling run is allowed.
    const first = await runSync(services);
    expect(writesOf(first)).toMatchObject({ watched: expected.watched, rating: expected.rating });
    expect(first.fields.collection).toBeUndefined();
    for (const report of [await runSync(services), await runSync(services)]) {
      expect(writesOf(report)).toMatchObject({ watched: [0, 0], rating: [0, 0] });
    }
    expect(writesOf(await runSync(services))).toMatchObject({ watchlist: [0, 0] });
    const isOnTrakt = services.trakt.account.watchlist().some(({ traktId }) => traktId === 1001);
    expect(isOnTrakt).toBe(expected.watchlist[1] === 1);
  });

  test("off reads and writes nothing of it", async () => {
    const off = { direction: "off" };
    const services = await start({ watched: off, rating: off, collection: off, watchlist: off });
    fillBothWays(services);
    const report = await runSync(services);
    expect(report).toMatchObject({ exitCode: 0, fields: {} });
    expect(services.trakt.requests.every(({ method }) => method === "GET")).toBe(true);
  });

  test("the collection goes to Trakt only, and what only Trakt has stays there", async () => {
    const services = await start({});
    const household = createHousehold(services);
    household.movie("On Plex");
    household.movie("On Trakt", { copies: 0, traktCollected: { at: AT, metadata: ORDINARY_ON_TRAKT } });
    const report = await runSync(services);
    expect(writesOf(report)).toMatchObject({ collection: [0, 1] });
    expect(services.trakt.account.collection()).toHaveLength(2);
  });
});

describe("the removal policy of a field", () => {
  test.each([
    ["keep", [0, 0]],
    ["propagate", [1, 1]],
  ] as const)("%s of ratings holds both ways", async (removals, expected) => {
    const services = await start({ rating: { removals } });
    const household = createHousehold(services);
    const both = { plexRating: { value: 8, at: AT }, traktRating: { value: 8, at: AT } };
    const [onPlex, onTrakt] = [household.movie("Cleared on Plex", both), household.movie("Cleared on Trakt", both)];
    household.movie("Rated", both);
    await runSync(services);
    services.plex.person.unrate(onPlex.ratingKeys[0] ?? "");
    services.trakt.account.unrate("movie", onTrakt.traktId);
    const report = await runSync(services);
    expect([report.fields.rating?.toPlex.removed, report.fields.rating?.toTrakt.removed]).toEqual(expected);
    expect(report.kept.map(({ reason }) => reason).toSorted()).toEqual(
      removals === "keep" ? ["removed-on-plex", "removed-on-trakt"] : [],
    );
    expect(await runSync(services)).toMatchObject({ exitCode: 0, fields: { rating: { toPlex: { added: 0 } } } });
  });
});

describe("the conflict policy of ratings", () => {
  test.each([
    ["newest", 9, 9],
    ["plex", 4, 4],
    ["trakt", 9, 9],
    ["ask", 4, 9],
  ] as const)("%s leaves %d on Plex and %d on Trakt", async (conflicts, plex, trakt) => {
    const services = await start({ rating: { conflicts } });
    const film = createHousehold(services).movie("Heat", {
      plexRating: { value: 8, at: AT },
      traktRating: { value: 8, at: AT },
    });
    await runSync(services);
    services.plex.person.rate(film.ratingKeys[0] ?? "", 4, Date.parse(LATER) / 1000);
    services.trakt.account.rate("movie", film.traktId, 9, "2026-06-02T20:00:00.000Z");
    await runSync(services);
    const report = await runSync(services);
    expect(report.exitCode).toBe(0);
    expect(report.conflicts.map(({ reason }) => reason)).toEqual(conflicts === "ask" ? ["conflict-ask"] : []);
    expect(services.plex.items.get(film.ratingKeys[0] ?? "")?.userRating).toBe(plex);
    expect(services.trakt.account.ratings()).toMatchObject([{ value: trakt }]);
  });
});

describe("the conflict policy of what is watched: removed on one side, and seen again on the other", () => {
  const SEEN_AGAIN = "2026-06-02T20:00:00.000Z";

  /** A film that both sides have as watched, and another, so that no side is ever empty. */
  async function startSeen(conflicts: string) {
    const services = await start({ watched: { removals: "propagate", conflicts } });
    const household = createHousehold(services);
    const film = household.movie("Heat", { plexSeen: { at: AT }, traktSeen: { at: AT } });
    household.movie("Ran", { plexSeen: { at: AT }, traktSeen: { at: AT } });
    await runSync(services);
    const key = film.ratingKeys[0] ?? "";
    const stateOf = () => ({
      views: services.plex.items.get(key)?.viewCount ?? 0,
      plays: services.trakt.account
        .plays()
        .flatMap(({ traktId, watchedAt }) => (traktId === film.traktId ? watchedAt : [])),
    });
    return { services, film, key, stateOf };
  }

  test.each([
    ["newest", { views: 1, plays: [AT, SEEN_AGAIN] }, []],
    ["plex", { views: 0, plays: [] }, []],
    ["trakt", { views: 1, plays: [AT, SEEN_AGAIN] }, []],
    ["ask", { views: 0, plays: [AT, SEEN_AGAIN] }, ["conflict-ask"]],
  ] as const)("%s, where the fresh play is Trakt's", async (conflicts, expected, reasons) => {
    const { services, film, key, stateOf } = await startSeen(conflicts);
    services.plex.person.unview(key);
    services.trakt.account.watch("movie", film.traktId, SEEN_AGAIN);
    await runSync(services);
    const report = await runSync(services, { listOperations: true });
    expect(report).toMatchObject({ exitCode: 0, operations: [] });
    expect(report.conflicts.map(({ reason }) => reason)).toEqual(reasons);
    expect(stateOf()).toEqual(expected);
  });

  test.each([
    ["newest", { views: 2, plays: [SEEN_AGAIN] }, []],
    ["plex", { views: 2, plays: [SEEN_AGAIN] }, []],
    ["trakt", { views: 0, plays: [] }, []],
    ["ask", { views: 2, plays: [] }, ["conflict-ask"]],
  ] as const)("%s, where the fresh view is Plex's", async (conflicts, expected, reasons) => {
    const { services, film, key, stateOf } = await startSeen(conflicts);
    services.trakt.account.unwatch("movie", film.traktId);
    services.plex.person.view(key, Date.parse(SEEN_AGAIN) / 1000);
    await runSync(services);
    const report = await runSync(services, { listOperations: true });
    expect(report).toMatchObject({ exitCode: 0, operations: [] });
    expect(report.conflicts.map(({ reason }) => reason)).toEqual(reasons);
    expect(stateOf()).toEqual(expected);
  });

  test("an open conflict is settled by another policy", async () => {
    const { services, film, key, stateOf } = await startSeen("ask");
    services.plex.person.unview(key);
    services.trakt.account.watch("movie", film.traktId, SEEN_AGAIN);
    await runSync(services);
    await runSync(services);
    await configure(services, { watched: { removals: "propagate", conflicts: "trakt" } });
    expect(await runSync(services)).toMatchObject({ exitCode: 0, fields: { watched: { toPlex: { added: 1 } } } });
    expect(stateOf().views).toBe(1);
  });

  test("a fresh play counts on an account that keeps one play a title", async () => {
    const { services, film, key, stateOf } = await startSeen("newest");
    services.trakt.account.changeSettings({ watchOnlyOnce: true });
    services.trakt.account.unwatch("movie", film.traktId);
    services.plex.person.view(key, Date.parse(SEEN_AGAIN) / 1000);
    await runSync(services);
    await runSync(services);
    expect(stateOf()).toEqual({ views: 2, plays: [SEEN_AGAIN] });
  });
});
