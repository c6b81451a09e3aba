import type { Field } from "@pakt/sync-core";
import { createStorage } from "unstorage";
import { describe, expect, test } from "vitest";

import { AT } from "../test/operations.ts";
import { breakTrakt, startTrakt, status } from "../test/start-trakt.ts";
import type { StartedTrakt } from "../test/start-trakt.ts";
import type { ListRead } from "./read-trakt-list.ts";
import { readCollection, readWatchlist, watchlistKey } from "./read-trakt-library.ts";
import type { FetchRequest } from "./replica.ts";
import { createTraktCache } from "./trakt-cache.ts";

const METADATA = { media_type: "digital", resolution: "hd_1080p", audio: "aac", audio_channels: "2.0" } as const;
const QUALITY = { resolution: "1080p", audio: "aac", channels: "2.0" };
const COMPLETE = { state: "complete" };
const OFF = { state: "off" };

interface Started extends StartedTrakt {
  readonly collection: (request?: Partial<FetchRequest>) => Promise<ListRead>;
  readonly watchlist: (request?: Partial<FetchRequest> & { readonly isCounted?: boolean }) => Promise<ListRead>;
  /** The paths of lists that were asked for since the last call, sorted. */
  readonly asked: () => readonly string[];
}

/** Movie 1, collected and listed; show 10, listed, with season 301 and episodes 401 and 402, collected. */
function start(options: Parameters<typeof startTrakt>[0] = {}): Started {
  const started = startTrakt(options);
  const { service, trakt } = started;
  const { catalogue, account } = service;
  catalogue.addMovie({ ids: { trakt: 1, tmdb: 949 }, title: "Heat", year: 1995 });
  const episodes = [1, 2].map((number) => ({ number, ids: { trakt: 400 + number } }));
  catalogue.addShow({
    ids: { trakt: 10, tvdb: 210 },
    title: "Harbour",
    seasons: [{ number: 1, ids: { trakt: 301 }, episodes }],
  });
  account.collect("movie", 1, { at: AT, metadata: METADATA });
  for (const id of [401, 402]) account.collect("episode", id, { at: AT, metadata: METADATA });
  account.list("movie", 1, AT);
  account.list("show", 10, AT);
  const context = { trakt, cache: createTraktCache(createStorage(), "default"), lineage: "sign-in" };
  const base = { fresh: new Set<Field>(), fields: ["collection", "watchlist"] as const };
  return {
    ...started,
    collection: async (request = {}) =>
      readCollection(context, await trakt.sync.lastActivities(), { ...base, ...request }),
    watchlist: async ({ isCounted = false, ...request } = {}) =>
      readWatchlist(context, await trakt.sync.lastActivities(), { ...base, ...request }, { isCounted }),
    asked: () => {
      const paths = service.requests.map(({ path }) => path).filter((path) => path !== "/sync/last_activities");
      service.requests.clear();
      return paths.toSorted();
    },
  };
}

const BOTH = ["/sync/collection/movies", "/sync/collection/shows"];

