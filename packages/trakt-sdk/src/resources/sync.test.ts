import { describe, expect, test } from "vitest";
import { scriptClient } from "../../test/scripted-client.ts";
import { json } from "../../test/scripted-fetch.ts";
import type { Page, PageRequest, Trakt } from "../index.ts";

const page: PageRequest = { page: 2, limit: 250 };
const headers = {
  "x-pagination-page": "2",
  "x-pagination-limit": "100",
  "x-pagination-page-count": "2",
  "x-pagination-item-count": "101",
};
const told = { page: 2, limit: 100, pageCount: 2, itemCount: 101 };
const movie = { title: "Heat", year: 1995, ids: { trakt: 1, slug: "heat-1995", imdb: "tt0113277", tmdb: 949 } };
const show = { title: "Harbour", year: null, ids: { trakt: 10, slug: "harbour", tvdb: 210, imdb: "", tmdb: null } };
const episode = { season: 1, number: 2, title: null, ids: { trakt: 2, tvdb: 3, imdb: null, tmdb: 4 } };
const at = "2026-01-02T20:10:00.000Z";

type Row = [string, (trakt: Trakt) => (request: PageRequest) => Promise<Page<unknown>>, string, unknown, unknown[]];

describe("a list", () => {
  test.each<Row>([
    [
      "of watched movies",
      ({ sync }) => sync.watchedMovies(),
      "/sync/watched/movies?page=2&limit=250",
      [{ plays: 2, last_watched_at: at, last_updated_at: at, movie, extra: true }],
      [{ plays: 2, last_watched_at: at, last_updated_at: at, movie }],
    ],
    [
      "of watched shows",
      ({ sync }) => sync.watchedShows(),
      "/sync/watched/shows?page=2&limit=250",
      [{ plays: 2, last_watched_at: null, reset_at: null, show }],
      [{ plays: 2, last_watched_at: null, reset_at: null, show }],
    ],
    [
      "of watched shows with their episodes",
      ({ sync }) => sync.watchedShows({ extended: "progress" }),
      "/sync/watched/shows?extended=progress&page=2&limit=250",
      [{ plays: 1, show, seasons: [{ number: 0, episodes: [{ number: 1, plays: 1, last_watched_at: at, x: 1 }] }] }],
      [{ plays: 1, show, seasons: [{ number: 0, episodes: [{ number: 1, plays: 1, last_watched_at: at }] }] }],
    ],
    [
      "of every movie's plays",
      ({ sync }) => sync.watchedMoviesMinimal(),
      "/users/me/watched/movies?extended=min&page=2&limit=250",
      { 7: [at, at] },
      [{ trakt: 7, watched_at: [at, at] }],
    ],
    [
      "of every episode's plays",
      ({ sync }) => sync.watchedShowsMinimal(),
      "/users/me/watched/shows?extended=min&specials=true&season_numbers=true&page=2&limit=250",
      { 4242: { "1001|0": { 5001: [at] } } },
      [{ trakt: 4242, seasons: [{ trakt: 1001, number: 0, episodes: [{ trakt: 5001, watched_at: [at] }] }] }],
    ],
    [
      "of all ratings",
      ({ sync }) => sync.ratings(),
      "/sync/ratings?page=2&limit=250",
      [
        { rated_at: at, rating: 8, type: "movie", movie },
        { rated_at: at, rating: 7, type: "season", season: { number: 1, ids: { trakt: 9 } }, show },
      ],
      [
        { rated_at: at, rating: 8, type: "movie", movie },
        { rated_at: at, rating: 7, type: "season", season: { number: 1, ids: { trakt: 9 } }, show },
      ],
    ],
    [
      "of one type's ratings",
      ({ sync }) => sync.ratings({ type: "episodes" }),
      "/sync/ratings/episodes?page=2&limit=250",
      [{ rated_at: at, rating: 8, type: "episode", episode, show }],
      [{ rated_at: at, rating: 8, type: "episode", episode, show }],
    ],
    [
      "of all plays",
      ({ sync }) => sync.history(),
      "/sync/history?page=2&limit=250",
      [{ id: 10_123_456_789, watched_at: at, action: "scrobble", type: "episode", episode, show }],
      [{ id: 10_123_456_789, watched_at: at, action: "scrobble", type: "episode", episode, show }],
    ],
    [
      "of one movie's plays in a minute",
      ({ sync }) => sync.history({ type: "movies", id: 1, startAt: at, endAt: at }),
      "/sync/history/movies/1?start_at=2026-01-02T20%3A10%3A00.000Z&end_at=2026-01-02T20%3A10%3A00.000Z&page=2&limit=250",
      [],
      [],
    ],
  ])("%s", async (_, listOf, path, answer, rows) => {
    const { trakt, seen } = scriptClient([json(answer, { headers })]);
    await expect(listOf(trakt)(page)).resolves.toEqual({ rows, ...told });
    expect(seen.map(({ method, url }) => [method, url])).toEqual([["GET", `https://api.trakt.tv${path}`]]);
  });

  test("says nothing about the whole when the headers do not, or not in numbers", async () => {
    const { trakt } = scriptClient([json([], { headers: { "x-pagination-item-count": "many" } })]);
    await expect(trakt.sync.ratings()(page)).resolves.toEqual({ rows: [], page: 2 });
  });

  test.each([
    ["a show without seasons, where they were asked for", [{ plays: 1, show }], "[0].seasons"],
    ["a row of another shape", [{ plays: "1", show, seasons: [] }], "[0].plays"],
    ["an object in place of a list", { rows: [] }, "the whole"],
  ])("names what it cannot read: %s", async (_, answer, where) => {
    const { trakt } = scriptClient([json(answer)]);
    await expect(trakt.sync.watchedShows({ extended: "progress" })(page)).rejects.toMatchObject({
      code: "unreadable-answer",
      message: expect.stringContaining(where),
    });
  });

  test("does not round a history id that a number cannot hold", async () => {
    const row = { id: 2 ** 60, watched_at: at, action: "watch", type: "movie", movie };
    const { trakt } = scriptClient([json([row])]);
    await expect(trakt.sync.history()(page)).rejects.toMatchObject({ code: "unreadable-answer" });
  });
});

