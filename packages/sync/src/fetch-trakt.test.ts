import type { Field } from "@pakt/sync-core";
import { createStorage } from "unstorage";
import type { Storage } from "unstorage";
import { describe, expect, test } from "vitest";

import { AT } from "../test/operations.ts";
import { breakTrakt, startTrakt, status } from "../test/start-trakt.ts";
import type { StartedTrakt } from "../test/start-trakt.ts";
import { fetchTrakt } from "./fetch-trakt.ts";
import type { TraktRead } from "./fetch-trakt.ts";
import { createLimitMemory } from "./found-limits.ts";
import type { FetchRequest } from "./replica.ts";
import { createTraktCache } from "./trakt-cache.ts";

const ALL_LISTS = ["/sync/watched/movies", "/sync/watched/shows", "/sync/ratings"];

interface Started extends StartedTrakt {
  readonly storage: Storage;
  readonly fetch: (request?: Partial<FetchRequest>, lineage?: string) => Promise<TraktRead>;
  /** The paths that were asked for since the last call, sorted. */
  readonly asked: () => readonly string[];
}

/** A movie that was seen and rated, and a show with one episode that was seen. */
function start(options: Parameters<typeof startTrakt>[0] = {}): Started {
  const started = startTrakt(options);
  const { service, trakt, clock } = started;
  service.catalogue.addMovie({ ids: { trakt: 1, tmdb: 949 }, title: "Heat", year: 1995 });
  service.catalogue.addShow({
    ids: { trakt: 10, tvdb: 210 },
    title: "Harbour",
    seasons: [{ number: 1, ids: { trakt: 301 }, episodes: [{ number: 2, ids: { trakt: 402 } }] }],
  });
  service.account.watch("movie", 1, AT);
  service.account.watch("episode", 402, AT);
  service.account.rate("movie", 1, 8, AT);
  const storage = createStorage();
  const cache = createTraktCache(storage, "default");
  return {
    ...started,
    storage,
    fetch: (request = {}, lineage = "sign-in") =>
      fetchTrakt({ trakt, cache, lineage, clock }, { fields: ["watched", "rating"], fresh: new Set(), ...request }),
    asked: () => {
      const paths = service.requests.map(({ path }) => path).toSorted();
      service.requests.clear();
      return paths;
    },
  };
}

describe("fetchTrakt", () => {
  test("reads every list once, and the stamps before all of them", async () => {
    const { service, fetch } = start();
    const read = await fetch();
    expect(service.requests.map(({ path }) => path)).toEqual([
      "/sync/last_activities",
      "/users/settings",
      ...ALL_LISTS,
    ]);
    expect(read.fields).toEqual({
      watched: { state: "complete" },
      rating: { state: "complete" },
      collection: { state: "off" },
      watchlist: { state: "off" },
    });
    expect(read.settings).toMatchObject({ user: { username: "sam" } });
    expect(read.items).toEqual([
      { type: "movie", ids: ["trakt:1", "tmdb:949"], title: "Heat", year: 1995, watched: { plays: 1, at: AT } },
      {
        type: "episode",
        ids: [],
        title: "",
        show: { ids: ["trakt:10", "tvdb:210"], title: "Harbour" },
        season: 1,
        number: 2,
        watched: { plays: 1, at: AT },
      },
      { type: "movie", ids: ["trakt:1", "tmdb:949"], title: "Heat", year: 1995, rating: { value: 8, at: AT } },
    ]);
  });

  test("asks for pages as large as Trakt gives them", async () => {
    const { service, fetch } = start();
    await fetch();
    expect(service.requests.slice(2).map(({ query }) => query)).toEqual([
      { page: "1", limit: "250" },
      { page: "1", limit: "100", extended: "progress" },
      { page: "1", limit: "250" },
    ]);
  });

  test.each<[Field, readonly string[], object]>([
    ["watched", ALL_LISTS.slice(0, 2), { watched: { state: "complete" }, rating: { state: "off" } }],
    ["rating", ALL_LISTS.slice(2), { watched: { state: "off" }, rating: { state: "complete" } }],
  ])("reads no list that is not needed for %s", async (field, lists, fields) => {
    const { asked, fetch } = start();
    expect(await fetch({ fields: [field] })).toMatchObject({ fields });
    expect(asked()).toEqual(["/sync/last_activities", "/users/settings", ...lists].toSorted());
  });

  test.each([
    ["is a VIP", { settings: { vip: true }, shownLimits: "absent" }, {}],
    ["says itself how much it may hold", { settings: { limits: { collection: 50 } } }, { collection: { limit: 50 } }],
  ] as const)("forgets what a refusal told of an account that now %s", async (_, options, limits) => {
    const { storage, clock, fetch } = start(options);
    const memory = createLimitMemory({ cache: createTraktCache(storage, "default"), lineage: "sign-in" });
    await memory.write({ collection: { at: new Date(clock.now()).toISOString(), limit: 10, used: 10 } });
    expect((await fetch({ fields: ["collection"] })).limits).toMatchObject(limits);
    expect(await memory.read()).toEqual({});
  });

  test("tells how far each list is, page by page", async () => {
    const { service, fetch } = start({ paging: { default: 1, max: 1 } });
    service.account.rate("season", 301, 5, AT);
    const progress: unknown[] = [];
    await fetch({ fields: ["rating"], onProgress: (step) => progress.push(step) });
    expect(progress).toEqual([
      { what: "ratings", done: 1, total: 2 },
      { what: "ratings", done: 2, total: 2 },
    ]);
  });
});