describe("readCollection", () => {
  test("gives movies and episodes with their quality, and counts each of them", async () => {
    const { collection } = start();
    const show = { ids: ["trakt:10", "tvdb:210"], title: "Harbour" };
    const episode = { type: "episode", ids: [], title: "", show, season: 1, collection: { at: AT, quality: QUALITY } };
    expect(await collection()).toEqual({
      read: COMPLETE,
      rows: 3,
      items: [
        {
          type: "movie",
          ids: ["trakt:1", "tmdb:949"],
          title: "Heat",
          year: 1995,
          collection: { at: AT, quality: QUALITY },
        },
        { ...episode, number: 1 },
        { ...episode, number: 2 },
      ],
    });
  });

  test("asks for metadata, and for pages as large as Trakt gives them", async () => {
    const { service, collection } = start();
    await collection();
    expect(service.requests.slice(1)).toMatchObject(
      BOTH.map((path) => ({ path, query: { page: "1", limit: "250", extended: "metadata" } })),
    );
  });

  test.each<[string, unknown, object]>([
    ["is null", null, {}],
    ["is no object", "4k", {}],
    ["has values of tomorrow", { resolution: "uhd_16k", hdr: "hdr20", audio: "telepathy", audio_channels: "99.9" }, {}],
    ["says 3D by a number", { "3d": 1, resolution: "hd_720p" }, { is3d: true, resolution: "720p" }],
    ["says 3D by a word", { "3d": true }, { is3d: true }],
    ["says that it is not 3D", { "3d": false }, {}],
    ["says that it is not 3D by a number", { "3d": 0 }, {}],
    ["says nothing of 3D", { "3d": null }, {}],
    ["says something else of 3D", { "3d": "sbs" }, {}],
  ])("reads a row of which the metadata %s", async (_, metadata, quality) => {
    const { service, collection } = start();
    service.account.uncollect("episode", 401);
    service.account.uncollect("episode", 402);
    const transform = (rows: unknown): unknown => (rows as object[]).map((row) => ({ ...row, metadata }));
    breakTrakt(service, { method: "GET", path: "/sync/collection/movies" }, { kind: "json", transform }, "after");
    const { items, read } = await collection();
    expect(read).toEqual(COMPLETE);
    expect(items.map((item) => item.collection)).toEqual([{ at: AT, quality }]);
  });

  test("takes an entry of a kind that is not known for one that a person made", async () => {
    const { service, collection } = start();
    const transform = (rows: unknown): unknown =>
      (rows as object[]).map((row) => ({ ...row, metadata: { media_type: "hologram" } }));
    breakTrakt(service, { method: "GET", path: "/sync/collection/movies" }, { kind: "json", transform }, "after");
    const { items } = await collection();
    expect(items[0]?.collection).toEqual({ at: AT, quality: {}, isPhysical: true });
  });

  test("costs nothing when nothing changed, and says the same", async () => {
    const { asked, collection } = start();
    const first = await collection();
    asked();
    expect(await collection()).toEqual(first);
    expect(asked()).toEqual([]);
  });

  test.each([
    ["a movie", "movie", 1, "/sync/collection/movies"],
    ["an episode", "episode", 402, "/sync/collection/shows"],
  ] as const)("reads one list anew when %s was taken out", async (_, type, id, path) => {
    const { service, clock, asked, collection } = start();
    await collection();
    asked();
    clock.advance(60_000);
    service.account.uncollect(type, id);
    expect((await collection()).rows).toBe(2);
    expect(asked()).toEqual([path]);
  });

  test("reads both lists anew where they must be fresh", async () => {
    const { asked, collection } = start();
    await collection();
    asked();
    await collection({ fresh: new Set(["collection"]) });
    expect(asked()).toEqual(BOTH);
  });

  test("asks for nothing when the collection is not synced", async () => {
    const { asked, collection } = start();
    expect(await collection({ fields: ["watchlist"] })).toEqual({ items: [], read: OFF });
    expect(asked()).toEqual([]);
  });

  test("is partial when one of the lists failed, and does not count", async () => {
    const { service, collection } = start();
    breakTrakt(service, { method: "GET", path: "/sync/collection/shows" }, status(503));
    const { items, read, rows } = await collection();
    expect(read).toMatchObject({
      state: "partial",
      reason: expect.stringContaining("the collected shows: "),
    });
    expect({ rows, titles: items.map(({ title }) => title) }).toEqual({ rows: undefined, titles: ["Heat"] });
  });

  test("fails when both failed", async () => {
    const { service, collection } = start();
    service.intercept(({ path, phase }) => (phase === "before" && BOTH.includes(path) ? status(503) : undefined));
    expect(await collection()).toMatchObject({ items: [], read: { state: "failed" } });
  });

  test("ends when it is aborted", async () => {
    const { collection } = start();
    await expect(collection({ signal: AbortSignal.abort() })).rejects.toMatchObject({ code: "aborted" });
  });
});

