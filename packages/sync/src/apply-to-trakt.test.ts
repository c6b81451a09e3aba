import type { Operation, Target } from "@pakt/sync-core";
import type { InMemoryTrakt } from "@pakt/trakt-sdk/testing";
import { describe, expect, test } from "vitest";

import { createApplyLog } from "../test/apply-log.ts";
import type { ApplyLog } from "../test/apply-log.ts";
import { AT, collect, list, movieTarget, play, rate, uncollect, unlist, unplay, unrate } from "../test/operations.ts";
import { breakTrakt, startTrakt, status } from "../test/start-trakt.ts";
import type { StartedTrakt } from "../test/start-trakt.ts";
import { createAccountRoom } from "./account-room.ts";
import { applyToTrakt } from "./apply-to-trakt.ts";
import type { ApplyResult } from "./replica.ts";
import { BATCHES } from "../test/batches.ts";

const SETTLE_MS = 60_000;
const HISTORY = { method: "POST", path: "/sync/history" } as const;
const RATINGS = { method: "POST", path: "/sync/ratings" } as const;

/** An in-memory Trakt that knows so many movies: their Trakt ids are 1, 2, … */
function startWith(movies: number, options: Parameters<typeof startTrakt>[0] = {}): StartedTrakt {
  const started = startTrakt(options);
  for (let number = 1; number <= movies; number += 1) {
    started.service.catalogue.addMovie({
      ids: { trakt: number, tmdb: 100_000 + number },
      title: `Movie ${number}`,
    });
  }
  return started;
}

function apply(
  { trakt, clock }: StartedTrakt,
  operations: readonly Operation[],
  options: {
    readonly log?: ApplyLog;
    readonly history?: number;
    readonly ratings?: number;
  } = {},
): Promise<ApplyResult> {
  const { log = createApplyLog(), history = 500, ratings = 200 } = options;
  const room = createAccountRoom({}, clock);
  const context = {
    trakt,
    clock,
    batches: { ...BATCHES, history, ratings },
    settleAfterMs: SETTLE_MS,
    room,
  };
  return applyToTrakt(context, operations, log.hooks);
}

const plays = (count: number): readonly Operation[] =>
  Array.from({ length: count }, (_, index) => play(movieTarget(index + 1)));
const ratings = (count: number): readonly Operation[] =>
  Array.from({ length: count }, (_, index) => rate(movieTarget(index + 1), 7));

interface Body {
  readonly movies?: readonly { readonly ids: { readonly trakt: number } }[];
}

/** The Trakt ids of the movies in each POST, by path and in order. */
function sent({ requests }: InMemoryTrakt): readonly (readonly [string, readonly number[]])[] {
  return requests.flatMap(({ method, path, body }) => {
    if (method !== "POST") return [];
    const { movies = [] } = body as Body; // The service has refused any other shape.
    return [[path, movies.map(({ ids }) => ids.trakt)] as const];
  });
}

/** How many movies each POST to a path had. */
function sizes(service: InMemoryTrakt, path: string): readonly number[] {
  return sent(service).flatMap(([to, movies]) => (to === path ? [movies.length] : []));
}

/** The Trakt ids of the last request's movies: what an intercept is asked about. */
function onTheWay(service: InMemoryTrakt): readonly number[] {
  return sent(service).at(-1)?.[1] ?? [];
}

