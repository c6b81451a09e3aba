import type {
  TraktCollectedMovie,
  TraktRating,
  TraktSeason,
  TraktWatchedMovie,
  TraktWatchedShowProgress,
  TraktWatchlistEntry,
} from "@pakt/trakt-sdk";
import { describe, expect, test } from "vitest";

import { AT } from "../test/operations.ts";
import {
  toCollectedEpisodes,
  toCollectedMovie,
  toListedEpisodes,
  toRated,
  toTraktIds,
  toWatchedEpisodes,
  toWatchedMovie,
  toWatchlisted,
} from "./trakt-items.ts";

const movie: TraktWatchedMovie["movie"] = {
  title: "Heat",
  year: 1995,
  ids: { trakt: 1, slug: "heat-1995", tmdb: 949, imdb: "tt0113277" },
};
const show: TraktWatchedShowProgress["show"] = {
  title: "The Wire",
  year: 2002,
  ids: { trakt: 10, slug: "the-wire", tvdb: 79_126, tmdb: 1438, imdb: null },
};
const showItem = { ids: ["trakt:10", "tmdb:1438", "tvdb:79126"], title: "The Wire", year: 2002 };

describe("toTraktIds", () => {
  test.each([
    ["Trakt's own first", { imdb: "tt1", tvdb: 4, tmdb: 3, trakt: 2 }, ["trakt:2", "tmdb:3", "tvdb:4", "imdb:tt1"]],
    ["none for what is null or empty", { trakt: 2, tmdb: null, tvdb: undefined, imdb: "" }, ["trakt:2"]],
    ["none at all", {}, []],
  ])("gives %s", (_, ids, expected) => {
    expect(toTraktIds(ids)).toEqual(expected);
  });
});

describe("toWatchedMovie", () => {
  const row: TraktWatchedMovie = { plays: 2, last_watched_at: AT, movie };

  test("gives the movie with its plays and the last date", () => {
    expect(toWatchedMovie(row)).toEqual({
      type: "movie",
      ids: ["trakt:1", "tmdb:949", "imdb:tt0113277"],
      title: "Heat",
      year: 1995,
      watched: { plays: 2, at: AT },
    });
  });

  test.each([
    ["a play at the epoch has no date", { ...row, last_watched_at: "1970-01-01T00:00:00.000Z" }, { plays: 2 }],
    ["no date is no date", { ...row, last_watched_at: null }, { plays: 2 }],
    ["a row of the list was seen, whatever its count", { ...row, plays: 0 }, { plays: 1, at: AT }],
  ])("%s", (_, watched, expected) => {
    expect(toWatchedMovie(watched).watched).toEqual(expected);
  });

  test("does without a title and a year", () => {
    const bare = toWatchedMovie({ ...row, movie: { ...movie, title: null, year: null } });
    expect(bare).toMatchObject({ title: "" });
    expect(bare).not.toHaveProperty("year");
  });
});

describe("toWatchedEpisodes", () => {
  test("gives every episode, specials too, by its show and numbers", () => {
    const items = toWatchedEpisodes({
      plays: 3,
      last_watched_at: AT,
      show,
      seasons: [
        { number: 0, episodes: [{ number: 1, plays: 1, last_watched_at: "1970-01-01T00:00:00.000Z" }] },
        { number: 1, episodes: [{ number: 2, plays: 2, last_watched_at: AT }] },
      ],
    });
    const episode = { type: "episode", ids: [], title: "", show: showItem };
    expect(items).toEqual([
      { ...episode, season: 0, number: 1, watched: { plays: 1 } },
      { ...episode, season: 1, number: 2, watched: { plays: 2, at: AT } },
    ]);
  });
});

describe("toRated", () => {
  const rating = { value: 8, at: AT };
  const rated = { rating: 8, rated_at: AT } as const;
  const season = { number: 1, ids: { trakt: 20, tvdb: 30, tmdb: null } };
  const episode = { season: 1, number: 2, title: "The Detail", ids: { trakt: 40, tvdb: 50, tmdb: null, imdb: null } };

  test.each<[string, TraktRating, object]>([
    [
      "a movie",
      { ...rated, type: "movie", movie },
      { type: "movie", ids: ["trakt:1", "tmdb:949", "imdb:tt0113277"], title: "Heat", year: 1995, rating },
    ],
    ["a show", { ...rated, type: "show", show }, { ...showItem, type: "show", rating }],
    [
      "a season, with its show",
      { ...rated, type: "season", season, show },
      { type: "season", ids: ["trakt:20", "tvdb:30"], title: "", show: showItem, season: 1, rating },
    ],
    [
      "an episode, with its show and numbers",
      { ...rated, type: "episode", episode, show },
      {
        type: "episode",
        ids: ["trakt:40", "tvdb:50"],
        title: "The Detail",
        show: showItem,
        season: 1,
        number: 2,
        rating,
      },
    ],
  ])("reads the rating of %s", (_, row, expected) => {
    expect(toRated(row)).toEqual(expected);
  });
});

