import { describe, expect, test } from "vitest";
import { createHousehold, toFetch } from "../../test/household.ts";
import type { Household } from "../../test/household.ts";
import type { AccountLimits, InMemoryTraktOptions } from "./index.ts";

const at = "2026-01-02T20:10:33.000Z";
const movies = [
  { ids: { trakt: 1 }, collected_at: at },
  { ids: { trakt: 2 }, collected_at: at },
] as const;
const shows = [{ ids: { trakt: 10 }, seasons: [{ number: 1, episodes: [{ number: 1, collected_at: at }] }] }] as const;

function limited(
  options: InMemoryTraktOptions = {},
  limits: Partial<AccountLimits> = { collection: 2, watchlist: 2 },
): Household {
  return createHousehold({ service: { ...options, settings: { limits, ...options.settings } } });
}

const listed = [{ ids: { trakt: 1 } }, { ids: { trakt: 2 } }];
const listedShows = [{ ids: { trakt: 10 } }];

describe("a full account", () => {
  test("counts movies and episodes of the collection together, and stores nothing of what does not fit", async () => {
    const { service, trakt } = limited();
    await expect(trakt.sync.addCollection({ movies, shows })).rejects.toMatchObject({
      code: "account-limit",
      limit: 2,
      isVip: false,
      upgradeUrl: "https://trakt.tv/vip",
    });
    expect(service.account.collection()).toEqual([]);
    await expect(trakt.sync.addCollection({ movies })).resolves.toMatchObject({ added: { movies: 2 } });
  });

  test("counts all types of the watchlist together", async () => {
    const { service, trakt } = limited();
    const body = { movies: listed, shows: listedShows };
    await expect(trakt.sync.addWatchlist(body)).rejects.toMatchObject({ code: "account-limit", limit: 2 });
    expect(service.account.watchlist()).toEqual([]);
    await expect(trakt.sync.addWatchlist({ movies: listed })).resolves.toMatchObject({ added: { movies: 2 } });
  });

  test("takes changes of what it holds, and removals", async () => {
    const { service, trakt } = limited();
    service.account.collect("movie", 1, { at });
    service.account.collect("movie", 2, { at });
    service.account.collect("episode", 1000, { at });
    const better = [{ ids: { trakt: 1 }, collected_at: at, resolution: "uhd_4k" }] as const;
    await expect(trakt.sync.addCollection({ movies: better })).resolves.toMatchObject({ updated: { movies: 1 } });
    await expect(trakt.sync.removeCollection({ movies: listed })).resolves.toMatchObject({ deleted: { movies: 2 } });
  });

  test("stores the part that fits where it is told so", async () => {
    const { service, trakt } = limited({ limitStoresPart: true });
    await expect(trakt.sync.addCollection({ movies, shows })).rejects.toMatchObject({ limit: 2 });
    await expect(trakt.sync.addWatchlist({ movies: listed, shows: listedShows })).rejects.toMatchObject({ limit: 2 });
    expect(service.account.collection().map(({ traktId }) => traktId)).toEqual([1, 2]);
    expect(service.account.watchlist().map(({ traktId }) => traktId)).toEqual([1, 2]);
  });

  test("keeps the number to itself where it is told so", async () => {
    const { trakt } = limited({ tellsLimit: false });
    await expect(trakt.sync.addCollection({ movies, shows })).rejects.toMatchObject({
      name: "TraktAccountLimitError",
      code: "account-limit",
      limit: undefined,
      isVip: false,
    });
  });

  test("can be filled from the start: a limit of 0", async () => {
    const { trakt } = limited({}, { collection: 0 });
    await expect(trakt.sync.addCollection({ movies })).rejects.toMatchObject({ limit: 0 });
  });

  test.each<[string, InMemoryTraktOptions]>([
    ["of a VIP has no end", { settings: { vip: true, limits: { collection: 1, watchlist: 1 } } }],
    ["has none unless it is given", { settings: { limits: {} } }],
  ])("%s", async (_, options) => {
    const { trakt } = createHousehold({ service: options });
    await expect(trakt.sync.addCollection({ movies, shows })).resolves.toMatchObject({ added: { movies: 2 } });
    await expect(trakt.sync.addWatchlist({ movies: listed })).resolves.toMatchObject({ added: { movies: 2 } });
  });

  test("can be upgraded", async () => {
    const { service, trakt } = limited({}, { collection: 1 });
    service.account.changeSettings({ limits: { collection: 2 } });
    await expect(trakt.sync.addCollection({ movies })).resolves.toMatchObject({ added: { movies: 2 } });
    expect(service.account.settings.limits).toMatchObject({ history: 100_000, collection: 2 });
  });
});

