import { describe, expect, test } from "vitest";
import { scriptClient } from "../../test/scripted-client.ts";
import { empty, json } from "../../test/scripted-fetch.ts";

const movie = { title: "Heat", year: 1995, ids: { trakt: 1, imdb: "tt0113277", tmdb: 949 } };

describe("users", () => {
  test("settings tells the VIP flag, the limits and, if asked, how plays are counted", async () => {
    const answer = {
      user: { username: "ana", vip: true, ids: { slug: "ana", uuid: "u" }, gender: null },
      account: { timezone: "Europe/Madrid", token: null },
      limits: { list: { count: 5, item_count: 250 }, watchlist: { item_count: 250 } },
      browsing: { watch_only_once: true, theme: "dark" },
    };
    const { trakt, seen } = scriptClient([json(answer)]);
    await expect(trakt.users.settings({ extended: "browsing" })).resolves.toEqual({
      user: { username: "ana", vip: true, ids: { slug: "ana", uuid: "u" } },
      account: { timezone: "Europe/Madrid" },
      limits: { list: { count: 5, item_count: 250 }, watchlist: { item_count: 250 } },
      browsing: { watch_only_once: true },
    });
    expect(seen[0]?.url).toBe("https://api.trakt.tv/users/settings?extended=browsing");
  });

  test("settings does with a name alone, as older servers answer", async () => {
    const { trakt, seen } = scriptClient([json({ user: { username: "ana" } })]);
    await expect(trakt.users.settings()).resolves.toEqual({ user: { username: "ana" } });
    expect(seen[0]?.url).toBe("https://api.trakt.tv/users/settings");
  });

  test("stats has no field that must be there", async () => {
    const answer = { movies: { plays: 5, watched: 4, minutes: 9 }, ratings: { total: 1, distribution: { "8": 1 } } };
    const { trakt, seen } = scriptClient([json(answer), json({})]);
    await expect(trakt.users.stats()).resolves.toEqual(answer);
    await expect(trakt.users.stats()).resolves.toEqual({});
    expect(seen[0]?.url).toBe("https://api.trakt.tv/users/me/stats");
  });
});

describe("search by id", () => {
  test("asks with namespace, id and type", async () => {
    const { trakt, seen } = scriptClient([json([{ type: "movie", score: null, movie }])]);
    await expect(trakt.search.byId({ namespace: "tmdb", id: 949, type: "movie" })).resolves.toEqual([
      { type: "movie", movie },
    ]);
    expect(seen[0]?.url).toBe("https://api.trakt.tv/search/tmdb/949?type=movie");
  });

  test("returns nothing for an unknown id, and leaves out people", async () => {
    const { trakt, seen } = scriptClient([json([]), json([{ type: "person", person: { name: "A" } }])]);
    await expect(trakt.search.byId({ namespace: "imdb", id: "tt1" })).resolves.toEqual([]);
    await expect(trakt.search.byId({ namespace: "trakt", id: 1 })).resolves.toEqual([]);
    expect(seen[0]?.url).toBe("https://api.trakt.tv/search/imdb/tt1");
  });

  test("does not take a broken movie for somebody else's kind of result", async () => {
    const { trakt } = scriptClient([json([{ type: "movie", movie: { title: "Heat" } }])]);
    await expect(trakt.search.byId({ namespace: "trakt", id: 1 })).rejects.toMatchObject({ code: "unreadable-answer" });
  });
});

describe("the seasons of a show", () => {
  test("come with all episodes and their ids in one request", async () => {
    const answer = [
      {
        number: 0,
        ids: { trakt: 100, tvdb: null, tmdb: 5 },
        episodes: [{ season: 0, number: 1, title: "Extra", ids: { trakt: 1000, imdb: "" }, number_abs: null }],
      },
      { number: 1, ids: { trakt: 101 } },
    ];
    const { trakt, seen } = scriptClient([json(answer)]);
    await expect(trakt.shows.seasons({ id: "tt0000010" })).resolves.toEqual([
      {
        number: 0,
        ids: { trakt: 100, tvdb: null, tmdb: 5 },
        episodes: [{ season: 0, number: 1, title: "Extra", ids: { trakt: 1000, imdb: "" } }],
      },
      { number: 1, ids: { trakt: 101 } },
    ]);
    expect(seen[0]?.url).toBe("https://api.trakt.tv/shows/tt0000010/seasons?extended=episodes");
  });

  test("of an unknown show are `not-found`", async () => {
    const { trakt } = scriptClient([empty(404)]);
    await expect(trakt.shows.seasons({ id: 1 })).rejects.toMatchObject({ code: "not-found" });
  });
});
