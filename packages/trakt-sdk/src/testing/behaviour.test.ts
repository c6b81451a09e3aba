import { describe, expect, test } from "vitest";
import { createHousehold } from "../../test/household.ts";
import type { Household } from "../../test/household.ts";
import { paginate } from "../paginate.ts";

const at = "2026-01-02T20:10:33.000Z";
const minute = "2026-01-02T20:10:00.000Z";
const page = { page: 1, limit: 250 };

function times({ service }: Household): string[] {
  return service.account.plays().map(({ type, traktId, watchedAt }) => `${type} ${traktId} ${watchedAt}`);
}

describe("adding plays", () => {
  test("drops the seconds and never de-duplicates", async () => {
    const household = createHousehold();
    const body = { movies: [{ ids: { trakt: 1 }, watched_at: at }] } as const;
    await household.trakt.sync.addHistory(body);
    await expect(household.trakt.sync.addHistory(body)).resolves.toMatchObject({ added: { movies: 1 } });
    expect(times(household)).toEqual([`movie 1 ${minute}`, `movie 1 ${minute}`]);
  });

  test("takes `unknown`, `released` and nothing as dates", async () => {
    const household = createHousehold();
    await household.trakt.sync.addHistory({
      movies: [{ ids: { imdb: "tt0113277" }, watched_at: "unknown" }, { ids: { tmdb: 603 } }],
      episodes: [{ ids: { tvdb: 401 }, watched_at: "released" }],
    });
    expect(times(household)).toEqual([
      "movie 1 1970-01-01T00:00:00.000Z",
      "movie 2 2026-11-22T10:00:00.000Z",
      "episode 1001 2020-01-01T00:00:00.000Z",
    ]);
  });

  test("takes the nearest date, and all of a season or show that names nothing inside", async () => {
    const household = createHousehold();
    await household.trakt.sync.addHistory({
      shows: [
        {
          ids: { slug: "harbour" },
          watched_at: "2026-01-01T00:00:00Z",
          seasons: [{ number: 1, episodes: [{ number: 2 }, { number: 1, watched_at: "2026-02-01T00:00:00Z" }] }],
        },
      ],
      seasons: [{ ids: { tvdb: 301 }, watched_at: "2026-03-01T00:00:00Z" }],
    });
    expect(times(household)).toEqual([
      "episode 1001 2026-03-01T00:00:00.000Z",
      "episode 1002 2026-03-01T00:00:00.000Z",
      "episode 1002 2026-01-01T00:00:00.000Z",
      "episode 1001 2026-02-01T00:00:00.000Z",
    ]);
    await expect(
      household.trakt.sync.addHistory({ shows: [{ ids: { trakt: 10 }, watched_at: at }] }),
    ).resolves.toMatchObject({ added: { episodes: 3 } });
  });

  test("echoes what it does not know, each in its own scope", async () => {
    const { trakt } = createHousehold();
    const answer = await trakt.sync.addHistory({
      movies: [{ ids: { imdb: "tt9999999" }, watched_at: at }],
      shows: [
        { ids: { tvdb: 999 }, seasons: [{ number: 1, episodes: [{ number: 1 }] }] },
        { ids: { tvdb: 210 }, seasons: [{ number: 1, episodes: [{ number: 9 }] }, { number: 7 }] },
      ],
      episodes: [{ ids: { tmdb: 501 } }],
    });
    expect(answer.notFound).toEqual({
      movies: [{ ids: { imdb: "tt9999999" } }],
      shows: [
        { ids: { tvdb: 999 } },
        { ids: { tvdb: 210 }, seasons: [{ number: 1, episodes: [{ number: 9 }] }, { number: 7 }] },
      ],
      seasons: [],
      episodes: [{ ids: { tmdb: 501 } }],
      ids: [],
    });
  });

  test("finds episodes by tmdb only when told to", async () => {
    const { trakt } = createHousehold({ service: { episodeIds: ["trakt", "tvdb", "tmdb"] } });
    const answer = await trakt.sync.addHistory({ episodes: [{ ids: { tmdb: 501 } }] });
    expect(answer.added.episodes).toBe(1);
  });

  test("merges further plays of an account that counts each title once", async () => {
    const household = createHousehold({ service: { settings: { watchOnlyOnce: true } } });
    household.service.account.watch("movie", 1, "2025-01-01T00:00:00Z");
    await expect(
      household.trakt.sync.addHistory({ movies: [{ ids: { trakt: 1 }, watched_at: at }] }),
    ).resolves.toMatchObject({ added: { movies: 0 }, updated: { movies: 1 } });
    expect(times(household)).toEqual([`movie 1 ${minute}`]);
  });

  test("stores nothing of a body that is over the limit", async () => {
    const household = createHousehold({ service: { settings: { limits: { history: 1, ratings: 1 } } } });
    const both = { movies: [{ ids: { trakt: 1 } }, { ids: { trakt: 2 } }] } as const;
    await expect(household.trakt.sync.addHistory(both)).rejects.toMatchObject({
      code: "account-limit",
      limit: 1,
      isVip: false,
      upgradeUrl: "https://trakt.tv/vip",
    });
    expect(times(household)).toEqual([]);
  });
});

