import type { Fault } from "@pakt/plex-sdk/testing";
import { FIELDS } from "@pakt/sync-core";
import type { Id } from "@pakt/sync-core";
import { createStorage } from "unstorage";
import { describe, expect, test } from "vitest";

import { AT } from "../test/operations.ts";
import { startPlex } from "../test/start-plex.ts";
import type { StartedPlex } from "../test/start-plex.ts";
import { createPlexWatchlistCache } from "./plex-watchlist-cache.ts";
import { readPlexWatchlist } from "./read-plex-watchlist.ts";
import type { WatchlistRead } from "./read-plex-watchlist.ts";
import type { FetchRequest } from "./replica.ts";

const MATRIX = "5d7700000000000000000001";
const WIRE = "5d7700000000000000000002";
const LIST = "/discover/library/sections/watchlist/all";
const DAY_MS = 24 * 3_600_000;
const COMPLETE = { state: "complete" };

/** A movie and a show, both listed at `AT`. */
function start(options: Parameters<typeof startPlex>[0] = {}): StartedPlex {
  const started = startPlex(options);
  const { catalogue, watchlist } = started.plex.discover;
  catalogue.add({ type: "movie", ratingKey: MATRIX, title: "The Matrix", year: 1999, guids: ["tmdb://603"] });
  catalogue.add({ type: "show", ratingKey: WIRE, title: "The Wire", guids: ["tvdb://79126", "tmdb://1438"] });
  for (const key of [MATRIX, WIRE]) watchlist.list(key, Date.parse(AT) / 1000);
  return started;
}

function read(
  { parts: { discover, caches, clock } }: Pick<StartedPlex, "parts">,
  request: Partial<FetchRequest> = {},
): Promise<WatchlistRead> {
  return readPlexWatchlist(
    { discover, cache: caches.watchlist, clock },
    { fields: FIELDS, fresh: new Set(), ...request },
  );
}

function asked({ plex: { requests } }: StartedPlex): readonly string[] {
  const paths = requests.map(({ path, status }) => `${path.replace("/discover/library/", "")} ${status ?? ""}`.trim());
  requests.clear();
  return paths;
}

const idsOf = ({ items }: WatchlistRead): readonly (readonly Id[])[] => items.map(({ ids }) => ids);

describe("readPlexWatchlist", () => {
  test("gives what is listed with its ids, its date and the key to take it off again", async () => {
    const started = start();
    expect(await read(started)).toEqual({
      read: COMPLETE,
      items: [
        {
          type: "show",
          ids: ["tmdb:1438", "tvdb:79126", `plex:${WIRE}`],
          title: "The Wire",
          watchlist: { keys: [WIRE], at: AT },
        },
        {
          type: "movie",
          ids: ["tmdb:603", `plex:${MATRIX}`],
          title: "The Matrix",
          year: 1999,
          watchlist: { keys: [MATRIX], at: AT },
        },
      ],
    });
    expect(asked(started)).toEqual(["sections/watchlist/all 200"]);
  });

  test("does without dates", async () => {
    const { items } = await read(start({ watchlistedAtInLists: false }));
    expect(items.map(({ watchlist }) => watchlist)).toEqual([{ keys: [WIRE] }, { keys: [MATRIX] }]);
  });

  test("asks for nothing when the watchlist is not synced", async () => {
    const started = start();
    expect(await read(started, { fields: ["watched", "rating", "collection"] })).toEqual({
      items: [],
      read: { state: "off" },
    });
    expect(asked(started)).toEqual([]);
  });

  test("an empty list is complete", async () => {
    expect(await read(startPlex())).toEqual({ items: [], read: COMPLETE });
  });

  test("tells how long the list is", async () => {
    const progress: unknown[] = [];
    await read(start(), { onProgress: (step) => progress.push(step) });
    expect(progress).toEqual([{ what: "titles on the watchlist", done: 2, total: 2 }]);
  });
});