describe("fetchTrakt, the second time", () => {
  test("costs one request when nothing changed, and says the same", async () => {
    const { asked, fetch } = start();
    const first = await fetch();
    asked();
    expect(await fetch()).toEqual(first);
    expect(asked()).toEqual(["/sync/last_activities"]);
  });

  test.each<[string, (started: Started) => void, readonly string[]]>([
    ["a movie was seen", ({ service }) => service.account.watch("movie", 1, AT), ["/sync/watched/movies"]],
    ["an episode was seen", ({ service }) => service.account.watch("episode", 402, AT), ["/sync/watched/shows"]],
    ["plays of a movie were removed", ({ service }) => service.account.unwatch("movie", 1), ["/sync/watched/movies"]],
    ["a season was rated", ({ service }) => service.account.rate("season", 301, 5, AT), ["/sync/ratings"]],
    ["a rating was removed", ({ service }) => service.account.unrate("movie", 1), ["/sync/ratings"]],
    ["a setting changed", ({ service }) => service.account.changeSettings({ vip: true }), ["/users/settings"]],
  ])("reads what changed and nothing else: %s", async (_, act, lists) => {
    const started = start();
    await started.fetch();
    started.asked();
    started.clock.advance(60_000);
    act(started);
    await started.fetch();
    expect(started.asked()).toEqual(["/sync/last_activities", ...lists]);
  });

  test("gives the new settings when they changed", async () => {
    const { service, clock, fetch } = start();
    await fetch();
    clock.advance(60_000);
    service.account.changeSettings({ watchOnlyOnce: true });
    expect((await fetch()).settings).toMatchObject({ browsing: { watch_only_once: true } });
  });

  test("reads a field that must be fresh, whatever the stamps say", async () => {
    const { asked, fetch } = start();
    await fetch();
    asked();
    await fetch({ fresh: new Set(["rating"]) });
    expect(asked()).toEqual(["/sync/last_activities", "/sync/ratings"]);
  });

  test("uses nothing that another sign-in has read", async () => {
    const { asked, fetch } = start();
    await fetch();
    asked();
    await fetch({}, "another sign-in");
    expect(asked()).toEqual(["/sync/last_activities", "/users/settings", ...ALL_LISTS].toSorted());
  });

  test("finds what changed while the first read was under way", async () => {
    const { service, clock, fetch } = start();
    let isChanged = false;
    service.intercept(({ phase, path }) => {
      if (phase !== "after" || path !== "/sync/ratings" || isChanged) return undefined;
      isChanged = true;
      clock.advance(60_000);
      service.account.rate("movie", 1, 3, AT);
      return undefined;
    });
    expect((await fetch({ fields: ["rating"] })).items).toMatchObject([{ rating: { value: 8 } }]);
    expect((await fetch({ fields: ["rating"] })).items).toMatchObject([{ rating: { value: 3 } }]);
  });

  test.each([
    ["is cut off", '{"version":1,"lineage":"sign-in","sta'],
    ["is of another version", '{"version":0,"lineage":"sign-in","stamps":"","value":[]}'],
    ["is no object", "null"],
    ["misses its value", '{"version":1,"lineage":"sign-in","stamps":""}'],
  ])("reads a list anew whose cache file %s", async (_, text) => {
    const { asked, fetch, storage } = start();
    const first = await fetch();
    asked();
    await storage.setItemRaw("cache:default:trakt-ratings.json", text);
    expect(await fetch()).toEqual(first);
    expect(asked()).toEqual(["/sync/last_activities", "/sync/ratings"]);
  });
});