describe("removing plays", () => {
  test("by title removes all of them", async () => {
    const household = createHousehold();
    household.service.account.watch("episode", 1001, at);
    household.service.account.watch("episode", 1001, "2026-05-01T00:00:00Z");
    household.service.account.watch("episode", 1002, at);
    const shows = [{ ids: { trakt: 10 }, seasons: [{ number: 1, episodes: [{ number: 1 }] }] }];
    await expect(household.trakt.sync.removeHistory({ shows })).resolves.toMatchObject({ deleted: { episodes: 2 } });
    expect(times(household)).toEqual([`episode 1002 ${minute}`]);
  });

  test("by history id removes one, and echoes an id that is unknown", async () => {
    const household = createHousehold();
    household.service.account.watch("movie", 1, at);
    household.service.account.watch("movie", 1, at);
    const [first] = household.service.account.plays();
    await expect(household.trakt.sync.removeHistory({ ids: [first?.id ?? 0, 5] })).resolves.toMatchObject({
      deleted: { movies: 1 },
      notFound: { ids: [5] },
    });
    expect(times(household)).toHaveLength(1);
  });
});

describe("ratings", () => {
  test("of every type are set, overwritten and removed, and a show's never reach its episodes", async () => {
    const { service, trakt } = createHousehold();
    const set = await trakt.sync.addRatings({
      movies: [{ ids: { trakt: 1 }, rating: 9, rated_at: at }],
      shows: [
        { ids: { trakt: 10 }, rating: 8, seasons: [{ number: 1, rating: 7, episodes: [{ number: 1, rating: 6 }] }] },
      ],
    });
    const again = await trakt.sync.addRatings({ seasons: [{ ids: { trakt: 101 }, rating: 3 }] });
    const removed = await trakt.sync.removeRatings({ shows: [{ ids: { trakt: 10 } }] });
    expect([set.added, again.added.seasons, removed.deleted?.shows]).toEqual([
      { movies: 1, shows: 1, seasons: 1, episodes: 1 },
      1,
      1,
    ]);
    expect(service.account.ratings().map(({ type, traktId, value }) => [type, traktId, value])).toEqual([
      ["movie", 1, 9],
      ["season", 101, 3],
      ["episode", 1001, 6],
    ]);
  });
});

