import { afterAll, beforeAll, describe, expect, test } from "vitest";

import { countRequests } from "./support/count-requests.ts";
import { LARGE, fillLargeHousehold } from "./support/large-household.ts";
import { runSync } from "./support/run-in-process.ts";
import { startServices } from "./support/start-services.ts";
import type { Services } from "./support/start-services.ts";

// 10 000 movies, 1 000 shows, 50 000 episodes; 6 000 movies and 36 000 episodes watched; 2 000 movies rated.
const PLEX_READS = {
  "GET /identity": 1,
  "GET /library/sections": 1,
  // 10 pages of movies, 1 of shows, 1 of rated seasons, 50 of episodes.
  "GET /library/sections/:id/all": 62,
};

describe("requests at 10 000 movies and 50 000 episodes", () => {
  let services: Services;
  beforeAll(async () => {
    services = await startServices();
    fillLargeHousehold(services, LARGE, { seenOn: "both" });
  }, 60_000);
  afterAll(() => services.close());

  test("a first run reads by the page, and the next one asks Trakt once", { timeout: 120_000 }, async () => {
    const first = await runSync(services, { listOperations: true });
    expect(first).toMatchObject({ exitCode: 0, operations: [], requests: { plex: 64, trakt: 44 } });
    expect(countRequests(services.plex.requests)).toEqual(PLEX_READS);
    expect(countRequests(services.trakt.requests)).toEqual({
      "GET /sync/last_activities": 1,
      "GET /users/settings": 1,
      "GET /sync/watched/movies": 24,
      "GET /sync/watched/shows": 10,
      "GET /sync/ratings": 8,
    });

    services.plex.requests.clear();
    services.trakt.requests.clear();
    const second = await runSync(services, { listOperations: true });
    expect(second).toMatchObject({ exitCode: 0, operations: [], requests: { plex: 64, trakt: 1 } });
    expect(countRequests(services.plex.requests)).toEqual(PLEX_READS);
    expect(countRequests(services.trakt.requests)).toEqual({ "GET /sync/last_activities": 1 });
    expect([...services.plex.violations, ...services.trakt.violations]).toEqual([]);
  });
});

describe("requests of a first run that fills an empty Trakt account", () => {
  let services: Services;
  beforeAll(async () => {
    services = await startServices();
    fillLargeHousehold(
      services,
      { ...LARGE, movies: 3000, watchedMovies: 2000, shows: 100, watchedEpisodes: 4000, ratedMovies: 0 },
      { seenOn: "plex" },
    );
  }, 60_000);
  afterAll(() => services.close());

  test("one POST for 500 plays", { timeout: 120_000 }, async () => {
    const report = await runSync(services);
    expect(report).toMatchObject({ exitCode: 0, fields: { watched: { toTrakt: { added: 6000 } } } });
    expect(countRequests(services.trakt.requests)["POST /sync/history"]).toBe(12);
    expect(services.trakt.account.plays()).toHaveLength(6000);
  });
});
