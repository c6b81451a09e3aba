import { setupServer } from "msw/node";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";

import { clientOptions } from "../test/client-options.ts";
import { createPlexServer, paginate } from "./index.ts";
import type { PlexServer } from "./index.ts";
import type { InMemoryPlex } from "./testing/index.ts";
import { createInMemoryPlex } from "./testing/index.ts";

const NOW = 1_795_334_400_000;
const network = setupServer();

beforeAll(() => network.listen({ onUnhandledFrame: "error" }));
afterEach(() => network.resetHandlers());
afterAll(() => network.close());

function start(options: Parameters<typeof createInMemoryPlex>[0] = {}): { plex: InMemoryPlex; server: PlexServer } {
  const plex = createInMemoryPlex({ now: () => NOW, ...options });
  plex.libraries.add({ key: "1", title: "Movies", type: "movie" });
  plex.libraries.add({ key: "2", title: "TV", type: "show", agent: "com.plexapp.agents.hama" });
  network.use(...plex.handlers);
  const server = createPlexServer({ ...clientOptions(), url: "http://plex.test:32400/", token: plex.token });
  return { plex, server };
}

describe("identity", () => {
  it("is asked for without the token", async () => {
    const { plex, server } = start();

    await expect(server.identity()).resolves.toEqual({
      machineIdentifier: plex.machineIdentifier,
      version: "1.43.4.10903-in-memory",
      claimed: true,
    });
    expect(plex.requests).toMatchObject([{ method: "GET", path: "/identity", query: {}, status: 200 }]);
    expect(plex.requests[0]?.headers).toMatchObject({
      accept: "application/json",
      "x-plex-client-identifier": "pakt-7f1c",
      "x-plex-product": "pakt",
      "x-plex-version": "1.2.3",
    });
    expect(plex.requests[0]?.headers).not.toHaveProperty("x-plex-token");
    expect(plex.violations).toEqual([]);
  });
});

describe("items", () => {
  it("lists the movies of a library with their ids, by pages, slim", async () => {
    const { plex, server } = start();
    plex.items.addMovie({
      library: "1",
      guid: "plex://movie/5d776b59ad5437001f79c6f8",
      guids: ["imdb://tt0133093", "tmdb://603"],
      title: "The Matrix",
      year: 1999,
      duration: 8_160_000,
      addedAt: 1_700_000_000,
      viewCount: 2,
      lastViewedAt: 1_760_000_000,
      userRating: 7.5,
      lastRatedAt: 1_760_000_100,
      file: "/media/The Matrix.mkv",
    });

    const page = await server.items({ library: "1", type: "movie" })({ start: 0, size: 500 });

    expect(page).toEqual({
      start: 0,
      totalSize: 1,
      rows: [
        {
          type: "movie",
          ratingKey: "101",
          guid: "plex://movie/5d776b59ad5437001f79c6f8",
          guids: ["imdb://tt0133093", "tmdb://603"],
          title: "The Matrix",
          year: 1999,
          duration: 8_160_000,
          addedAt: 1_700_000_000,
          updatedAt: 1_700_000_000,
          viewCount: 2,
          lastViewedAt: 1_760_000_000,
          userRating: 7.5,
          lastRatedAt: 1_760_000_100,
          librarySectionID: "1",
          media: [{ parts: [{ file: "/media/The Matrix.mkv" }] }],
        },
      ],
    });
    expect(plex.requests).toMatchObject([
      {
        method: "GET",
        path: "/library/sections/1/all",
        query: {
          type: "1",
          includeGuids: "1",
          sort: "addedAt",
          excludeElements: "Role,Genre,Director,Country,Writer,Image,UltraBlurColors,Collection,Field",
          excludeFields: "summary,tagline,art,thumb",
        },
        headers: { "x-plex-container-start": "0", "x-plex-container-size": "500", "x-plex-token": plex.token },
      },
    ]);
    expect(plex.violations).toEqual([]);
  });

  it("walks a library of 2 500 movies in three requests", async () => {
    const { plex, server } = start();
    for (let number = 0; number < 2500; number += 1) plex.items.addMovie({ library: "1" });

    const keys = [];
    for await (const rows of paginate(server.items({ library: "1", type: "movie" }), {
      size: 1000,
      key: (item) => item.ratingKey,
    })) {
      keys.push(...rows.map((row) => row.ratingKey));
    }

    expect(keys).toHaveLength(2500);
    expect(plex.requests).toHaveLength(3);
  });
});

describe("writing", () => {
  it("scrobbles, unscrobbles and rates by rating key", async () => {
    const { plex, server } = start();
    const ratingKey = plex.items.addMovie({ library: "1" });

    await server.scrobble({ ratingKey });
    await server.rate({ ratingKey, rating: 8, ratedAt: new Date("2026-11-01T20:00:00.900Z") });

    expect(plex.items.get(ratingKey)).toMatchObject({
      viewCount: 1,
      lastViewedAt: NOW / 1000,
      userRating: 8,
      lastRatedAt: Date.parse("2026-11-01T20:00:00Z") / 1000,
    });

    await server.unscrobble({ ratingKey });
    await server.rate({ ratingKey, rating: undefined });

    expect(plex.items.get(ratingKey)).not.toHaveProperty("userRating");
    expect(plex.items.get(ratingKey)).toMatchObject({ viewCount: 0 });
    const identifier = "com.plexapp.plugins.library";
    expect(plex.requests.map(({ method, path, query }) => ({ method, path, query }))).toEqual([
      { method: "PUT", path: "/:/scrobble", query: { identifier, key: ratingKey } },
      { method: "PUT", path: "/:/rate", query: { identifier, key: ratingKey, rating: "8", ratedAt: "1793563200" } },
      { method: "PUT", path: "/:/unscrobble", query: { identifier, key: ratingKey } },
      { method: "PUT", path: "/:/rate", query: { identifier, key: ratingKey, rating: "-1" } },
    ]);
    expect(plex.violations).toEqual([]);
  });
});

describe("a mounted in-memory Plex", () => {
  it("answers over real HTTP", async () => {
    const plex = createInMemoryPlex();
    plex.libraries.add({ key: "1", title: "Movies", type: "movie" });
    network.close();
    const mounted = await plex.listen();
    const server = createPlexServer({ ...clientOptions(), url: mounted.url, token: plex.token });

    const libraries = await server.libraries();
    await mounted.close();
    network.listen({ onUnhandledFrame: "error" });

    expect(libraries).toMatchObject([{ key: "1", type: "movie", title: "Movies", agent: "tv.plex.agents.movie" }]);
  });
});