describe("readPlexWatchlist, the second time", () => {
  test("costs one request when nothing changed, and says the same", async () => {
    const started = start();
    const first = await read(started);
    asked(started);
    expect(await read(started)).toEqual(first);
    expect(asked(started)).toEqual(["sections/watchlist/all 304"]);
  });

  test("reads a list that changed", async () => {
    const started = start();
    await read(started);
    started.plex.discover.watchlist.unlist(WIRE);
    asked(started);
    expect(idsOf(await read(started))).toEqual([["tmdb:603", `plex:${MATRIX}`]]);
    expect(asked(started)).toEqual(["sections/watchlist/all 200"]);
  });

  test("reads the list itself where it must be fresh", async () => {
    const started = start();
    await read(started);
    asked(started);
    expect(await read(started, { fresh: new Set(["watchlist"]) })).toMatchObject({ read: COMPLETE });
    expect(asked(started)).toEqual(["sections/watchlist/all 200"]);
  });

  test("reads the list itself when what is remembered of it is broken: it is not an empty one", async () => {
    const started = start();
    const storage = createStorage();
    const watchlist = createPlexWatchlistCache(storage, "default", "token");
    const parts = { ...started.parts, caches: { ...started.parts.caches, watchlist } };
    const first = await read({ parts });
    const key = "cache:default:plex-watchlist.json";
    const text = (await storage.getItemRaw<string>(key)) ?? "";
    await storage.setItemRaw(key, text.replace('"titles"', '"others"'));
    asked(started);
    expect(await read({ parts })).toEqual(first);
    expect(asked(started)).toEqual(["sections/watchlist/all 200"]);
  });

  test("reads the list each time where Plex sends no tag with it", async () => {
    const started = start();
    started.plex.intercept(({ path, phase }) =>
      phase === "after" && path === LIST
        ? {
            kind: "status",
            status: 200,
            contentType: "application/json",
            body: '{"MediaContainer":{"size":0,"totalSize":0}}',
          }
        : undefined,
    );
    for (let run = 1; run <= 2; run += 1) expect(await read(started)).toEqual({ items: [], read: COMPLETE });
    expect(asked(started)).toEqual(["sections/watchlist/all 200", "sections/watchlist/all 200"]);
  });
});

describe("readPlexWatchlist, where the list gives no ids", () => {
  test("reads each title once, in whichever run", async () => {
    const started = start({ guidsInWatchlist: false });
    expect(idsOf(await read(started))).toEqual([
      ["tmdb:1438", "tvdb:79126", `plex:${WIRE}`],
      ["tmdb:603", `plex:${MATRIX}`],
    ]);
    expect(asked(started).toSorted()).toEqual([
      `metadata/${MATRIX} 200`,
      `metadata/${WIRE} 200`,
      "sections/watchlist/all 200",
    ]);
    started.plex.discover.watchlist.unlist(WIRE);
    expect(idsOf(await read(started))).toEqual([["tmdb:603", `plex:${MATRIX}`]]);
    expect(asked(started)).toEqual(["sections/watchlist/all 200"]);
    expect(idsOf(await read(started))).toEqual([["tmdb:603", `plex:${MATRIX}`]]);
    expect(asked(started)).toEqual(["sections/watchlist/all 304"]);
  });

  test("a title that is listed and gone from the catalogue has its key alone", async () => {
    const started = start({ guidsInWatchlist: false });
    started.plex.discover.catalogue.remove(WIRE);
    const list = await read(started);
    expect(list.read).toEqual(COMPLETE);
    expect(idsOf(list)).toEqual([[`plex:${WIRE}`], ["tmdb:603", `plex:${MATRIX}`]]);
  });

  test("a title without ids is asked for again after 1, 3, 7 and 30 days, also while the list stays as it is", async () => {
    const started = start({ guidsInWatchlist: false });
    const { catalogue } = started.plex.discover;
    catalogue.remove(WIRE);
    catalogue.add({ type: "show", ratingKey: WIRE, title: "The Wire" });
    await read(started);
    const reads: string[] = [];
    for (let day = 1; day <= 41; day += 1) {
      asked(started);
      started.clock.advance(DAY_MS);
      await read(started);
      if (asked(started).includes(`metadata/${WIRE} 200`)) reads.push(`day ${day}`);
    }
    expect(reads).toEqual(["day 1", "day 4", "day 11", "day 41"]);
  });

  test("is not asked for again each time the list changes", async () => {
    const started = start({ guidsInWatchlist: false });
    started.plex.discover.catalogue.remove(WIRE);
    await read(started);
    started.plex.discover.watchlist.unlist(MATRIX);
    asked(started);
    expect(idsOf(await read(started))).toEqual([[`plex:${WIRE}`]]);
    expect(asked(started)).toEqual(["sections/watchlist/all 200"]);
  });

  test("a title that was not there once has its ids a day later, from then on without a request", async () => {
    const started = start({ guidsInWatchlist: false });
    started.plex.intercept(({ path, phase }) =>
      phase === "before" && path.endsWith(WIRE) ? { kind: "status", status: 404 } : undefined,
    );
    expect(idsOf(await read(started))[0]).toEqual([`plex:${WIRE}`]);
    started.plex.intercept();
    started.clock.advance(DAY_MS);
    const ids = ["tmdb:1438", "tvdb:79126", `plex:${WIRE}`];
    asked(started);
    expect(idsOf(await read(started))[0]).toEqual(ids);
    expect(asked(started)).toEqual(["sections/watchlist/all 304", `metadata/${WIRE} 200`]);
    expect(idsOf(await read(started))[0]).toEqual(ids);
    expect(asked(started)).toEqual(["sections/watchlist/all 304"]);
  });

  test("is partial when a title cannot be read, keeps what it read, and remembers no list", async () => {
    const started = start({ guidsInWatchlist: false });
    started.plex.intercept(({ path, phase }) =>
      phase === "before" && path.endsWith(WIRE) ? { kind: "status", status: 503 } : undefined,
    );
    const partial = await read(started);
    expect(partial.read).toEqual({
      state: "partial",
      reason: "the ids of some titles on the Plex watchlist could not be read",
    });
    expect(idsOf(partial)).toEqual([[`plex:${WIRE}`], ["tmdb:603", `plex:${MATRIX}`]]);
    started.plex.intercept();
    asked(started);
    expect((await read(started)).read).toEqual(COMPLETE);
    expect(asked(started)).toEqual(["sections/watchlist/all 200", `metadata/${WIRE} 200`]);
  });
});