describe("toListedEpisodes", () => {
  const seasons: readonly TraktSeason[] = [
    {
      number: 1,
      ids: { trakt: 20, tvdb: null, tmdb: null },
      episodes: [
        { season: 1, number: 1, title: null, ids: { trakt: 41, tvdb: 51, tmdb: null, imdb: null } },
        { season: 1, number: 2, title: "Two", ids: { trakt: 42, tvdb: null, tmdb: null, imdb: null } },
      ],
    },
  ];

  test("gives every episode with its ids and numbers, and nothing of what was seen", () => {
    const known = { ids: ["tvdb:79126"], title: "The Wire" } as const;
    expect(toListedEpisodes(known, seasons)).toEqual([
      { type: "episode", ids: ["trakt:41", "tvdb:51"], title: "", show: known, season: 1, number: 1 },
      { type: "episode", ids: ["trakt:42"], title: "Two", show: known, season: 1, number: 2 },
    ]);
  });
});

describe("toCollectedMovie", () => {
  const row: TraktCollectedMovie = {
    collected_at: AT,
    movie,
    metadata: { media_type: "digital", resolution: "hd_1080p", hdr: null, "3d": true },
  };

  test("gives the movie with what its copy is like, and since when", () => {
    expect(toCollectedMovie(row)).toEqual({
      type: "movie",
      ids: ["trakt:1", "tmdb:949", "imdb:tt0113277"],
      title: "Heat",
      year: 1995,
      collection: { at: AT, quality: { resolution: "1080p", is3d: true } },
    });
  });

  test.each<[string, Partial<TraktCollectedMovie>, object]>([
    [
      "an entry at the epoch has no date",
      { collected_at: "1970-01-01T00:00:00.000Z", metadata: null },
      { quality: {} },
    ],
    ["metadata that is null says nothing", { metadata: null }, { at: AT, quality: {} }],
    ["metadata that was not sent says nothing", { metadata: undefined }, { at: AT, quality: {} }],
    ["a disc is one", { metadata: { media_type: "bluray" } }, { at: AT, quality: {}, isPhysical: true }],
  ])("%s", (_, change, expected) => {
    expect(toCollectedMovie({ ...row, ...change }).collection).toEqual(expected);
  });
});

describe("toCollectedEpisodes", () => {
  test("gives every episode, specials too, by its show and numbers", () => {
    const episode = { collected_at: AT, metadata: null };
    const items = toCollectedEpisodes({
      show,
      seasons: [
        { number: 0, episodes: [{ ...episode, number: 3 }] },
        { number: 2, episodes: [{ ...episode, number: 1, metadata: { audio: "aac", audio_channels: "2.0" } }] },
        { number: 4, episodes: [] },
      ],
    });
    expect(items).toEqual([
      {
        type: "episode",
        ids: [],
        title: "",
        show: showItem,
        season: 0,
        number: 3,
        collection: { at: AT, quality: {} },
      },
      {
        type: "episode",
        ids: [],
        title: "",
        show: showItem,
        season: 2,
        number: 1,
        collection: { at: AT, quality: { audio: "aac", channels: "2.0" } },
      },
    ]);
  });
});

describe("toWatchlisted", () => {
  const listed = { listed_at: AT, id: 7, rank: 1, notes: null };
  const season: TraktWatchlistEntry = { ...listed, type: "season", season: { number: 1, ids: { trakt: 3 } }, show };

  test("gives a movie with the date of its listing", () => {
    expect(toWatchlisted({ ...listed, type: "movie", movie })).toEqual({
      type: "movie",
      ids: ["trakt:1", "tmdb:949", "imdb:tt0113277"],
      title: "Heat",
      year: 1995,
      watchlist: { at: AT },
    });
  });

  test("gives a show", () => {
    expect(toWatchlisted({ ...listed, type: "show", show })).toEqual({
      ...showItem,
      type: "show",
      watchlist: { at: AT },
    });
  });

  test.each<[string, TraktWatchlistEntry]>([
    ["a season", season],
    ["an episode", { ...listed, type: "episode", episode: { season: 1, number: 2, ids: { trakt: 4 } }, show }],
  ])("leaves out %s: no list of Plex can hold one", (_, row) => {
    expect(toWatchlisted(row)).toBeUndefined();
  });
});