describe("fetchTrakt, when a list cannot be read", () => {
  test.each([
    ["/sync/watched/movies", "partial", "complete", "watched movies"],
    ["/sync/watched/shows", "partial", "complete", "watched shows"],
    ["/sync/ratings", "complete", "failed", "ratings"],
  ] as const)(
    "says so of the field of %s, with the reason, and reads the others",
    async (path, watched, rating, what) => {
      const { service, fetch } = start();
      breakTrakt(service, { method: "GET", path }, status(503));
      const { fields } = await fetch();
      expect({ watched: fields.watched.state, rating: fields.rating.state }).toEqual({ watched, rating });
      expect([fields.watched.reason, fields.rating.reason].filter((reason) => reason !== undefined)).toEqual([
        `the ${what}: Trakt failed to answer; try again in a few minutes.`,
      ]);
    },
  );

  test.each([
    ["rows are missing", (rows: unknown) => (Array.isArray(rows) ? rows.slice(1) : rows)],
    ["it has another shape", () => ({ error: "no" })],
  ])("does not take a list as complete of which %s", async (_, transform) => {
    const { service, fetch } = start();
    breakTrakt(service, { method: "GET", path: "/sync/ratings" }, { kind: "json", transform }, "after");
    const read = await fetch();
    expect(read.fields.rating.state).toBe("failed");
    expect(read.items.filter(({ rating }) => rating !== undefined)).toEqual([]);
  });

  test("does not keep it: the next read asks again", async () => {
    const { service, asked, fetch } = start();
    breakTrakt(service, { method: "GET", path: "/sync/ratings" }, status(503));
    await fetch();
    service.intercept();
    asked();
    expect((await fetch()).fields.rating).toEqual({ state: "complete" });
    expect(asked()).toEqual(["/sync/last_activities", "/sync/ratings"]);
  });

  test("throws when both lists of the only field failed", async () => {
    const { service, fetch } = start();
    service.intercept(({ phase, path }) =>
      phase === "before" && path.startsWith("/sync/watched") ? status(500) : undefined,
    );
    await expect(fetch({ fields: ["watched"] })).rejects.toMatchObject({
      code: "trakt-unreachable",
      message: expect.stringContaining("the watched movies"),
    });
  });

  test.each([
    ["the sign-in is refused", status(401), "sign-in-needed"],
    ["the app is refused", { kind: "status", status: 403, body: { error: "invalid_client" } }, "sign-in-needed"],
    ["the account is locked", status(423), "account-locked"],
  ] as const)("throws when %s, in whatever request", async (_, fault, code) => {
    const { service, fetch } = start();
    breakTrakt(service, { method: "GET", path: "/sync/ratings" }, fault);
    await expect(fetch()).rejects.toMatchObject({ name: "PaktError", code });
  });

  test("says what to do when the sign-in is refused", async () => {
    const { service, fetch } = start();
    breakTrakt(service, { method: "GET", path: "/sync/ratings" }, status(401));
    await expect(fetch()).rejects.toMatchObject({
      message: "Trakt does not accept the sign-in any more.",
      advice: expect.stringMatching(/^Sign in: pakt login trakt\. Or set PAKT_TRAKT_ACCESS_TOKEN and /),
    });
  });

  test("throws when the stamps cannot be read: without them nothing is known to be unchanged", async () => {
    const { service, fetch } = start();
    breakTrakt(service, { method: "GET", path: "/sync/last_activities" }, status(500));
    await expect(fetch()).rejects.toMatchObject({ code: "trakt-unreachable" });
  });

  test("ends without an error of its own when it is aborted", async () => {
    const { fetch } = start();
    await expect(fetch({ signal: AbortSignal.abort() })).rejects.toMatchObject({ code: "aborted" });
  });
});
