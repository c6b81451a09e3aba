import { readdir, readFile, stat } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, test } from "vitest";

import { openConnectedHome } from "../test/open-connected-home.ts";
import type { ConnectedHome } from "../test/open-connected-home.ts";
import { AT } from "../test/operations.ts";
import { sync } from "./sync.ts";
import type { SyncEvent } from "./sync-event.ts";

/** Movie 1 was seen on Plex, movie 2 on Trakt, and movie 3 was rated on Plex. */
async function start(options: Parameters<typeof openConnectedHome>[0] = {}): Promise<ConnectedHome> {
  const connected = await openConnectedHome(options);
  const { plex, trakt } = connected;
  const epoch = Date.parse(AT) / 1000;
  const states = [{ viewCount: 1, lastViewedAt: epoch }, {}, { userRating: 8, lastRatedAt: epoch }];
  for (const [index, state] of states.entries()) {
    const number = index + 1;
    trakt.catalogue.addMovie({ ids: { trakt: number, tmdb: 100 + number }, title: `Movie ${number}` });
    plex.items.addMovie({
      library: "1",
      ratingKey: String(number),
      title: `Movie ${number}`,
      guids: [`tmdb://${100 + number}`],
      ...state,
    });
  }
  trakt.account.watch("movie", 2, AT);
  return connected;
}

const writesOf = ({ plex, trakt }: ConnectedHome): readonly string[] =>
  [...plex.requests, ...trakt.requests].flatMap(({ method, path }) => (method === "GET" ? [] : [`${method} ${path}`]));