describe("a write", () => {
  const none = { movies: 0, shows: 0, seasons: 0, episodes: 0 };
  const nothingMissing = { movies: [], shows: [], seasons: [], episodes: [], ids: [] };

  test("of plays sends the body as it is and returns the counts and the echo", async () => {
    const answer = {
      added: { movies: 1, episodes: 2 },
      updated: { movies: 0, episodes: 1 },
      not_found: {
        movies: [{ ids: { imdb: "tt9999999", plex: { guid: "g" } }, watched_at: at }],
        shows: [{ ids: { tvdb: 1 }, seasons: [{ number: 1, episodes: [{ number: 9 }, { number: "x" }] }] }],
        people: [],
      },
    };
    const body = {
      movies: [{ ids: { imdb: "tt9999999" }, watched_at: "2026-01-02T20:10:00.000Z" }],
      shows: [{ ids: { tvdb: 1 }, seasons: [{ number: 1, episodes: [{ number: 9, watched_at: "unknown" }] }] }],
      episodes: [{ ids: { trakt: 16 }, watched_at: "released" }],
    } as const;
    const { trakt, seen } = scriptClient([json(answer, { status: 201 })]);
    await expect(trakt.sync.addHistory(body)).resolves.toEqual({
      added: { ...none, movies: 1, episodes: 2 },
      updated: { ...none, episodes: 1 },
      notFound: {
        ...nothingMissing,
        movies: [{ ids: { imdb: "tt9999999", plex: null } }],
        shows: [{ ids: { tvdb: 1 }, seasons: [{ number: 1, episodes: [{ number: 9 }, { number: null }] }] }],
      },
    });
    expect(seen.map(({ method, url, body: sent }) => [method, url, sent])).toEqual([
      ["POST", "https://api.trakt.tv/sync/history", body],
    ]);
  });

  test("that removes plays returns what was deleted and the history ids that are unknown", async () => {
    const { trakt, seen } = scriptClient([json({ deleted: { movies: 1 }, not_found: { ids: [23] } })]);
    await expect(trakt.sync.removeHistory({ ids: [22, 23] })).resolves.toEqual({
      added: none,
      deleted: { ...none, movies: 1 },
      notFound: { ...nothingMissing, ids: [23] },
    });
    expect([seen[0]?.url, seen[0]?.body]).toEqual(["https://api.trakt.tv/sync/history/remove", { ids: [22, 23] }]);
  });

  test("of ratings", async () => {
    const body = { shows: [{ ids: { tvdb: 1 }, seasons: [{ number: 1, rating: 8 }] }] } as const;
    const { trakt, seen } = scriptClient([json({ added: { seasons: 1 }, not_found: {} }, { status: 201 })]);
    await expect(trakt.sync.addRatings(body)).resolves.toEqual({
      added: { ...none, seasons: 1 },
      notFound: nothingMissing,
    });
    expect([seen[0]?.url, seen[0]?.body]).toEqual(["https://api.trakt.tv/sync/ratings", body]);
  });

  test("that removes ratings", async () => {
    const body = { movies: [{ ids: { trakt: 1 } }] } as const;
    const { trakt, seen } = scriptClient([json({ deleted: { movies: 1 } })]);
    await expect(trakt.sync.removeRatings(body)).resolves.toEqual({
      added: none,
      deleted: { ...none, movies: 1 },
      notFound: nothingMissing,
    });
    expect([seen[0]?.url, seen[0]?.body]).toEqual(["https://api.trakt.tv/sync/ratings/remove", body]);
  });
});

describe("last activities", () => {
  const stamps = { watched_at: null, rated_at: null, collected_at: "1970-01-01T00:00:00.000Z", watchlisted_at: null };
  const answer = { movies: stamps, episodes: stamps, shows: stamps, seasons: stamps };

  test("take the epoch and null alike", async () => {
    const { trakt } = scriptClient([json({ ...answer, watchlist: { updated_at: at } })]);
    await expect(trakt.sync.lastActivities()).resolves.toMatchObject({
      movies: stamps,
      shows: { watchlisted_at: null },
      watchlist: { updated_at: at },
    });
  });

  // Two absent stamps would look unchanged.
  test.each([
    ["movies", "watched_at"],
    ["movies", "collected_at"],
    ["movies", "watchlisted_at"],
    ["episodes", "collected_at"],
    ["episodes", "watchlisted_at"],
    ["shows", "watchlisted_at"],
    ["seasons", "watchlisted_at"],
    ["seasons", "rated_at"],
  ] as const)("are unreadable without %s.%s", async (block, key) => {
    const { trakt } = scriptClient([json({ ...answer, [block]: { ...stamps, [key]: undefined } })]);
    await expect(trakt.sync.lastActivities()).rejects.toMatchObject({
      code: "unreadable-answer",
      message: expect.stringContaining(`${block}.${key}`),
    });
  });
});
