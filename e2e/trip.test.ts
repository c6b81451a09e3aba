import { afterEach, describe, expect, test } from "vitest";

import { differences, doubledPlays } from "./support/differences.ts";
import { fillHousehold } from "./support/fill-household.ts";
import type { Household } from "./support/household.ts";
import { runSync } from "./support/run-in-process.ts";
import { startServices } from "./support/start-services.ts";
import type { Services } from "./support/start-services.ts";

const open: Services[] = [];
afterEach(async () => {
  await Promise.all(open.splice(0).map((services) => services.close()));
});

async function start(): Promise<{ services: Services; household: Household }> {
  const services = await startServices();
  open.push(services);
  return { services, household: fillHousehold(services) };
}

describe("a whole trip over HTTP", () => {
  test("ends with both sides the same, and the services without complaint", async () => {
    const { services, household } = await start();
    const report = await runSync(services);
    expect(report).toMatchObject({ exitCode: 0, failed: [], unknown: [], held: [], problems: [] });
    expect(differences(services, household.placed)).toEqual([]);
    expect(doubledPlays(services)).toEqual([]);
    expect([...services.plex.violations, ...services.trakt.violations]).toEqual([]);
  });

  test("sends a play at Plex's own time, to the minute", async () => {
    const { services, household } = await start();
    await runSync(services);
    const seen = household.placed.find(({ name }) => name === "Seen on Plex");
    expect(services.trakt.account.plays().filter(({ traktId }) => traktId === seen?.traktId)).toMatchObject([
      { watchedAt: "2026-01-02T20:10:00.000Z" },
    ]);
  });

  test("does nothing the second time, with one request to Trakt", async () => {
    const { services } = await start();
    await runSync(services);
    services.trakt.requests.clear();
    services.plex.requests.clear();
    const again = await runSync(services, { listOperations: true });
    expect(again).toMatchObject({ exitCode: 0, operations: [], kept: [], skipped: [] });
    expect(services.trakt.requests.map(({ method, path }) => `${method} ${path}`)).toEqual([
      "GET /sync/last_activities",
    ]);
    expect(services.plex.requests.every(({ method }) => method === "GET")).toBe(true);
  });

  test("a dry run lists what the next run does, and writes nothing", async () => {
    const { services } = await start();
    const planned = await runSync(services, { dryRun: true });
    expect([...services.plex.requests, ...services.trakt.requests].every(({ method }) => method === "GET")).toBe(true);
    const done = await runSync(services, { listOperations: true });
    expect(done.operations).toEqual(planned.operations);
    expect(planned.operations?.length).toBeGreaterThan(10);
  });

  test("writes what was confirmed and nothing else, in one read of both services", async () => {
    const { services } = await start();
    const shown: unknown[] = [];
    const done = await runSync(services, {
      listOperations: true,
      confirm: (preview) => Promise.resolve(shown.push(preview.operations) > 0),
    });
    expect(shown).toEqual([done.operations]);
    expect(services.plex.requests.filter(({ path }) => path === "/library/sections")).toHaveLength(1);
  });

  test("writes nothing after a no", async () => {
    const { services } = await start();
    const report = await runSync(services, { confirm: () => Promise.resolve(false) });
    expect(report).toMatchObject({ dryRun: true, exitCode: 0 });
    expect([...services.plex.requests, ...services.trakt.requests].every(({ method }) => method === "GET")).toBe(true);
  });

  test("marks every episode of a file that was seen", async () => {
    const { services, household } = await start();
    await runSync(services);
    const second = household.placed.find(({ name }) => name === "A show 2x2");
    expect(services.trakt.account.plays().filter(({ traktId }) => traktId === second?.traktId)).toMatchObject([
      { watchedAt: "2026-04-04T20:00:00.000Z" },
    ]);
    expect(services.plex.items.get(second?.ratingKeys[0] ?? "")?.viewCount).toBe(1);
  });

  test("does not send its own mark in Plex back to Trakt", async () => {
    const { services, household } = await start();
    await runSync(services);
    await runSync(services);
    const seen = household.placed.find(({ name }) => name === "Seen on Trakt");
    expect(services.trakt.account.plays().filter(({ traktId }) => traktId === seen?.traktId)).toHaveLength(1);
  });

  test("sends one more play when a movie is seen again on Plex, once", async () => {
    const { services, household } = await start();
    await runSync(services);
    const movie = household.placed.find(({ name }) => name === "Seen on Plex");
    services.plex.person.view(movie?.ratingKeys[0] ?? "", Date.parse("2026-11-01T20:15:00.000Z") / 1000);
    await runSync(services);
    await runSync(services);
    const plays = services.trakt.account.plays().filter(({ traktId }) => traktId === movie?.traktId);
    expect(plays.map(({ watchedAt }) => watchedAt)).toEqual(["2026-01-02T20:10:00.000Z", "2026-11-01T20:15:00.000Z"]);
  });

  test("carries a changed and a removed rating over, and never brings the removed one back", async () => {
    const { services, household } = await start();
    await runSync(services);
    const [changed, removed] = ["Rated on Plex", "Rated on Trakt"].map((name) =>
      household.placed.find((placed) => placed.name === name),
    );
    services.trakt.account.rate("movie", changed?.traktId ?? 0, 3, "2026-11-02T10:00:00.000Z");
    services.trakt.account.unrate("movie", removed?.traktId ?? 0);
    await runSync(services);
    expect(services.plex.items.get(changed?.ratingKeys[0] ?? "")?.userRating).toBe(3);
    expect(services.plex.items.get(removed?.ratingKeys[0] ?? "")?.userRating).toBeUndefined();
    const later = await runSync(services, { listOperations: true });
    expect(later.operations).toEqual([]);
  });

  test("removes a season's rating beside an episode's, and does not bring it back", async () => {
    const { services, household } = await start();
    const { traktId, ratingKeys } = household.placed.find(({ name }) => name === "A show 1x1") ?? { ratingKeys: [] };
    const [episode = ""] = ratingKeys;
    const season =
      services.plex.items.all().find(({ type, title }) => type === "season" && title === "Season 1")?.ratingKey ?? "";
    services.plex.person.rate(season, 4, 1_700_000_000);
    services.plex.person.rate(episode, 9, 1_700_000_000);
    await runSync(services);
    expect(services.trakt.account.ratings().filter(({ type }) => type === "season")).toHaveLength(1);
    services.plex.person.unrate(season);
    services.plex.person.unrate(episode);
    expect(await runSync(services)).toMatchObject({ exitCode: 0, fields: { rating: { toTrakt: { removed: 2 } } } });
    const left = services.trakt.account
      .ratings()
      .filter((rating) => rating.type === "season" || rating.traktId === traktId);
    expect(left).toEqual([]);
  });

  test("keeps on Trakt what was cleared on Plex, and says so each time", async () => {
    const { services, household } = await start();
    await runSync(services);
    const movie = household.placed.find(({ name }) => name === "Seen on both");
    services.plex.person.unview(movie?.ratingKeys[0] ?? "");
    const reports = [
      await runSync(services, { listOperations: true }),
      await runSync(services, { listOperations: true }),
    ];
    expect(reports.map(({ operations, kept }) => ({ operations, kept: kept.map(({ reason }) => reason) }))).toEqual([
      { operations: [], kept: ["removed-on-plex"] },
      { operations: [], kept: ["removed-on-plex"] },
    ]);
  });

  test("syncs only the field that is asked for", async () => {
    const { services } = await start();
    const report = await runSync(services, { only: ["rating"], listOperations: true });
    expect(new Set(report.operations?.map(({ field }) => field))).toEqual(new Set(["rating"]));
    expect(Object.keys(report.fields)).toEqual(["rating"]);
  });
});
