import { describe, expect, test } from "vitest";
import { createHousehold } from "../../test/household.ts";
import type { Household } from "../../test/household.ts";

const at = "2026-01-02T20:10:33.000Z";
const later = "2026-02-02T20:10:33.000Z";
const now = "2026-11-22T10:00:00.000Z";
const page = { page: 1, limit: 250 };

function listed({ service }: Household): string[] {
  return service.account.watchlist().map(({ type, traktId }) => `${type} ${traktId}`);
}

/** Everything on the list that a play of the first episode of the first season concerns, and more. */
function fill(options: Parameters<typeof createHousehold>[0] = {}): Household {
  const household = createHousehold(options);
  const { account } = household.service;
  account.list("show", 10, later);
  account.list("movie", 1, at);
  account.list("movie", 2, later);
  account.list("season", 101, at);
  account.list("season", 100, at);
  account.list("episode", 1001, at);
  account.list("episode", 1002, at);
  return household;
}

describe("listing", () => {
  test("adds titles of every type, a show alone, and tells how long the list is", async () => {
    const household = createHousehold();
    const answer = await household.trakt.sync.addWatchlist({
      movies: [{ ids: { imdb: "tt0113277" }, notes: "with subtitles" }, { ids: { trakt: 77 } }],
      shows: [{ ids: { tvdb: 210 } }, { ids: { trakt: 10 }, seasons: [{ number: 1, episodes: [{ number: 2 }] }] }],
      seasons: [{ ids: { tvdb: 301 } }],
      episodes: [{ ids: { tvdb: 401 } }],
    });
    expect(answer).toMatchObject({
      added: { movies: 1, shows: 1, seasons: 1, episodes: 2 },
      existing: { movies: 0, shows: 0, seasons: 0, episodes: 0 },
      notFound: { movies: [{ ids: { trakt: 77 } }] },
      list: { updated_at: now, item_count: 5 },
    });
    expect(listed(household)).toEqual(["movie 1", "season 101", "episode 1001", "show 10", "episode 1002"]);
  });

  test("leaves what is there as it is", async () => {
    const { service, trakt } = fill();
    const before = service.account.watchlist();
    const body = { movies: [{ ids: { trakt: 1 }, notes: "again" }], shows: [{ ids: { trakt: 10 } }] };
    await expect(trakt.sync.addWatchlist(body)).resolves.toMatchObject({
      added: { movies: 0, shows: 0 },
      existing: { movies: 1, shows: 1 },
    });
    expect(service.account.watchlist()).toEqual(before);
  });

  test("removes a show alone, or what is named inside it", async () => {
    const household = fill();
    const shows = [{ ids: { trakt: 10 } }, { ids: { trakt: 10 }, seasons: [{ number: 1, episodes: [{ number: 1 }] }] }];
    await expect(
      household.trakt.sync.removeWatchlist({ shows, movies: [{ ids: { trakt: 2 } }] }),
    ).resolves.toMatchObject({
      deleted: { movies: 1, shows: 1, seasons: 0, episodes: 1 },
      list: { item_count: 4 },
    });
    expect(listed(household)).toEqual(["movie 1", "season 101", "season 100", "episode 1002"]);
  });
});

describe("what is watched", () => {
  test("by a movie leaves the list, whoever adds the play", async () => {
    const household = fill();
    household.service.account.watch("movie", 1, at);
    await household.trakt.sync.addHistory({ movies: [{ ids: { trakt: 2 }, watched_at: at }] });
    expect(listed(household).filter((title) => title.startsWith("movie"))).toEqual([]);
  });

  test("by an episode leaves the list with its season and its show", async () => {
    const household = fill();
    await household.trakt.sync.addHistory({ episodes: [{ ids: { trakt: 1001 }, watched_at: at }] });
    expect(listed(household)).toEqual(["movie 1", "movie 2", "season 100", "episode 1002"]);
  });

  test("stays where the service is told so", () => {
    const household = fill({ service: { dropsWatched: false } });
    household.service.account.watch("movie", 1, at);
    household.service.account.watch("episode", 1001, at);
    expect(listed(household)).toHaveLength(7);
  });
});

describe("reading the watchlist", () => {
  test("has all types by rank", async () => {
    const { trakt } = fill();
    const { rows, itemCount } = await trakt.sync.watchlist()(page);
    expect(itemCount).toBe(7);
    expect(rows.slice(0, 5)).toMatchObject([
      { rank: 1, id: 101, listed_at: later, notes: null, type: "show", show: { title: "Harbour" } },
      { rank: 2, id: 102, listed_at: at, type: "movie", movie: { title: "Heat" } },
      { rank: 3, type: "movie", movie: { title: "The Matrix" } },
      { rank: 4, type: "season", season: { number: 1 }, show: { title: "Harbour" } },
      { rank: 5, type: "season", season: { number: 0 }, show: { title: "Harbour" } },
    ]);
  });

  test("has one type in the order in which it was listed", async () => {
    const { service, trakt } = fill();
    service.account.unlist("movie", 1);
    service.account.list("movie", 1, at);
    const { rows } = await trakt.sync.watchlist({ type: "movies" })(page);
    expect(rows.map(({ rank, listed_at }) => [rank, listed_at])).toEqual([
      [7, at],
      [2, later],
    ]);
  });

  test("is cut into pages", async () => {
    const { trakt } = fill({ service: { paging: { max: 3 } } });
    const { rows, ...told } = await trakt.sync.watchlist()({ page: 3, limit: 250 });
    expect([rows.length, told]).toEqual([1, { page: 3, limit: 3, pageCount: 3, itemCount: 7 }]);
  });
});
