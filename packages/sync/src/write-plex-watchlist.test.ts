import { PlexError } from "@pakt/plex-sdk";
import type { Fault } from "@pakt/plex-sdk/testing";
import type { Target } from "@pakt/sync-core";
import { describe, expect, test } from "vitest";

import { createApplyLog } from "../test/apply-log.ts";
import type { ApplyLog } from "../test/apply-log.ts";
import { list, mark, movieTarget, play, rate, unlist } from "../test/operations.ts";
import { startPlex } from "../test/start-plex.ts";
import type { StartedPlex } from "../test/start-plex.ts";
import type { ApplyResult } from "./replica.ts";
import { isWatchlistOperation, writePlexWatchlist } from "./write-plex-watchlist.ts";
import type { PlexWatchlistOperation } from "./write-plex-watchlist.ts";

const ADD = "/discover/actions/addToWatchlist";
const REMOVE = "/discover/actions/removeFromWatchlist";
const LIST = "/discover/library/sections/watchlist/all";
/** How many operations are announced at once. */
const ANNOUNCED = 4;

const keyOf = (number: number): string => `5d77${number.toString(16).padStart(20, "0")}`;
/** A movie of which nothing but its key in Plex's catalogue is known. */
const owned = (number: number): Target => ({ ...movieTarget(number), ids: [`plex:${keyOf(number)}`] });
const adds = (count: number): readonly PlexWatchlistOperation[] =>
  Array.from({ length: count }, (_, index) => list(owned(index + 1), "plex"));

/** A catalogue with so many movies; of these, the first ones are listed. */
function startWith(movies: number, { listed = 0 } = {}): StartedPlex {
  const started = startPlex();
  const { catalogue, watchlist } = started.plex.discover;
  for (let number = 1; number <= movies; number += 1) {
    catalogue.add({ type: "movie", ratingKey: keyOf(number), guids: [`tmdb://${100_000 + number}`] });
  }
  for (let number = 1; number <= listed; number += 1) watchlist.list(keyOf(number));
  return started;
}

function write(
  { parts: { discover, caches, clock } }: StartedPlex,
  operations: readonly PlexWatchlistOperation[],
  log: ApplyLog = createApplyLog(),
): Promise<ApplyResult> {
  return writePlexWatchlist({ discover, cache: caches.watchlist, clock }, operations, log.hooks);
}

/** Every request so far: the path's end with the key or id that it is about. */
function requests({ plex }: StartedPlex): readonly string[] {
  return plex.requests.map(({ path, query }) =>
    `${path.split("/").at(-1)} ${query["ratingKey"] ?? query["guid"] ?? ""}`.trim(),
  );
}

const listedIn = ({ plex }: StartedPlex): readonly string[] =>
  plex.discover.watchlist.all().map(({ ratingKey }) => ratingKey);

/** Lets writes go wrong: all, or those of one movie. */
function breakWrites(
  { plex }: StartedPlex,
  fault: Fault,
  options: { readonly phase?: "before" | "after"; readonly number?: number; readonly times?: number } = {},
): void {
  const { phase = "before", number } = options;
  let left = options.times ?? Number.POSITIVE_INFINITY;
  plex.intercept((request) => {
    if (request.method !== "PUT" || request.phase !== phase) return undefined;
    const key = plex.requests.at(-1)?.query["ratingKey"];
    if (number !== undefined && key !== keyOf(number)) return undefined;
    left -= 1;
    return left < 0 ? undefined : fault;
  });
}

describe("isWatchlistOperation", () => {
  test.each([
    ["an add to Plex", list(owned(1), "plex"), true],
    ["a removal from Plex", unlist(owned(1), "plex"), true],
    ["an add to Trakt", list(owned(1), "trakt"), false],
    ["a mark", mark(owned(1), "attic/1"), false],
    ["a rating", rate(owned(1), 7, "attic/1"), false],
    ["a play", play(owned(1)), false],
  ])("%s", (_, operation, expected) => {
    expect(isWatchlistOperation(operation)).toBe(expected);
  });
});

