import { afterAll, beforeAll, describe, expect, test } from "vitest";

import { countRequests } from "./support/count-requests.ts";
import { LARGE } from "./support/household-sizes.ts";
import { fillLargeHousehold } from "./support/large-household.ts";
import { runSync } from "./support/run-in-process.ts";
import { startServices } from "./support/start-services.ts";
import type { Services } from "./support/start-services.ts";

// 10 000 movies, 1 000 shows, 50 000 episodes, all collected; 6 000 movies and 36 000 episodes watched; 2 000 movies rated; 200 listed.
const FIRST_READS = {
  // Whose token it is, once.
  "GET /api/v2/user": 1,
  "GET /identity": 1,
  "GET /library/sections": 1,
  // Two pages to see whether the server gives streams of movies and of episodes; with them 20 pages of movies and 100 of episodes; 1 of shows, 1 of rated seasons.
  "GET /library/sections/:id/all": 124,
  "GET /discover/library/sections/watchlist/all": 1,
};
const LATER_READS = {
  "GET /identity": 1,
  "GET /library/sections": 1,
  // 10 pages of movies, 1 of shows, 1 of rated seasons, 50 of episodes.
  "GET /library/sections/:id/all": 62,
  "GET /discover/library/sections/watchlist/all": 1,
};
const VIP = { trakt: { settings: { vip: true } } };

describe("requests at 10 000 movies and 50 000 episodes", () => {
  let services: Services;
  beforeAll(async () => {
    services = await startServices(VIP);
    fillLargeHousehold(services, LARGE, { seenOn: "both" });
  }, 60_000);
  afterAll(() => services.close());

  test("a first run reads by the page, and the next one asks Trakt once", { timeout: 120_000 }, async () => {
    const first = await runSync(services, { listOperations: true });
    expect(first).toMatchObject({ exitCode: 0, operations: [], requests: { plex: 128, trakt: 90 } });
    expect(countRequests(services.plex.requests)).toEqual(FIRST_READS);
    expect(countRequests(services.trakt.requests)).toEqual({
      "GET /sync/last_activities": 1,
      "GET /users/settings": 1,
      "GET /sync/watched/movies": 24,
      "GET /sync/watched/shows": 10,
      "GET /sync/ratings": 8,
      "GET /sync/collection/movies": 40,
      "GET /sync/collection/shows": 4,
      "GET /sync/watchlist/movies/added/asc": 1,
      "GET /sync/watchlist/shows/added/asc": 1,
    });

    services.plex.requests.clear();
    services.trakt.requests.clear();
    const second = await runSync(services, { listOperations: true });
    expect(second).toMatchObject({ exitCode: 0, operations: [], requests: { plex: 65, trakt: 1 } });
    expect(countRequests(services.plex.requests)).toEqual(LATER_READS);
    expect(countRequests(services.trakt.requests)).toEqual({ "GET /sync/last_activities": 1 });
    expect([...services.plex.violations, ...services.trakt.violations]).toEqual([]);
  });
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