describe("sync", () => {
  test("makes both sides the same, and says what it did", async () => {
    const connected = await start();
    const report = await sync(connected.home);
    expect(report).toMatchObject({
      fields: {
        watched: { toPlex: { added: 1 }, toTrakt: { added: 1 } },
        rating: { toPlex: { added: 0 }, toTrakt: { added: 1 } },
        collection: { toPlex: { added: 0 }, toTrakt: { added: 3 } },
        watchlist: { toPlex: { added: 0 }, toTrakt: { added: 0 } },
      },
      exitCode: 0,
    });
    expect(writesOf(connected).toSorted()).toEqual([
      "POST /sync/collection",
      "POST /sync/history",
      "POST /sync/ratings",
      "PUT /:/scrobble",
    ]);
    expect(report.requests).toEqual({ plex: connected.plex.requests.length, trakt: connected.trakt.requests.length });
  });

  test("tells of its phases, its reads, its plan and its writes as they come", async () => {
    const { home } = await start();
    const events: SyncEvent[] = [];
    await sync(home, { onEvent: (event) => events.push(event) });
    const steps = events.flatMap((event) => {
      if (event.type === "phase-start" || event.type === "phase-end") return [`${event.type} ${event.phase}`];
      return event.type === "plan-ready" ? [event.type] : [];
    });
    expect(steps).toEqual([
      "phase-start fetch",
      "phase-end fetch",
      "phase-start index",
      "phase-end index",
      "phase-start compare",
      "plan-ready",
      "phase-end compare",
      "phase-start apply",
      "phase-end apply",
    ]);
    expect(events).toContainEqual({ type: "fetch-progress", side: "plex", what: "movies of Movies", done: 3 });
    expect(events).toContainEqual({ type: "plan-ready", toPlex: 1, toTrakt: 5, held: 0, conflicts: 0 });
    expect(events).toContainEqual({ type: "apply-progress", side: "trakt", done: 5, applied: 5, total: 5 });
  });

  test("has the plan and the announcement of a play on disk before the play is sent", async () => {
    const { home, trakt } = await start();
    const journal = join(home.folder, "state/default/journal");
    let whenSent: readonly string[] = [];
    trakt.intercept(async ({ phase, method, path }) => {
      if (phase === "before" && method === "POST" && path === "/sync/history") whenSent = await readAll(journal);
      return undefined;
    });
    await sync(home);
    expect(whenSent.filter((text) => text.includes('"plan":'))).toHaveLength(1);
    expect(whenSent.filter((text) => text.includes('"intent"') && text.includes("tmdb:101"))).not.toEqual([]);
    expect(await readAll(journal)).toEqual([]);
  });

  test("writes nothing in a dry run, and lists what the next run applies", async () => {
    const connected = await start();
    const dry = await sync(connected.home, { dryRun: true });
    expect(writesOf(connected)).toEqual([]);
    expect(await readdir(join(connected.home.folder, "state")).then((names) => names.toSorted())).toEqual([
      "client-identifier",
      "plex-account-default.json",
    ]);
    const real = await sync(connected.home, { listOperations: true });
    expect(real.operations).toEqual(dry.operations);
    expect(real.fields).toEqual(dry.fields);
  });

  test("leaves the fields alone that were not asked for", async () => {
    const connected = await start();
    const report = await sync(connected.home, { only: ["rating"] });
    expect(Object.keys(report.fields)).toEqual(["rating"]);
    expect(writesOf(connected)).toEqual(["POST /sync/ratings"]);
  });

  test("leaves the state file alone when a run changed nothing", async () => {
    const { home, clock, trakt } = await start();
    await sync(home);
    const path = join(home.folder, "state/default/state.json");
    clock.advance(60_000);
    await sync(home);
    const before = { text: await readFile(path, "utf8"), at: (await stat(path)).mtimeMs };
    clock.advance(60_000);
    trakt.requests.clear();
    const report = await sync(home);
    expect({ text: await readFile(path, "utf8"), at: (await stat(path)).mtimeMs }).toEqual(before);
    expect(trakt.requests.map(({ path: asked }) => asked)).toEqual(["/sync/last_activities"]);
    expect(report).toMatchObject({ exitCode: 0, requests: { trakt: 1 } });
  });

  test("interrupted before the first write, it ends as interrupted and has written nothing", async () => {
    const connected = await start();
    const stop = new AbortController();
    const onEvent = (event: SyncEvent): void => {
      if (event.type === "plan-ready") stop.abort();
    };
    await expect(sync(connected.home, { onEvent, signal: stop.signal })).rejects.toMatchObject({ code: "interrupted" });
    expect(writesOf(connected)).toEqual([]);
  });

  test("interrupted during a write, it finishes that one, keeps what it did, and the next run does the rest", async () => {
    const connected = await start();
    const { home, trakt, plex } = connected;
    const stop = new AbortController();
    trakt.intercept(({ phase, method }) => {
      if (phase === "before" && method === "POST") stop.abort();
      return undefined;
    });
    const report = await sync(home, { signal: stop.signal });
    expect(report).toMatchObject({ fields: { watched: { toTrakt: { added: 1 } } }, exitCode: 3 });
    expect(report.failed).toContainEqual(
      expect.objectContaining({ field: "rating", title: "Movie 3", message: "not sent: the run was interrupted" }),
    );
    trakt.intercept();
    expect(await sync(home)).toMatchObject({
      fields: { watched: { toTrakt: { added: 0 } }, rating: { toTrakt: { added: 1 } } },
      exitCode: 0,
    });
    expect(trakt.account.plays().map(({ traktId }) => traktId)).toEqual([2, 1]);
    expect(plex.scrobbles).toEqual(["2"]);
  });

  test("a play that Trakt's list does not show yet is read again by the next run, and not sent again", async () => {
    const connected = await start();
    const { home, clock, trakt } = connected;
    // The first read after the write shows the list as it was before.
    trakt.intercept(({ phase, path }) => {
      const isWritten = trakt.account.plays().some(({ traktId }) => traktId === 1);
      if (phase !== "after" || path !== "/sync/watched/movies" || !isWritten) return undefined;
      return {
        kind: "json",
        transform: (rows) => (Array.isArray(rows) ? rows.filter(({ movie }) => movie.ids.trakt !== 1) : rows),
        headers: { "x-pagination-item-count": "1" },
      };
    });
    await sync(home);
    trakt.requests.clear();
    clock.advance(60_000);
    await sync(home);
    expect(trakt.requests.map(({ path }) => path)).toContain("/sync/watched/movies");
    expect(trakt.account.plays().map(({ traktId }) => traktId)).toEqual([2, 1]);
  });

  test.each([
    ["collection", "POST /sync/collection"],
    ["watched", "POST /sync/history"],
    ["rating", "POST /sync/ratings"],
  ] as const)("does not sync %s when its direction is off, and says so of nothing else", async (field, write) => {
    const config = JSON.stringify({ version: 1, fields: { [field]: { direction: "off" } } });
    const connected = await start({ files: { "config.json": config } });
    const report = await sync(connected.home);
    expect(report).toMatchObject({ exitCode: 0, incomplete: [] });
    expect(Object.keys(report.fields)).not.toContain(field);
    expect(writesOf(connected)).not.toContain(write);
    expect(writesOf(connected).length).toBeGreaterThan(1);
  });

  test("asks nothing of a field that is off, even by name", async () => {
    const config = JSON.stringify({ version: 1, fields: { watchlist: { direction: "off" } } });
    const { home, plex, trakt } = await start({ files: { "config.json": config } });
    await sync(home, { only: ["watchlist"] });
    const paths = [...plex.requests, ...trakt.requests].map(({ path }) => path);
    expect(paths.filter((path) => path.includes("watchlist"))).toEqual([]);
  });

  test("keeps both watchlists the same, and a second run has nothing to do", async () => {
    const connected = await start();
    const { home, plex, trakt, clock } = connected;
    const [wanted, listed] = [1, 3].map((number) =>
      plex.discover.catalogue.add({ type: "movie", guids: [`tmdb://${100 + number}`] }),
    );
    plex.discover.watchlist.list(listed ?? "");
    trakt.account.list("movie", 1, AT);
    const config = { only: ["watchlist"] } as const;
    expect(await sync(home, config)).toMatchObject({
      fields: { watchlist: { toPlex: { added: 1 }, toTrakt: { added: 1 } } },
      exitCode: 0,
    });
    const onPlex = plex.discover.watchlist.all().map(({ ratingKey }) => ratingKey);
    expect(new Set(onPlex)).toEqual(new Set([wanted, listed]));
    expect(trakt.account.watchlist().map(({ traktId }) => traktId)).toEqual([1, 3]);
    for (const { requests } of [plex, trakt]) requests.clear();
    clock.advance(60_000);
    await sync(home, config);
    expect(writesOf(connected)).toEqual([]);
  });

  test("a wish whose answer was lost is ours when a later run finds it, though the run between could not read the list", async () => {
    const connected = await start();
    const { home, plex, trakt, clock } = connected;
    // The key by which the library knows movie 3.
    const ratingKey = "3".padStart(24, "0");
    plex.discover.catalogue.add({ type: "movie", ratingKey, guids: ["tmdb://103"] });
    trakt.account.list("movie", 3, AT);
    let isListReadable = true;
    plex.intercept(({ path, phase }) => {
      if (path.endsWith("/addToWatchlist") && phase === "after") {
        isListReadable = false;
        return { kind: "reset" };
      }
      return path.endsWith("/watchlist/all") && !isListReadable ? { kind: "status", status: 503 } : undefined;
    });
    expect(await sync(home)).toMatchObject({ exitCode: 3, unknown: [expect.objectContaining({ field: "watchlist" })] });
    clock.advance(3_600_000);
    await sync(home);
    plex.intercept();
    // The person has seen to it meanwhile: what Plex has is what we wrote, and no wish of theirs.
    trakt.account.unlist("movie", 3);
    clock.advance(3_600_000);
    await sync(home, { allowRemovals: { watchlist: 1 } });
    expect(plex.discover.watchlist.all()).toEqual([]);
    expect(trakt.account.watchlist()).toEqual([]);
  });

  test("a run of the watchlist alone reads no library, and leaves to the next what it knows of files", async () => {
    const connected = await start();
    const { home, plex, clock } = connected;
    await sync(home);
    clock.advance(60_000);
    await sync(home);
    const key = plex.discover.catalogue.add({ type: "movie", guids: ["tmdb://101"] });
    plex.discover.watchlist.list(key);
    for (const { requests } of [plex, connected.trakt]) requests.clear();
    clock.advance(60_000);
    expect(await sync(home, { only: ["watchlist"] })).toMatchObject({ exitCode: 0 });
    expect(plex.requests.map(({ path }) => path).toSorted()).toEqual([
      "/discover/library/sections/watchlist/all",
      "/identity",
      "/library/sections",
    ]);
    expect(writesOf(connected)).toEqual(["POST /sync/watchlist"]);
    clock.advance(60_000);
    await sync(home);
    expect(writesOf(connected)).toEqual(["POST /sync/watchlist"]);
  });

  test("a watchlist that Plex does not show to this token stops nothing else", async () => {
    const connected = await start();
    connected.plex.intercept(({ path, phase }) =>
      phase === "before" && path.startsWith("/discover/") ? { kind: "status", status: 401 } : undefined,
    );
    connected.trakt.account.list("movie", 1, AT);
    const report = await sync(connected.home);
    expect(report).toMatchObject({
      exitCode: 3,
      fields: {
        watched: { toPlex: { added: 1 } },
        watchlist: { toPlex: { added: 0, removed: 0 }, toTrakt: { removed: 0 } },
      },
    });
    expect(JSON.stringify(report.incomplete)).toContain("it must be the account's");
  });

  test("one run at a time: a second on the same home ends as run-active", async () => {
    const { home, trakt } = await start();
    let second: Promise<unknown> | undefined;
    trakt.intercept(() => {
      second ??= sync(home).catch((error: unknown) => error);
      return undefined;
    });
    await sync(home);
    expect(await second).toMatchObject({ name: "PaktError", code: "run-active" });
  });
});

async function readAll(folder: string): Promise<readonly string[]> {
  const names = await readdir(folder);
  return Promise.all(names.map((name) => readFile(join(folder, name), "utf8")));
}