describe("writePlexWatchlist", () => {
  test("lists a title by one request, and takes it off by another", async () => {
    const started = startWith(2, { listed: 1 });
    const log = createApplyLog();
    expect(await write(started, [list(owned(2), "plex"), unlist(owned(1), "plex", [keyOf(1)])], log)).toEqual({});
    expect(started.plex.requests).toMatchObject([
      { method: "PUT", path: ADD, query: { ratingKey: keyOf(2) } },
      { method: "PUT", path: REMOVE, query: { ratingKey: keyOf(1) } },
    ]);
    expect(listedIn(started)).toEqual([keyOf(2)]);
    expect(log.counts()).toEqual({ applied: 2 });
    expect(started.plex.violations).toEqual([]);
  });

  test("sends one write at a time, half a second apart", async () => {
    const started = startWith(3);
    await write(started, adds(3));
    expect(started.clock.waits).toEqual([500, 500]);
  });

  test("announces four at a time, and the next only when those are answered", async () => {
    const started = startWith(10);
    const writesWhenAnnounced: number[] = [];
    const log = createApplyLog({
      onIntent: () => {
        writesWhenAnnounced.push(started.plex.requests.length);
      },
    });
    await write(started, adds(10), log);
    expect(log.announced.map((chunk) => chunk.length)).toEqual([ANNOUNCED, ANNOUNCED, 2]);
    expect(writesWhenAnnounced).toEqual([0, 4, 8]);
    expect(log.counts()).toEqual({ applied: 10 });
  });

  test("does nothing without operations", async () => {
    const log = createApplyLog();
    expect(await write(startWith(1), [], log)).toEqual({});
    expect(log.announced).toEqual([]);
  });

  test("finds a title that no library has by its other ids, and once only", async () => {
    const started = startWith(1);
    await write(started, [list(movieTarget(1), "plex")]);
    started.plex.discover.watchlist.unlist(keyOf(1));
    await write(started, [list(movieTarget(1), "plex")]);
    expect(requests(started)).toEqual([
      "matches tmdb://100001",
      `addToWatchlist ${keyOf(1)}`,
      `addToWatchlist ${keyOf(1)}`,
    ]);
  });

  test("finds by its other ids a title that Plex's catalogue does not have under the library's key", async () => {
    const started = startWith(1);
    const log = createApplyLog();
    const moved: Target = { ...movieTarget(1), ids: [`plex:${keyOf(99)}`, "tmdb:100001"] };
    await write(started, [list(moved, "plex")], log);
    expect(requests(started)).toEqual([keyOf(99), "matches tmdb://100001", `addToWatchlist ${keyOf(1)}`]);
    expect(log.counts()).toEqual({ applied: 1 });
  });

  test("writes nothing where a library's key and its other ids name two titles, and says why", async () => {
    const started = startWith(2);
    const log = createApplyLog();
    const mistaken: Target = { ...movieTarget(1), ids: ["tmdb:100001", `plex:${keyOf(2)}`] };
    await write(started, [list(mistaken, "plex")], log);
    expect(listedIn(started)).toEqual([]);
    expect(log.outcomes).toMatchObject([{ status: "unmatched", message: expect.stringContaining("two titles") }]);
  });

  test("finds anew a title that is gone under the key that was remembered", async () => {
    const started = startWith(1);
    await write(started, [list(movieTarget(1), "plex")]);
    const { catalogue, watchlist } = started.plex.discover;
    watchlist.unlist(keyOf(1));
    catalogue.remove(keyOf(1));
    catalogue.add({ type: "movie", ratingKey: keyOf(7), guids: ["tmdb://100001"] });
    await write(started, [list(movieTarget(1), "plex")]);
    expect(listedIn(started)).toEqual([keyOf(7)]);
  });

  test("calls a title that Plex's catalogue does not have unmatched, and goes on", async () => {
    const started = startWith(1);
    const log = createApplyLog();
    const operations = [list(owned(98), "plex"), list(movieTarget(99), "plex"), ...adds(1)];
    await write(started, operations, log);
    expect(operations.map(({ id }) => log.statuses()[id])).toEqual(["unmatched", "unmatched", "applied"]);
    expect(log.outcomes[0]).toMatchObject({ message: "Plex's catalogue does not have it" });
  });

  test("a title that is listed already is done, as the list shows", async () => {
    const started = startWith(1, { listed: 1 });
    const log = createApplyLog();
    await write(started, adds(1), log);
    expect(log.counts()).toEqual({ applied: 1 });
    expect(requests(started)).toEqual([`addToWatchlist ${keyOf(1)}`, "all"]);
  });

  test("an entry that is gone already is taken off, as the list shows", async () => {
    const started = startWith(1);
    const log = createApplyLog();
    await write(started, [unlist(owned(1), "plex", [keyOf(1)])], log);
    expect(log.counts()).toEqual({ applied: 1 });
    expect(requests(started)).toEqual([`removeFromWatchlist ${keyOf(1)}`, "all"]);
  });

  test.each([
    ["listed already", 409, list(owned(1), "plex"), 0],
    ["not listed", 404, unlist(owned(1), "plex", [keyOf(1)]), 1],
  ] as const)(
    "does not believe that a title is %s where the list says otherwise",
    async (_, status, operation, listed) => {
      const started = startWith(1, { listed });
      breakWrites(started, { kind: "status", status });
      const log = createApplyLog();
      await write(started, [operation], log);
      expect(log.outcomes).toMatchObject([
        { status: "failed", message: "Plex says that it was so already, and the list says otherwise" },
      ]);
    },
  );

  test("looks once for all that is said to be done already, and leaves it unknown when it cannot look", async () => {
    const started = startWith(9, { listed: 9 });
    const log = createApplyLog();
    await write(started, adds(9), log);
    expect(requests(started).filter((request) => request === "all")).toHaveLength(1);
    expect(log.counts()).toEqual({ applied: 9 });
    started.plex.intercept(({ path }) => (path === LIST ? { kind: "status", status: 503 } : undefined));
    const unseen = createApplyLog();
    await write(started, adds(1), unseen);
    expect(unseen.counts()).toEqual({ unknown: 1 });
  });

  test("takes off every entry of a title, by their keys and nothing else", async () => {
    const started = startWith(3, { listed: 3 });
    await write(started, [unlist(movieTarget(1), "plex", [keyOf(1), keyOf(3)])]);
    expect(requests(started)).toEqual([`removeFromWatchlist ${keyOf(1)}`, `removeFromWatchlist ${keyOf(3)}`]);
    expect(listedIn(started)).toEqual([keyOf(2)]);
  });

  test.each([
    ["does not say by which", undefined],
    ["names none", []],
  ])("finds the entry by the title's ids where a removal %s", async (_, keys) => {
    const started = startWith(1, { listed: 1 });
    const log = createApplyLog();
    await write(started, [unlist(movieTarget(1), "plex", keys)], log);
    expect(requests(started)).toEqual(["matches tmdb://100001", `removeFromWatchlist ${keyOf(1)}`]);
    expect(log.counts()).toEqual({ applied: 1 });
  });
});

