import { describe, expect, test } from "vitest";

import { countRequests } from "./support/count-requests.ts";
import { differences } from "./support/differences.ts";
import { createHousehold } from "./support/household.ts";
import type { Household, Placed } from "./support/household.ts";
import { runSync } from "./support/run-in-process.ts";
import type { Services } from "./support/start-services.ts";
import { useServices } from "./support/use-services.ts";

const start = useServices();
const LISTED = { toPlex: { added: 0, updated: 0, removed: 0 }, toTrakt: { added: 0, updated: 0, removed: 0 } };
const dayOf = (index: number): string => new Date(Date.UTC(2025, 0, 1 + index)).toISOString();

/** Lists titles that no library holds, movies and shows by turns: `plex` first ones on Plex, `trakt` last ones on Trakt. */
function list(household: Household, count: number, on: { readonly plex: number; readonly trakt: number }): void {
  for (let index = 0; index < count; index += 1) {
    const listed = {
      ...(index < on.plex ? { plexListed: dayOf(index) } : {}),
      ...(index >= count - on.trakt ? { traktListed: dayOf(index) } : {}),
    };
    if (index % 2 === 0) household.movie(`Film ${index}`, { copies: 0, ...listed });
    else household.show(`Show ${index}`, { isInLibrary: false, ...listed });
  }
}

/** A person takes a title off. */
const unlistOn = {
  plex: ({ plex }: Services, { discoverKey = "" }: Placed) => plex.discover.watchlist.unlist(discoverKey),
  trakt: ({ trakt }: Services, { type, traktId }: Placed) => trakt.account.unlist(type, traktId),
};

/** A person sees a movie or an episode. */
const viewOn = {
  plex: ({ plex }: Services, { ratingKeys: [key = ""] }: Placed) => plex.person.view(key, Date.parse(VIEWED) / 1000),
  trakt: ({ trakt }: Services, { type, traktId }: Placed) =>
    trakt.account.watch(type === "movie" ? type : "episode", traktId, VIEWED),
};
const VIEWED = "2026-11-01T20:15:00.000Z";

/** Three further runs in which nothing happens. */
async function expectQuiet(services: Services): Promise<void> {
  const before = [services.plex.discover.watchlist.all(), services.trakt.account.watchlist()];
  for (let run = 0; run < 3; run += 1) {
    const report = await runSync(services, { listOperations: true });
    expect(report).toMatchObject({ exitCode: 0, operations: [], kept: [], incomplete: [] });
  }
  expect([services.plex.discover.watchlist.all(), services.trakt.account.watchlist()]).toEqual(before);
}

