import { afterAll, beforeAll, describe, expect, test } from "vitest";

import { countRequests } from "./support/count-requests.ts";
import { LARGE } from "./support/household-sizes.ts";
import { fillLargeHousehold } from "./support/large-household.ts";
import { overBudget } from "./support/over-budget.ts";
import { REQUEST_BUDGETS } from "./support/request-budgets.ts";
import { runSync } from "./support/run-in-process.ts";
import { startServices } from "./support/start-services.ts";
import type { Services } from "./support/start-services.ts";

const VIP = { trakt: { settings: { vip: true } } };

describe.each(REQUEST_BUDGETS)("requests at $name", ({ size, first, unchanged }) => {
  let services: Services;
  beforeAll(async () => {
    services = await startServices(VIP);
    fillLargeHousehold(services, size, { seenOn: "both" });
  }, 60_000);
  afterAll(() => services.close());

  /** What a run went over its budget by, on either service. */
  const costs = async (budget: (typeof REQUEST_BUDGETS)[number]["first"]): Promise<readonly string[]> => {
    services.plex.requests.clear();
    services.trakt.requests.clear();
    const report = await runSync(services, { listOperations: true });
    expect(report).toMatchObject({ exitCode: 0, operations: [] });
    // What a run says that it cost is what it cost.
    expect(report.requests).toEqual({ plex: services.plex.requests.length, trakt: services.trakt.requests.length });
    return [
      ...overBudget(countRequests(services.plex.requests), budget.plex),
      ...overBudget(countRequests(services.trakt.requests), budget.trakt),
    ];
  };

  test("a first run reads by the page, and the next one asks Trakt once", { timeout: 120_000 }, async () => {
    expect(await costs(first)).toEqual([]);
    expect(await costs(unchanged)).toEqual([]);
    expect([...services.plex.violations, ...services.trakt.violations]).toEqual([]);
  });
});

test("a budget that is not met is told of by its endpoint", () => {
  const budget = { "GET /a": 2, "GET /b": 3, "GET /c": 1 };
  expect(overBudget({ "GET /a": 3, "GET /b": 1, "GET /c": 1, "POST /d": 1 }, budget)).toEqual([
    "GET /a took 3 requests where its budget is 2.",
    "GET /b took 1 request: its budget can go down from 3.",
    "POST /d took 1 request where its budget is 0.",
  ]);
});

describe("requests of a first run that fills an empty Trakt account", () => {
  let services: Services;
  beforeAll(async () => {
    services = await startServices(VIP);
    fillLargeHousehold(
      services,
      { ...LARGE, movies: 3000, watchedMovies: 2000, shows: 100, watchedEpisodes: 4000, ratedMovies: 0 },
      { seenOn: "plex" },
    );
  }, 60_000);
  afterAll(() => services.close());

  test("one POST for 500 plays, for 500 collected titles, for 250 listed ones", { timeout: 120_000 }, async () => {
    const report = await runSync(services);
    expect(report).toMatchObject({
      exitCode: 0,
      fields: {
        watched: { toTrakt: { added: 6000 } },
        collection: { toTrakt: { added: 8000 } },
        watchlist: { toTrakt: { added: 200 } },
      },
    });
    const counts = countRequests(services.trakt.requests);
    expect(counts["POST /sync/history"]).toBe(12);
    expect(counts["POST /sync/collection"]).toBe(16);
    expect(counts["POST /sync/watchlist"]).toBe(1);
    expect(services.trakt.account.plays()).toHaveLength(6000);
    expect(services.trakt.account.collection()).toHaveLength(8000);
    expect(services.trakt.account.watchlist()).toHaveLength(200);
  });
});