describe("writePlexWatchlist, when an answer is lost", () => {
  const lost: readonly (readonly [string, Fault])[] = [
    ["500", { kind: "status", status: 500 }],
    ["503", { kind: "status", status: 503 }],
    ["a lost connection", { kind: "reset" }],
    ["a web page of another program", { kind: "html" }],
  ];

  test.each(lost)("by %s: a list that shows the title settles it, and it is not sent again", async (_, fault) => {
    const started = startWith(3);
    breakWrites(started, fault, { phase: "after", number: 2 });
    const log = createApplyLog();
    await write(started, adds(3), log);
    expect(requests(started)).toEqual([...[1, 2, 3].map((number) => `addToWatchlist ${keyOf(number)}`), "all"]);
    expect(log.counts()).toEqual({ applied: 3 });
    expect(log.outcomes.find(({ message }) => message !== undefined)?.message).toBe("confirmed by reading it back");
  });

  test.each(lost)("by %s: a list that does not show the title fails it, and it is not sent again", async (_, fault) => {
    const started = startWith(3);
    breakWrites(started, fault, { number: 2 });
    const log = createApplyLog();
    await write(started, adds(3), log);
    expect(started.plex.requests.filter(({ method }) => method === "PUT")).toHaveLength(3);
    expect(log.statuses()).toMatchObject({ [list(owned(2), "plex").id]: "failed" });
    expect(log.counts()).toEqual({ applied: 2, failed: 1 });
  });

  test.each([
    ["a removal that took effect", "after", "applied"],
    ["a removal that did not", "before", "failed"],
  ] as const)("settles %s", async (_, phase, expected) => {
    const started = startWith(1, { listed: 1 });
    breakWrites(started, { kind: "reset" }, { phase });
    const log = createApplyLog();
    await write(started, [unlist(owned(1), "plex", [keyOf(1)])], log);
    expect(log.counts()).toEqual({ [expected]: 1 });
  });

  test("a removal of two entries is not done while one of them is still there", async () => {
    const started = startWith(2, { listed: 2 });
    breakWrites(started, { kind: "reset" }, { number: 2 });
    const log = createApplyLog();
    await write(started, [unlist(owned(1), "plex", [keyOf(1), keyOf(2)])], log);
    expect(listedIn(started)).toEqual([keyOf(2)]);
    expect(log.counts()).toEqual({ failed: 1 });
  });

  test("and the list cannot be read either: it stays unknown", async () => {
    const started = startWith(1);
    started.plex.intercept(({ method, path, phase }) => {
      if (method === "PUT" && phase === "after") return { kind: "reset" };
      return path === LIST ? { kind: "status", status: 503 } : undefined;
    });
    const log = createApplyLog();
    expect(await write(started, adds(1), log)).toEqual({});
    expect(log.counts()).toEqual({ unknown: 1 });
    expect(listedIn(started)).toEqual([keyOf(1)]);
  });

  test("of a read by which a title is looked for: nothing was written, and it fails", async () => {
    const started = startWith(1);
    started.plex.intercept(({ path, phase }) =>
      phase === "before" && path.endsWith("/matches") ? { kind: "reset" } : undefined,
    );
    const log = createApplyLog();
    await write(started, [list(movieTarget(1), "plex")], log);
    expect(log.counts()).toEqual({ failed: 1 });
    expect(requests(started)).not.toContain("all");
  });

  test("all that is in doubt is read in one request, at the end", async () => {
    const started = startWith(6);
    const isLost = (key: string | undefined): boolean => [1, 3, 6].map(keyOf).includes(key ?? "");
    started.plex.intercept(({ method, phase }) =>
      method === "PUT" && phase === "after" && isLost(started.plex.requests.at(-1)?.query["ratingKey"])
        ? { kind: "reset" }
        : undefined,
    );
    const log = createApplyLog();
    await write(started, adds(6), log);
    expect(requests(started).map((request) => request.split(" ")[0])).toEqual([
      ...Array.from({ length: 6 }, () => "addToWatchlist"),
      "all",
    ]);
    expect(log.counts()).toEqual({ applied: 6 });
  });
});