describe("reading", () => {
  test("shows what was watched, by show with the episodes' numbers", async () => {
    const { service, trakt } = createHousehold();
    service.account.watch("episode", 1002, at);
    service.account.watch("episode", 1002, "2026-05-01T00:00:00Z");
    service.account.watch("episode", 1000, at);
    const { rows } = await trakt.sync.watchedShows({ extended: "progress" })(page);
    expect(rows).toMatchObject([
      {
        plays: 3,
        last_watched_at: "2026-05-01T00:00:00.000Z",
        show: { title: "Harbour", ids: { trakt: 10 } },
        seasons: [
          { number: 0, episodes: [{ number: 1, plays: 1, last_watched_at: minute }] },
          { number: 1, episodes: [{ number: 2, plays: 2, last_watched_at: "2026-05-01T00:00:00.000Z" }] },
        ],
      },
    ]);
  });

  test("leaves seasons out when they are not asked for", async () => {
    const { service, trakt } = createHousehold();
    service.account.watch("episode", 1002, at);
    await trakt.sync.watchedShows()(page);
    const [row] = (await trakt.sync.watchedShows()(page)).rows;
    expect(row).not.toHaveProperty("seasons");
  });

  test("shows every play in the minimal maps", async () => {
    const { service, trakt } = createHousehold();
    service.account.watch("movie", 2, at);
    service.account.watch("episode", 1000, at);
    const movies = await trakt.sync.watchedMoviesMinimal()(page);
    const shows = await trakt.sync.watchedShowsMinimal()(page);
    expect([movies, shows]).toEqual([
      { page: 1, rows: [{ trakt: 2, watched_at: [minute] }] },
      {
        page: 1,
        rows: [{ trakt: 10, seasons: [{ trakt: 100, number: 0, episodes: [{ trakt: 1000, watched_at: [minute] }] }] }],
      },
    ]);
  });

  test("finds the plays of a title in a range, newest first", async () => {
    const { service, trakt } = createHousehold();
    service.account.watch("movie", 1, "2026-01-01T10:00:00Z");
    service.account.watch("movie", 1, "2026-01-03T10:00:00Z");
    service.account.watch("movie", 1, "2026-01-05T10:00:00Z");
    service.account.watch("movie", 2, "2026-01-03T10:00:00Z");
    const range = { startAt: "2026-01-01T00:00:00Z", endAt: "2026-01-04T00:00:00Z" };
    const { rows } = await trakt.sync.history({ type: "movies", id: 1, ...range })(page);
    expect(rows.map(({ watched_at }) => watched_at)).toEqual(["2026-01-03T10:00:00.000Z", "2026-01-01T10:00:00.000Z"]);
  });

  test("finds the plays of a show", async () => {
    const { service, trakt } = createHousehold();
    service.account.watch("movie", 1, at);
    service.account.watch("episode", 1001, at);
    const { rows } = await trakt.sync.history({ type: "shows", id: 10 })(page);
    expect(rows).toMatchObject([{ type: "episode", episode: { season: 1, number: 1 }, show: { title: "Harbour" } }]);
  });

  test("lags behind the plays by as much as asked", async () => {
    const { service, trakt, clock } = createHousehold({ service: { watchedLagsBy: 60_000 } });
    service.account.watch("movie", 1, at);
    const early = await trakt.sync.watchedMovies()(page);
    clock.advance(60_000);
    const late = await trakt.sync.watchedMovies()(page);
    const history = await trakt.sync.history()(page);
    expect([early.rows.length, late.rows.length, history.rows.length]).toEqual([0, 1, 1]);
  });

  test("cuts pages of a hundred when no limit is sent, and of 250 at most", async () => {
    const { service, trakt } = createHousehold();
    for (let id = 100; id < 700; id += 1) {
      service.catalogue.addMovie({ ids: { trakt: id }, title: `Movie ${id}` });
      service.account.watch("movie", id, at);
    }
    const { rows, ...told } = await trakt.sync.watchedMovies()({ page: 3, limit: 1000 });
    expect([rows.length, told]).toEqual([100, { page: 3, limit: 250, pageCount: 3, itemCount: 600 }]);
  });

  test("can be read whole by the client", async () => {
    const { service, trakt } = createHousehold({ service: { paging: { max: 1 } } });
    service.account.watch("movie", 1, at);
    service.account.watch("movie", 2, at);
    const sizes: number[] = [];
    for await (const rows of paginate(trakt.sync.watchedMovies(), { key: ({ movie }) => String(movie.ids.trakt) })) {
      sizes.push(rows.length);
    }
    expect([sizes, service.requests.length]).toEqual([[1, 1], 2]);
  });

  test("finds titles by their ids, and the seasons of a show", async () => {
    const { trakt } = createHousehold();
    await expect(trakt.search.byId({ namespace: "tvdb", id: 401, type: "episode" })).resolves.toMatchObject([
      { type: "episode", episode: { ids: { trakt: 1001 } }, show: { ids: { trakt: 10 } } },
    ]);
    await expect(trakt.search.byId({ namespace: "tvdb", id: 401, type: "movie" })).resolves.toEqual([]);
    await expect(trakt.shows.seasons({ id: "tt0000010" })).resolves.toMatchObject([
      { number: 0, episodes: [{ number: 1 }] },
      { number: 1, episodes: [{ ids: { trakt: 1001 } }, { ids: { trakt: 1002 } }] },
    ]);
    await expect(trakt.shows.seasons({ id: 11 })).rejects.toMatchObject({ code: "not-found" });
  });

  test("tells the account's settings and numbers", async () => {
    const { service, trakt } = createHousehold();
    service.account.changeSettings({ vip: true, watchOnlyOnce: true });
    service.account.watch("movie", 1, at);
    await expect(trakt.users.settings({ extended: "browsing" })).resolves.toMatchObject({
      user: { vip: true },
      limits: { watchlist: { item_count: 5000 } },
      browsing: { watch_only_once: true },
    });
    await expect(trakt.users.stats()).resolves.toMatchObject({ movies: { plays: 1, watched: 1 } });
  });
});

describe("the stamps of the last activities", () => {
  test.each<[string, (household: Household) => void, string[]]>([
    ["a movie's play", ({ service }) => service.account.watch("movie", 1, at), ["movies.watched_at"]],
    ["a play removed", ({ service }) => service.account.unwatch("episode", 1001), ["episodes.watched_at"]],
    ["a season's rating", ({ service }) => service.account.rate("season", 101, 8, at), ["seasons.rated_at"]],
    ["a rating removed", ({ service }) => service.account.unrate("show", 10), ["shows.rated_at"]],
    ["a setting", ({ service }) => service.account.changeSettings({ vip: true }), ["account.settings_at"]],
    ["a removal of nothing", ({ service }) => service.account.unwatch("movie", 2), []],
  ])("moves with %s, and no other", async (_, act, moved) => {
    const household = createHousehold();
    household.service.account.watch("episode", 1001, at);
    household.service.account.rate("show", 10, 8, at);
    const before = flatten(await household.trakt.sync.lastActivities());
    act(household);
    const after = flatten(await household.trakt.sync.lastActivities());
    const differing = Object.keys(after).filter((key) => after[key] !== before[key]);
    expect(differing).toEqual(moved.length > 0 ? ["all", ...moved] : []);
  });

  test("never stands still, even when the clock does", async () => {
    const { service, trakt } = createHousehold();
    service.account.watch("movie", 1, at);
    const first = await trakt.sync.lastActivities();
    service.account.watch("movie", 1, at);
    const second = await trakt.sync.lastActivities();
    expect(Date.parse(second.all ?? "")).toBeGreaterThan(Date.parse(first.all ?? ""));
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