describe("applyToTrakt", () => {
  test("sends so many titles in one POST as the endpoint takes, and no more POSTs than that needs", async () => {
    const started = startWith(1001);
    const log = createApplyLog();
    expect(await apply(started, [...plays(1001), ...ratings(401)], { log })).toEqual({});
    expect(sizes(started.service, "/sync/history")).toEqual([500, 500, 1]);
    expect(sizes(started.service, "/sync/ratings")).toEqual([200, 200, 1]);
    expect(log.counts()).toEqual({ applied: 1402 });
    expect(started.service.violations).toEqual([]);
  });

  test("announces each batch by itself, right before it is sent", async () => {
    const started = startWith(3);
    const postsWhenAnnounced: number[] = [];
    const log = createApplyLog({
      onIntent: () => {
        postsWhenAnnounced.push(sent(started.service).length);
      },
    });
    await apply(started, plays(3), { log, history: 2 });
    expect(log.announced.map((batch) => batch.length)).toEqual([2, 1]);
    expect(postsWhenAnnounced).toEqual([0, 1]);
  });

  test("writes each kind to its own endpoint, in the order of the plan", async () => {
    const started = startWith(4);
    started.service.account.watch("movie", 3, AT);
    started.service.account.rate("movie", 4, 5, AT);
    await apply(started, [
      play(movieTarget(1)),
      rate(movieTarget(2), 7),
      unplay(movieTarget(3)),
      unrate(movieTarget(4)),
    ]);
    expect(sent(started.service)).toEqual([
      ["/sync/history", [1]],
      ["/sync/ratings", [2]],
      ["/sync/history/remove", [3]],
      ["/sync/ratings/remove", [4]],
    ]);
  });

  test("two plays of one title are two", async () => {
    const started = startWith(1);
    const log = createApplyLog();
    await apply(started, [play(movieTarget(1)), play(movieTarget(1), "2026-03-04T20:00:00.000Z")], { log });
    expect(started.service.account.plays().map(({ watchedAt }) => watchedAt)).toEqual([AT, "2026-03-04T20:00:00.000Z"]);
    expect(log.counts()).toEqual({ applied: 2 });
  });

  test("a play that an account with one play a title only moves is applied", async () => {
    const started = startWith(1, { settings: { watchOnlyOnce: true } });
    started.service.account.watch("movie", 1, "2025-01-01T10:00:00.000Z");
    const log = createApplyLog();
    await apply(started, plays(1), { log });
    expect(log.counts()).toEqual({ applied: 1 });
    expect(started.clock.waits).toEqual([]);
  });

  test("a title without an id that Trakt takes is unmatched, costs no request and stops nothing", async () => {
    const started = startWith(1);
    const strange: Target = { type: "episode", ids: ["tmdb:5"], title: "Pilot", by: "ids" };
    const log = createApplyLog();
    await apply(started, [play(strange), play(movieTarget(1))], { log });
    expect(log.outcomes.map(({ status: became, message }) => [became, message])).toEqual([
      ["unmatched", "it has no id that Trakt takes"],
      ["applied", undefined],
    ]);
    expect(sent(started.service)).toEqual([["/sync/history", [1]]]);
  });

  test.each([400, 404, 409, 412, 413, 422])("a %i is narrowed down to the one bad title by halves", async (code) => {
    const started = startWith(8);
    const { service } = started;
    service.intercept(({ phase, method }) =>
      phase === "before" && method === "POST" && onTheWay(service).includes(5) ? status(code) : undefined,
    );
    const log = createApplyLog();
    expect(await apply(started, plays(8), { log })).toEqual({});
    expect(sent(service).map(([, movies]) => movies)).toEqual([
      [1, 2, 3, 4, 5, 6, 7, 8],
      [1, 2, 3, 4],
      [5, 6, 7, 8],
      [5, 6],
      [5],
      [6],
      [7, 8],
    ]);
    expect(log.counts()).toEqual({ applied: 7, failed: 1 });
    expect(log.statuses()[play(movieTarget(5)).id]).toBe("failed");
    expect(service.account.plays()).toHaveLength(7);
  });

  test("a body that is too large is sent in halves until it fits", async () => {
    const started = startWith(8);
    const { service } = started;
    service.intercept(({ phase, method }) =>
      phase === "before" && method === "POST" && onTheWay(service).length > 2 ? status(413) : undefined,
    );
    const log = createApplyLog();
    await apply(started, plays(8), { log });
    expect(sizes(service, "/sync/history")).toEqual([8, 4, 2, 2, 4, 2, 2]);
    expect(log.counts()).toEqual({ applied: 8 });
  });

  test("a full account refuses the rest of the field with the way to enlarge it, and the other field goes on", async () => {
    const started = startWith(6, { settings: { limits: { history: 3, ratings: 100 } } });
    const log = createApplyLog();
    const { full } = await apply(started, [...plays(6), ...ratings(1)], { log, history: 2 });
    expect(full).toMatchObject({ watched: { limit: 3, upgradeUrl: "https://trakt.tv/vip" } });
    expect(sent(started.service)).toEqual([
      ["/sync/history", [1, 2]],
      ["/sync/history", [3, 4]],
      ["/sync/ratings", [1]],
    ]);
    expect(log.counts()).toEqual({ applied: 3, refused: 4 });
    expect(log.outcomes.find(({ status: became }) => became === "refused")?.message).toMatch(
      /https:\/\/trakt\.tv\/vip$/,
    );
  });

  test.each([
    ["423", "account-locked", status(423)],
    ["401 that a refresh does not mend", "sign-in-needed", status(401)],
    ["403 for the app", "sign-in-needed", { kind: "status", status: 403, body: { error: "invalid_client" } }],
  ] as const)("a %s stops the whole side", async (_, code, fault) => {
    const started = startWith(4);
    breakTrakt(started.service, HISTORY, fault);
    const log = createApplyLog();
    const result = await apply(started, [...plays(4), ...ratings(1)], { log, history: 2 });
    expect(result).toMatchObject({ stopped: { code } });
    expect(log.counts()).toEqual({ failed: 2 });
    expect(log.announced).toHaveLength(1);
    expect(sizes(started.service, "/sync/ratings")).toEqual([]);
  });

  test("a block of the network edge stops the whole side: nothing was carried out", async () => {
    const started = startWith(2);
    breakTrakt(started.service, HISTORY, {
      kind: "status",
      status: 403,
      contentType: "text/html",
      body: "<!DOCTYPE html><html></html>",
    });
    const log = createApplyLog();
    expect(await apply(started, plays(2), { log })).toMatchObject({ stopped: { code: "unreachable" } });
    expect(log.counts()).toEqual({ failed: 2 });
  });

  test("what only VIP members may do ends the field, and the other field goes on", async () => {
    const started = startWith(4);
    breakTrakt(started.service, HISTORY, status(426, { "x-upgrade-url": "https://trakt.tv/vip" }));
    const log = createApplyLog();
    expect(await apply(started, [...plays(4), ...ratings(2)], { log, history: 2 })).toEqual({});
    expect(sent(started.service).map(([path]) => path)).toEqual(["/sync/history", "/sync/ratings"]);
    expect(log.counts()).toEqual({ failed: 4, applied: 2 });
    expect(log.outcomes[0]?.message).toMatch(/VIP members only.*https:\/\/trakt\.tv\/vip$/);
  });

  test("an exhausted budget ends the field after five tries, and the other field goes on", async () => {
    const started = startWith(4);
    breakTrakt(started.service, HISTORY, status(429, { "retry-after": "2" }));
    const log = createApplyLog();
    expect(await apply(started, [...plays(4), ...ratings(2)], { log, history: 2 })).toEqual({});
    expect(sizes(started.service, "/sync/history")).toEqual([2, 2, 2, 2, 2]);
    expect(log.counts()).toEqual({ failed: 4, applied: 2 });
    expect(started.service.account.plays()).toEqual([]);
  });
});