describe("readWatchlist", () => {
  test("gives movies and shows, and asks by type: without one they come in the person's order", async () => {
    const { asked, watchlist } = start();
    expect(await watchlist()).toEqual({
      read: COMPLETE,
      rows: 2,
      items: [
        { type: "movie", ids: ["trakt:1", "tmdb:949"], title: "Heat", year: 1995, watchlist: { at: AT } },
        { type: "show", ids: ["trakt:10", "tvdb:210"], title: "Harbour", watchlist: { at: AT } },
      ],
    });
    expect(asked()).toEqual(["/sync/watchlist/movies/added/asc", "/sync/watchlist/shows/added/asc"]);
  });

  test("counts seasons and episodes too where there is a limit, and gives none of them", async () => {
    const { service, asked, watchlist } = start();
    service.account.list("season", 301, AT);
    service.account.list("episode", 401, AT);
    const { items, rows } = await watchlist({ isCounted: true });
    expect({ rows, types: items.map(({ type }) => type) }).toEqual({ rows: 4, types: ["movie", "show"] });
    expect(asked()).toEqual(
      ["episodes", "movies", "seasons", "shows"].map((type) => `/sync/watchlist/${type}/added/asc`),
    );
  });

  test("is complete when only what is counted could not be read, and does not count", async () => {
    const { service, watchlist } = start();
    breakTrakt(service, { method: "GET", path: "/sync/watchlist/seasons/added/asc" }, status(503));
    const { items, read, rows } = await watchlist({ isCounted: true });
    expect({ read, rows, titles: items.length }).toEqual({ read: COMPLETE, rows: undefined, titles: 2 });
  });

  test("is partial when a list of titles failed", async () => {
    const { service, watchlist } = start();
    breakTrakt(service, { method: "GET", path: "/sync/watchlist/shows/added/asc" }, status(503));
    const { items, read, rows } = await watchlist();
    expect(read).toMatchObject({ state: "partial", reason: expect.stringContaining("the shows on the watchlist") });
    expect({ rows, titles: items.map(({ title }) => title) }).toEqual({ rows: undefined, titles: ["Heat"] });
  });

  test("costs nothing when nothing changed, and is read anew when it did", async () => {
    const { service, clock, asked, watchlist } = start();
    const first = await watchlist();
    asked();
    expect(await watchlist()).toEqual(first);
    expect(asked()).toEqual([]);
    clock.advance(60_000);
    service.account.unlist("movie", 1);
    expect((await watchlist()).items.map(({ title }) => title)).toEqual(["Harbour"]);
  });

  test("asks for nothing when the watchlist is not synced", async () => {
    const { asked, watchlist } = start();
    expect(await watchlist({ fields: ["collection"], isCounted: true })).toEqual({ items: [], read: OFF });
    expect(asked()).toEqual([]);
  });

  test("ends when it is aborted", async () => {
    const { watchlist } = start();
    await expect(watchlist({ signal: AbortSignal.abort() })).rejects.toMatchObject({ code: "aborted" });
  });
});

describe("watchlistKey", () => {
  const listed = { id: 7, listed_at: AT };
  const show = { title: "Harbour", ids: { trakt: 10 } };

  test.each([
    ["movie:1", { ...listed, type: "movie", movie: { ids: { trakt: 1 } } }],
    ["show:10", { ...listed, type: "show", show }],
    ["season:301", { ...listed, type: "season", season: { number: 1, ids: { trakt: 301 } }, show }],
    ["episode:401", { ...listed, type: "episode", episode: { season: 1, number: 1, ids: { trakt: 401 } }, show }],
  ] as const)("is %s for that row", (key, row) => {
    expect(watchlistKey(row)).toBe(key);
  });
});