describe("writePlexWatchlist, when Plex fails", () => {
  test.each<[string, Fault]>([
    ["500", { kind: "status", status: 500 }],
    ["a block on the way", { kind: "status", status: 403 }],
    ["a limit that does not go away", { kind: "status", status: 429 }],
  ])("by %s, four times in a row: the rest is left for the next run", async (_, fault) => {
    const started = startWith(45);
    breakWrites(started, fault);
    const log = createApplyLog();
    expect(await write(started, adds(45), log)).toEqual({});
    const written = new Set(started.plex.requests.flatMap(({ query }) => query["ratingKey"] ?? []));
    expect([...written]).toEqual([1, 2, 3, 4].map(keyOf));
    expect(log.announced).toHaveLength(1);
    expect(log.counts()).toEqual({ failed: 45 });
    expect(log.outcomes.map(({ message }) => message)).toContain("the Plex watchlist does not answer any more");
  });

  test("three times and not a fourth: it goes on", async () => {
    const started = startWith(8);
    breakWrites(started, { kind: "status", status: 403 }, { times: 3 });
    const log = createApplyLog();
    await write(started, adds(8), log);
    expect(log.counts()).toEqual({ failed: 3, applied: 5 });
  });

  test("titles that it refuses are no reason to leave others for the next run, where they would be refused again", async () => {
    const started = startWith(6);
    breakWrites(started, { kind: "status", status: 400 }, { times: 5 });
    const log = createApplyLog();
    await write(started, adds(6), log);
    expect(log.counts()).toEqual({ failed: 5, applied: 1 });
  });

  test("a token that is refused is tried once, and the rest fails for the same reason", async () => {
    const started = startWith(45);
    breakWrites(started, { kind: "status", status: 401 });
    const log = createApplyLog();
    expect(await write(started, adds(45), log)).toEqual({});
    expect(started.plex.requests).toHaveLength(1);
    expect(log.announced).toHaveLength(1);
    expect(log.counts()).toEqual({ failed: 45 });
    expect(new Set(log.outcomes.map(({ message }) => message)).size).toBe(1);
    expect(log.outcomes[0]?.message).toContain("the watchlist needs the token of the account");
  });

  test("passes on what is no failure of Plex", async () => {
    const started = startWith(1);
    const discover = { ...started.parts.discover, add: () => Promise.reject(new TypeError("a bug")) };
    await expect(write({ ...started, parts: { ...started.parts, discover } }, adds(1))).rejects.toThrow(TypeError);
  });

  test("a failure that is none of the service's answers is one all the same", async () => {
    const started = startWith(1);
    const error = new PlexError({ code: "timeout", mayHaveHappened: true });
    const discover = { ...started.parts.discover, add: () => Promise.reject(error) };
    const log = createApplyLog();
    await write({ ...started, parts: { ...started.parts, discover } }, adds(1), log);
    expect(log.counts()).toEqual({ failed: 1 });
  });
});

describe("writePlexWatchlist, when the run is aborted", () => {
  test("begins nothing after", async () => {
    const started = startWith(1);
    const log = createApplyLog({ signal: AbortSignal.abort() });
    expect(await write(started, adds(1), log)).toMatchObject({ stopped: { code: "interrupted" } });
    expect({ announced: log.announced, requests: started.plex.requests }).toEqual({ announced: [], requests: [] });
  });

  test("finishes what was announced", async () => {
    const started = startWith(25);
    const stop = new AbortController();
    const log = createApplyLog({ signal: stop.signal, onIntent: () => stop.abort() });
    expect(await write(started, adds(25), log)).toMatchObject({ stopped: { code: "interrupted" } });
    expect(log.counts()).toEqual({ applied: ANNOUNCED });
  });
});