describe("applyToTrakt, when an answer is lost", () => {
  test.each([
    ["500", status(500)],
    ["502", status(502)],
    ["520", status(520)],
    ["408", status(408)],
    ["lost connection", { kind: "reset" }],
    ["web page", { kind: "html" }],
  ] as const)("by a %s: waits, looks in the history, and sends only what is absent", async (_, fault) => {
    const started = startWith(4);
    const { service, clock } = started;
    // One of the four was stored before the service broke down.
    let isBroken = false;
    service.intercept(({ phase, method }) => {
      if (phase !== "before" || method !== "POST" || isBroken) return undefined;
      isBroken = true;
      service.account.watch("movie", 3, AT);
      return fault;
    });
    const log = createApplyLog();
    expect(await apply(started, plays(4), { log })).toEqual({});
    expect(service.requests.map(({ method, path }) => `${method} ${path}`)).toEqual([
      "POST /sync/history",
      "GET /sync/history",
      "POST /sync/history",
      "POST /sync/history",
    ]);
    expect(sent(service).map(([, movies]) => movies)).toEqual([[1, 2, 3, 4], [1, 2], [4]]);
    expect(log.waits.map(({ durationMs }) => durationMs)).toEqual([SETTLE_MS]);
    expect(clock.waits).toEqual([SETTLE_MS]);
    expect(log.counts()).toEqual({ applied: 4 });
    expect(service.account.plays().map(({ traktId }) => traktId)).toEqual([3, 1, 2, 4]);
  });

  test("that took effect: nothing is sent again", async () => {
    const started = startWith(3);
    breakTrakt(started.service, HISTORY, { kind: "reset" }, "after");
    const log = createApplyLog();
    await apply(started, plays(3), { log });
    expect(sizes(started.service, "/sync/history")).toEqual([3]);
    expect(log.outcomes.map(({ status: became, message }) => [became, message])).toEqual(
      Array.from({ length: 3 }, () => ["applied", "confirmed by reading it back"]),
    );
  });

  test("for a play without a date: it is looked for where Trakt keeps those", async () => {
    const started = startWith(1);
    breakTrakt(started.service, HISTORY, { kind: "reset" }, "after");
    const log = createApplyLog();
    await apply(started, [play(movieTarget(1), "unknown")], { log });
    expect(sizes(started.service, "/sync/history")).toEqual([1]);
    expect(log.counts()).toEqual({ applied: 1 });
  });

  test("for ratings: the list is read at once, and what is not in it is sent again", async () => {
    const started = startWith(4);
    const { service } = started;
    let isBroken = false;
    service.intercept(({ phase, method }) => {
      if (phase !== "before" || method !== "POST" || isBroken) return undefined;
      isBroken = true;
      service.account.rate("movie", 2, 7, AT);
      service.account.rate("movie", 3, 1, AT);
      return status(502);
    });
    const log = createApplyLog();
    await apply(started, ratings(4), { log });
    expect(sent(service).map(([, movies]) => movies)).toEqual([[1, 2, 3, 4], [1, 3], [4]]);
    expect(log.counts()).toEqual({ applied: 4 });
    expect(started.clock.waits).toEqual([]);
  });

  test("for a removal of plays: it is sent again, which does no harm", async () => {
    const started = startWith(2);
    const { service } = started;
    service.account.watch("movie", 1, AT);
    breakTrakt(service, { method: "POST", path: "/sync/history/remove", times: 1 }, { kind: "reset" }, "after");
    const log = createApplyLog();
    await apply(started, [unplay(movieTarget(1))], { log });
    expect(sizes(service, "/sync/history/remove")).toEqual([1, 1]);
    expect(log.counts()).toEqual({ applied: 1 });
    expect(service.account.plays()).toEqual([]);
  });

  test("for a removal of a rating: what is not in the list any more is done", async () => {
    const started = startWith(2);
    const { service } = started;
    service.account.rate("movie", 1, 5, AT);
    breakTrakt(service, { method: "POST", path: "/sync/ratings/remove" }, { kind: "reset" }, "after");
    const log = createApplyLog();
    await apply(started, [unrate(movieTarget(1))], { log });
    expect(sizes(service, "/sync/ratings/remove")).toEqual([1]);
    expect(log.counts()).toEqual({ applied: 1 });
  });

  test("counts that do not account for all are read back, and what is absent is sent again", async () => {
    const started = startWith(3);
    const { service } = started;
    let isBroken = false;
    service.intercept(({ phase, method }) => {
      if (phase !== "after" || method !== "POST" || isBroken) return undefined;
      isBroken = true;
      service.account.unwatch("movie", 2);
      return {
        kind: "json",
        transform: () => ({ added: { movies: 2, episodes: 0 }, not_found: { movies: [] } }),
      };
    });
    const log = createApplyLog();
    await apply(started, plays(3), { log });
    expect(sent(service).map(([, movies]) => movies)).toEqual([[1, 2, 3], [2]]);
    expect(log.counts()).toEqual({ applied: 3 });
    expect(service.account.plays().map(({ traktId }) => traktId)).toEqual([1, 3, 2]);
  });

  test("four times in a row and nothing arrived: the rest is left to the next run, and the other field goes on", async () => {
    const started = startWith(16);
    breakTrakt(started.service, HISTORY, status(503));
    const log = createApplyLog();
    expect(await apply(started, [...plays(16), ...ratings(1)], { log })).toEqual({});
    expect(sizes(started.service, "/sync/history")).toEqual([16, 8, 4, 2]);
    expect(sizes(started.service, "/sync/ratings")).toEqual([1]);
    expect(log.counts()).toEqual({ failed: 16, applied: 1 });
  });

  test("a batch that goes through starts the count of failures anew", async () => {
    const started = startWith(12);
    let posts = 0;
    started.service.intercept(({ phase, method }) => {
      if (phase !== "before" || method !== "POST") return undefined;
      posts += 1;
      return posts % 4 === 0 ? undefined : status(503);
    });
    const log = createApplyLog();
    await apply(started, plays(12), { log, history: 2 });
    expect(log.counts()).toEqual({ applied: 12 });
  });

  test("and the history cannot be read either: it stays unknown, and is not sent again", async () => {
    const started = startWith(2);
    started.service.intercept(({ phase }) => (phase === "before" ? status(503) : undefined));
    const log = createApplyLog();
    expect(await apply(started, plays(2), { log })).toEqual({});
    expect(sizes(started.service, "/sync/history")).toEqual([2]);
    expect(log.counts()).toEqual({ unknown: 2 });
  });

  test("and nothing can be read: after four batches the rest is left to the next run", async () => {
    const started = startWith(6);
    started.service.intercept(({ phase }) => (phase === "before" ? status(503) : undefined));
    const log = createApplyLog();
    expect(await apply(started, plays(6), { log, history: 1 })).toEqual({});
    expect(sizes(started.service, "/sync/history")).toEqual([1, 1, 1, 1]);
    expect(log.counts()).toEqual({ unknown: 4, failed: 2 });
  });

  test("and the run is aborted while it waits: it stays unknown", async () => {
    const started = startWith(4);
    const stop = new AbortController();
    started.service.intercept(({ phase, method }) => {
      if (phase !== "before" || method !== "POST") return undefined;
      stop.abort();
      return status(503);
    });
    const log = createApplyLog({ signal: stop.signal });
    const result = await apply(started, plays(4), { log, history: 2 });
    expect(result).toMatchObject({ stopped: { code: "interrupted" } });
    expect(log.counts()).toEqual({ unknown: 2 });
    expect(started.service.requests).toHaveLength(1);
  });
});