describe("readPlexWatchlist, when it cannot be read", () => {
  test.each<[string, Fault, string]>([
    ["is under maintenance", { kind: "status", status: 503 }, "Plex is starting up"],
    ["gives half an answer", { kind: "half-json" }, "Plex sent an answer"],
    ["cuts the connection", { kind: "reset" }, "Plex could not be reached"],
    [
      "does not accept the token",
      { kind: "status", status: 401 },
      "Plex does not show the watchlist to this token: it must be the account's",
    ],
  ])("fails with the reason, and stops nothing else, when Plex %s", async (_, fault, reason) => {
    const started = start();
    started.plex.intercept(({ phase }) => (phase === "before" ? fault : undefined));
    expect(await read(started)).toEqual({
      items: [],
      read: { state: "failed", reason: expect.stringContaining(reason) },
    });
  });

  test("is no shorter list when rows are missing", async () => {
    const started = start();
    started.plex.intercept(({ path, phase }) =>
      phase === "after" && path === LIST
        ? { kind: "json", transform: () => ({ MediaContainer: { size: 0, totalSize: 5, Metadata: [] } }) }
        : undefined,
    );
    expect(await read(started)).toMatchObject({ items: [], read: { state: "failed" } });
  });

  test("fails when the token stops being good on the way", async () => {
    const started = start({ guidsInWatchlist: false });
    started.plex.intercept(({ path, phase }) =>
      phase === "before" && path !== LIST ? { kind: "status", status: 401 } : undefined,
    );
    expect(await read(started)).toMatchObject({ items: [], read: { state: "failed" } });
  });

  test.each([
    ["before", { guidsInWatchlist: true }, true],
    ["between the list and the titles", { guidsInWatchlist: false }, false],
  ])("ends without an answer when it is aborted %s", async (_, options, isBefore) => {
    const started = start(options);
    const stop = new AbortController();
    started.plex.intercept(({ phase }) => {
      if (phase === "after") stop.abort();
      return undefined;
    });
    const signal = isBefore ? AbortSignal.abort() : stop.signal;
    await expect(read(started, { signal })).rejects.toMatchObject({ code: "aborted" });
  });

  test("passes on what is no failure of Plex", async () => {
    const started = start();
    const { discover, caches } = started.parts;
    const broken = { ...discover, watchlist: () => Promise.reject(new TypeError("a bug")) };
    await expect(read({ parts: { ...started.parts, discover: broken, caches } })).rejects.toThrow(TypeError);
  });
});