describe("two watchlists", () => {
  test("are equal after one run: 400 titles here, 300 there, 200 on both", { timeout: 60_000 }, async () => {
    const services = await start({ trakt: { settings: { vip: true } } });
    const household = createHousehold(services);
    list(household, 500, { plex: 400, trakt: 300 });
    expect(await runSync(services)).toMatchObject({
      exitCode: 0,
      held: [],
      fields: { watchlist: { toPlex: { added: 100 }, toTrakt: { added: 200 } } },
    });
    expect(differences(services, household.placed)).toEqual([]);
    expect(services.plex.discover.watchlist.all()).toHaveLength(500);
    expect(countRequests(services.trakt.requests)["POST /sync/watchlist"]).toBe(1);
    expect([...services.plex.violations, ...services.trakt.violations]).toEqual([]);
    await expectQuiet(services);
  });

  test.each(["plex", "trakt"] as const)("lose what is taken off on %s, for good", async (side) => {
    const services = await start();
    const household = createHousehold(services);
    list(household, 20, { plex: 15, trakt: 15 });
    await runSync(services);
    for (const title of household.placed.slice(0, 2)) unlistOn[side](services, title);
    expect(await runSync(services)).toMatchObject({
      exitCode: 0,
      fields: { watchlist: { [side === "plex" ? "toTrakt" : "toPlex"]: { added: 0, removed: 2 } } },
    });
    expect(services.plex.discover.watchlist.all()).toHaveLength(18);
    expect(differences(services, household.placed)).toEqual([]);
    await expectQuiet(services);
  });

  test("cost one request to Plex and one to Trakt while nothing changes", async () => {
    const services = await start({ plex: { guidsInWatchlist: false, discoverPageSize: 20 } });
    list(createHousehold(services), 60, { plex: 60, trakt: 60 });
    await runSync(services);
    services.plex.requests.clear();
    services.trakt.requests.clear();
    expect(await runSync(services, { only: ["watchlist"] })).toMatchObject({ fields: { watchlist: LISTED } });
    const toDiscover = services.plex.requests.filter(({ path }) => path.startsWith("/discover/"));
    expect(toDiscover).toMatchObject([{ path: "/discover/library/sections/watchlist/all", status: 304 }]);
    expect(services.trakt.requests.map(({ path }) => path)).toEqual(["/sync/last_activities"]);
  });

  test("are read to their end when Plex gives twenty titles a page at most", async () => {
    const services = await start({ plex: { discoverPageSize: 20 } });
    const household = createHousehold(services);
    list(household, 90, { plex: 70, trakt: 40 });
    await runSync(services);
    expect(differences(services, household.placed)).toEqual([]);
    expect(services.trakt.account.watchlist()).toHaveLength(90);
    expect(countRequests(services.plex.requests)["GET /discover/library/sections/watchlist/all"]).toBe(4);
    await expectQuiet(services);
  });

  test("are matched by ids that Plex's list leaves out, each read once and remembered", async () => {
    const services = await start({ plex: { guidsInWatchlist: false } });
    const household = createHousehold(services);
    list(household, 30, { plex: 20, trakt: 20 });
    const reads = (): number =>
      services.plex.requests.filter(({ path }) => /^\/discover\/library\/metadata\/[0-9a-f]{24}$/.test(path)).length;
    await runSync(services);
    expect(differences(services, household.placed)).toEqual([]);
    expect(reads()).toBe(20);
    await runSync(services);
    // The ten that were put on the list by the run before are new in it.
    expect(reads()).toBe(30);
    services.plex.discover.watchlist.unlist(household.placed[0]?.discoverKey ?? "");
    await runSync(services);
    expect(reads()).toBe(30);
    await expectQuiet(services);
  });

  test("stay as they are where the direction says so", async () => {
    const services = await start();
    list(createHousehold(services), 4, { plex: 2, trakt: 2 });
    expect(await runSync(services, { only: ["watched", "rating", "collection"] })).toMatchObject({ exitCode: 0 });
    expect(services.plex.requests.filter(({ path }) => path.startsWith("/discover/"))).toEqual([]);
    expect(services.trakt.requests.filter(({ path }) => path.includes("watchlist"))).toEqual([]);
  });
});

describe("a title that is being watched", () => {
  test("is not put on the other list by the same run", async () => {
    const services = await start();
    const household = createHousehold(services);
    const movie = household.movie("Film", {
      plexListed: "2026-01-01T10:00:00.000Z",
      plexSeen: { at: "2026-01-02T20:00:00.000Z" },
    });
    const report = await runSync(services, { listOperations: true });
    expect(report.operations?.map(({ field }) => field)).not.toContain("watchlist");
    expect(report.skipped).toMatchObject([{ field: "watchlist", reason: "being-watched" }]);
    expect(services.trakt.account.watchlist().map(({ traktId }) => traktId)).not.toContain(movie.traktId);
    await runSync(services);
    expect(differences(services, household.placed)).toEqual([]);
    await expectQuiet(services);
  });

  test.each(["plex", "trakt"] as const)(
    "leaves both lists when both services drop what is watched, and they settle in one further run (seen on %s)",
    async (side) => {
      const services = await start({ plex: { dropsWatched: true }, trakt: { dropsWatched: true } });
      const household = createHousehold(services);
      const listed = { plexListed: "2026-01-01T10:00:00.000Z", traktListed: "2026-01-01T10:00:00.000Z" };
      const movie = household.movie("Film", listed);
      const show = household.show("Show", listed);
      const episode = show.episode(1, 1);
      await runSync(services);
      for (const title of [movie, episode]) viewOn[side](services, title);
      await runSync(services);
      await runSync(services);
      expect(services.plex.discover.watchlist.all()).toEqual([]);
      expect(services.trakt.account.watchlist()).toEqual([]);
      expect(differences(services, household.placed)).toEqual([]);
      await expectQuiet(services);
    },
  );
});