describe("applyToTrakt, when the run is aborted", () => {
  test("between two batches, no further one is begun", async () => {
    const started = startWith(4);
    const stop = new AbortController();
    const log = createApplyLog({ signal: stop.signal, onOutcomes: () => stop.abort() });
    const result = await apply(started, [...plays(4), ...ratings(1)], { log, history: 2 });
    expect(result).toMatchObject({ stopped: { code: "interrupted" } });
    expect(sent(started.service)).toEqual([["/sync/history", [1, 2]]]);
    expect(log.counts()).toEqual({ applied: 2 });
  });

  test("between two endpoints, the second is not begun", async () => {
    const started = startWith(1);
    const stop = new AbortController();
    const log = createApplyLog({ signal: stop.signal, onOutcomes: () => stop.abort() });
    const result = await apply(started, [...plays(1), ...ratings(1)], { log });
    expect(result).toMatchObject({ stopped: { code: "interrupted" } });
    expect(sizes(started.service, RATINGS.path)).toEqual([]);
  });
});

describe("applyToTrakt, to the collection and the watchlist", () => {
  const collects = (count: number): readonly Operation[] =>
    Array.from({ length: count }, (_, index) => collect(movieTarget(index + 1)));
  const lists = (count: number): readonly Operation[] =>
    Array.from({ length: count }, (_, index) => list(movieTarget(index + 1), "trakt"));
  const COLLECTION = { method: "POST", path: "/sync/collection" } as const;
  const WATCHLIST = { method: "POST", path: "/sync/watchlist" } as const;
  const collected = ({ service }: StartedTrakt): readonly number[] =>
    service.account.collection().map(({ traktId }) => traktId);
  const listed = ({ service }: StartedTrakt): readonly number[] =>
    service.account.watchlist().map(({ traktId }) => traktId);

  test("stores what each file is like, and since when", async () => {
    const started = startWith(1);
    await apply(started, [collect(movieTarget(1), { resolution: "4k", hdr: "dolby-vision", is3d: true })]);
    expect(started.service.account.collection()).toMatchObject([
      {
        collectedAt: AT,
        metadata: { media_type: "digital", resolution: "uhd_4k", hdr: "dolby_vision", "3d": true },
      },
    ]);
    expect(started.service.violations).toEqual([]);
  });

  test("sends so many in one POST as each endpoint takes", async () => {
    const started = startWith(501);
    const log = createApplyLog();
    await apply(started, [...collects(501), ...lists(251)], { log });
    expect(sizes(started.service, COLLECTION.path)).toEqual([500, 1]);
    expect(sizes(started.service, WATCHLIST.path)).toEqual([250, 1]);
    expect(log.counts()).toEqual({ applied: 752 });
  });

  test("counts what was there already, what is another now, and what went", async () => {
    const started = startWith(3);
    const { account } = started.service;
    account.collect("movie", 1, { at: AT, metadata: { media_type: "digital", resolution: "hd_1080p" } });
    account.collect("movie", 2, { at: AT, metadata: { media_type: "digital", resolution: "hd_720p" } });
    account.list("movie", 1, AT);
    const log = createApplyLog();
    await apply(started, [...collects(3), ...lists(2)], { log });
    await apply(started, [uncollect(movieTarget(1)), unlist(movieTarget(1), "trakt")], { log });
    expect(started.service.requests.filter(({ method }) => method === "GET")).toEqual([]);
    expect(log.counts()).toEqual({ applied: 7 });
  });

  test("a removal of what is not there is done, by a read of the list", async () => {
    const started = startWith(1);
    const log = createApplyLog();
    await apply(started, [uncollect(movieTarget(1)), unlist(movieTarget(1), "trakt")], { log });
    expect(log.counts()).toEqual({ applied: 2 });
  });

  test.each([
    ["the collection", COLLECTION, collects(6), collected],
    ["the watchlist", WATCHLIST, lists(6), listed],
  ])("half of a lost batch was stored in %s: that half is not sent again", async (_, where, operations, held) => {
    const started = startWith(6);
    for (const number of [2, 5]) {
      started.service.account.collect("movie", number, {
        at: AT,
        metadata: { media_type: "digital", resolution: "hd_1080p" },
      });
      started.service.account.list("movie", number, AT);
    }
    breakTrakt(started.service, { ...where, times: 1 }, { kind: "reset" });
    const log = createApplyLog();
    await apply(started, operations, { log });
    expect(sent(started.service).map(([, movies]) => movies)).toEqual([[1, 2, 3, 4, 5, 6], [1, 3, 4], [6]]);
    expect(log.counts()).toEqual({ applied: 6 });
    expect(new Set(held(started))).toEqual(new Set([1, 2, 3, 4, 5, 6]));
  });

  test.each([
    ["the collection", COLLECTION, "/sync/collection/movies", collects(2)],
    ["the watchlist", WATCHLIST, "/sync/watchlist/movies/added/asc", lists(2)],
  ])("%s cannot be read after a lost answer: it stays unknown", async (_, where, path, operations) => {
    const started = startWith(2);
    started.service.intercept((request) => {
      if (request.phase === "after" && request.path === where.path) return { kind: "reset" };
      return request.phase === "before" && request.path === path ? status(503) : undefined;
    });
    const log = createApplyLog();
    await apply(started, operations, { log });
    expect(log.counts()).toEqual({ unknown: 2 });
    expect(sizes(started.service, where.path)).toEqual([2]);
  });

  test.each([
    ["nothing", false, { refused: 5 }, []],
    ["the part that fits", true, { applied: 2, refused: 3 }, [1, 2]],
  ])("a full account that stored %s of a batch", async (_, limitStoresPart, counts, held) => {
    const limits = { history: 9, ratings: 9, collection: 2, watchlist: 2 };
    const started = startWith(5, { settings: { limits }, limitStoresPart });
    const ofCollection = createApplyLog();
    await apply(started, collects(5), { log: ofCollection });
    expect({ counts: ofCollection.counts(), held: collected(started) }).toEqual({ counts, held });
    const ofWatchlist = createApplyLog();
    await apply(started, lists(5), { log: ofWatchlist });
    expect({ counts: ofWatchlist.counts(), held: listed(started) }).toEqual({ counts, held });
    expect(sizes(started.service, COLLECTION.path)).toEqual([5]);
  });

  test("a full account takes no further file, and still a better one in the place of another", async () => {
    const started = startWith(3, { settings: { limits: { history: 9, ratings: 9, collection: 1 } } });
    started.service.account.collect("movie", 3, { at: AT });
    const better: Operation = { ...collect(movieTarget(3), { resolution: "4k" }), action: "update" };
    const log = createApplyLog();
    await apply(started, [...collects(2), better], { log });
    expect(log.statuses()[better.id]).toBe("applied");
    expect(log.counts()).toEqual({ refused: 2, applied: 1 });
    expect(started.service.account.collection()).toMatchObject([{ metadata: { resolution: "uhd_4k" } }]);
  });

  test("a full watchlist stops neither the collection nor a removal", async () => {
    const limits = { history: 9, ratings: 9, watchlist: 1 };
    const started = startWith(3, { settings: { limits } });
    started.service.account.list("movie", 3, AT);
    const log = createApplyLog();
    await apply(started, [...lists(2), ...collects(2), unlist(movieTarget(3), "trakt")], { log });
    expect(log.counts()).toEqual({ refused: 2, applied: 3 });
  });

  test("a title that Trakt does not know is unmatched, and the rest of its batch is stored", async () => {
    const started = startWith(2);
    const log = createApplyLog();
    await apply(started, [...collects(3), ...lists(3)], { log });
    expect(log.counts()).toEqual({ applied: 4, unmatched: 2 });
  });
});