describe("the limits that the settings show", () => {
  const limits = { collection: 7, watchlist: 5 };
  const full = {
    list: { count: 5, item_count: 250 },
    watchlist: { item_count: 5 },
    favorites: { item_count: 100 },
    collection: { item_count: 7 },
    notes: { item_count: 100 },
  };
  test.each<[string, InMemoryTraktOptions, unknown]>([
    ["all of them", { settings: { limits } }, full],
    [
      "without the collection",
      { shownLimits: "partial", settings: { limits } },
      { list: full.list, watchlist: { item_count: 5 }, favorites: { item_count: 100 } },
    ],
    ["none", { shownLimits: "absent", settings: { limits } }, undefined],
    [
      "Trakt's numbers where none are given",
      {},
      { ...full, watchlist: { item_count: 250 }, collection: { item_count: 1000 } },
    ],
    [
      "no number for what has no end",
      { settings: { limits: { collection: Number.POSITIVE_INFINITY } } },
      { list: full.list, watchlist: { item_count: 250 }, favorites: full.favorites, notes: full.notes },
    ],
    [
      "those of a VIP",
      { settings: { vip: true, limits } },
      {
        ...full,
        list: { count: 100, item_count: 5000 },
        watchlist: { item_count: 5000 },
        collection: { item_count: 100_000 },
      },
    ],
  ])("are %s", async (_, service, shown) => {
    const { trakt } = createHousehold({ service });
    expect((await trakt.users.settings()).limits).toEqual(shown);
  });
});

describe("the stamps", () => {
  test.each<[string, (household: Household) => unknown, string[]]>([
    ["a movie collected", ({ service }) => service.account.collect("movie", 2, { at }), ["movies.collected_at"]],
    [
      "another file of it",
      ({ service }) => service.account.collect("movie", 1, { at, metadata: { hdr: "hlg" } }),
      ["movies.collected_at"],
    ],
    ["the same file again", ({ service }) => service.account.collect("movie", 1, { at }), []],
    ["a movie that goes", ({ service }) => service.account.uncollect("movie", 1), ["movies.collected_at"]],
    ["an episode that was not there", ({ service }) => service.account.uncollect("episode", 1000), []],
    [
      "episodes collected",
      ({ trakt }) => trakt.sync.addCollection({ shows: [{ ids: { trakt: 10 } }] }),
      ["episodes.collected_at"],
    ],
    [
      "a movie listed",
      ({ service }) => service.account.list("movie", 2, at),
      ["movies.watchlisted_at", "watchlist.updated_at"],
    ],
    ["a movie listed again", ({ service }) => service.account.list("movie", 1, at), []],
    [
      "a movie taken off",
      ({ trakt }) => trakt.sync.removeWatchlist({ movies: [{ ids: { trakt: 1 } }] }),
      ["movies.watchlisted_at", "watchlist.updated_at"],
    ],
    [
      "an episode watched of a show that was listed",
      ({ service }) => service.account.watch("episode", 1001, at),
      ["episodes.watched_at", "shows.watchlisted_at", "watchlist.updated_at"],
    ],
  ])("move with %s", async (_, act, moved) => {
    const household = createHousehold();
    const { account } = household.service;
    account.collect("movie", 1, { at });
    account.list("movie", 1, at);
    account.list("show", 10, at);
    const before = flatten(await household.trakt.sync.lastActivities());
    await act(household);
    const after = flatten(await household.trakt.sync.lastActivities());
    expect(Object.keys(after).filter((key) => after[key] !== before[key] && key !== "all")).toEqual(moved);
  });
});

function flatten(answer: object): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(answer).flatMap(([block, value]): [string, unknown][] =>
      typeof value === "object" && value !== null
        ? Object.entries(value).map(([key, stamp]) => [`${block}.${key}`, stamp])
        : [[block, value]],
    ),
  );
}

describe("a fault", () => {
  test.each<["before" | "after", number]>([
    ["before", 0],
    ["after", 2],
  ])("%s the collection is written", async (phase, count) => {
    const { service, trakt } = createHousehold();
    service.intercept((request) =>
      request.path === "/sync/collection" && request.phase === phase ? { kind: "reset" } : undefined,
    );
    await expect(trakt.sync.addCollection({ movies })).rejects.toMatchObject({
      code: "network",
      mayHaveHappened: true,
    });
    expect(service.account.collection()).toHaveLength(count);
  });

  test("is a web page where the account is full", async () => {
    const { service, trakt } = createHousehold();
    service.intercept(() => ({ kind: "status", status: 420, contentType: "text/html", body: "<html>full</html>" }));
    await expect(trakt.sync.addWatchlist({ movies: listed })).rejects.toMatchObject({
      name: "TraktAccountLimitError",
      limit: undefined,
    });
  });
});

test("writes to the collection and the watchlist keep the interval", async () => {
  const { service, trakt } = createHousehold({ service: { enforceWriteInterval: true } });
  await Promise.all([
    trakt.sync.addCollection({ movies }),
    trakt.sync.removeCollection({ movies: listed }),
    trakt.sync.addWatchlist({ movies: listed }),
    trakt.sync.removeWatchlist({ movies: listed }),
  ]);
  expect([service.requests.map(({ status }) => status), service.violations]).toEqual([[201, 200, 201, 200], []]);
});

test("a write that comes too early is refused and stores nothing", async () => {
  const { service, tokens } = createHousehold({ service: { enforceWriteInterval: true } });
  const signIn = await tokens.read();
  const post = (): Promise<Response> =>
    toFetch(service)("https://api.trakt.tv/sync/watchlist", {
      method: "POST",
      headers: {
        "content-type": "application/json",
        "user-agent": "pakt-test/1.0",
        "trakt-api-version": "2",
        "trakt-api-key": "client",
        authorization: `Bearer ${signIn?.accessToken}`,
      },
      body: JSON.stringify({ movies: [{ ids: { trakt: service.account.watchlist().length + 1 } }] }),
    });
  expect([(await post()).status, (await post()).status]).toEqual([201, 429]);
  expect(service.account.watchlist()).toHaveLength(1);
});
