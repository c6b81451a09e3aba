import type { PlexEpisode, PlexMovie, PlexSeason, PlexShow } from "@pakt/plex-sdk";
import { describe, expect, test } from "vitest";

import { createPlexItemReader } from "./plex-items.ts";

const movie = (fields: Partial<PlexMovie>): PlexMovie => ({
  type: "movie",
  ratingKey: "1",
  guid: "plex://movie/5d776b59ad5437001f79c6f8",
  guids: ["imdb://tt0113277", "tmdb://949"],
  title: "Heat",
  media: [],
  ...fields,
});
const show: PlexShow = {
  type: "show",
  ratingKey: "10",
  guid: "plex://show/5d9c086c46115600200aa2fe",
  guids: ["tvdb://79126"],
  title: "The Wire",
  year: 2002,
};
const season: PlexSeason = {
  type: "season",
  ratingKey: "11",
  guid: "plex://season/602e67d31d3358002c411c39",
  guids: [],
  title: "Season 1",
  index: 1,
  parentRatingKey: "10",
  userRating: 9,
  lastRatedAt: 1_700_000_000,
};
const episode = (fields: Partial<PlexEpisode>): PlexEpisode => ({
  type: "episode",
  ratingKey: "12",
  guid: "plex://episode/5d9c1275e98e47001eb84029",
  guids: ["tvdb://297999"],
  title: "The Target",
  index: 1,
  parentIndex: 1,
  parentRatingKey: "11",
  grandparentRatingKey: "10",
  grandparentTitle: "The Wire",
  media: [],
  ...fields,
});

function read(
  ...rows: readonly (PlexMovie | PlexShow | PlexSeason | PlexEpisode)[]
): ReturnType<ReturnType<typeof createPlexItemReader>["items"]> {
  const reader = createPlexItemReader((ratingKey) => `server/${ratingKey}`);
  reader.add(rows);
  return reader.items();
}

describe("createPlexItemReader", () => {
  test("turns a watched and rated movie into an item", () => {
    const [item] = read(
      movie({
        year: 1995,
        duration: 10_200_000,
        viewCount: 2,
        lastViewedAt: 1_760_000_000,
        userRating: 8,
        lastRatedAt: 1_760_000_100,
      }),
    );
    expect(item).toEqual({
      type: "movie",
      ids: ["tmdb:949", "imdb:tt0113277", "plex:5d776b59ad5437001f79c6f8"],
      title: "Heat",
      year: 1995,
      ref: "server/1",
      runtimeMs: 10_200_000,
      watched: { plays: 2, at: "2025-10-09T08:53:20.000Z" },
      rating: { value: 8, at: "2025-10-09T08:55:00.000Z" },
    });
  });

  test.each([
    ["a float is rounded", 7.4, { value: 7 }],
    ["half a point up", 7.5, { value: 8 }],
    ["the least is one", 0.2, { value: 1 }],
    ["zero is none", 0, undefined],
    ["nothing is none", undefined, undefined],
  ])("reads a rating: %s", (_, userRating, expected) => {
    const [item] = read(movie(userRating === undefined ? {} : { userRating }));
    expect(item?.rating).toEqual(expected);
  });

  test.each([
    ["no date", undefined],
    ["a date of zero", 0],
    ["a date that is none", 9_000_000_000_000_000],
  ])("a view with %s is a view without a date", (_, lastViewedAt) => {
    const [item] = read(movie({ viewCount: 1, ...(lastViewedAt === undefined ? {} : { lastViewedAt }) }));
    expect(item?.watched).toEqual({ plays: 1 });
  });

  test("gives an episode its show's ids apart from its own", () => {
    const item = read(show, episode({})).find(({ type }) => type === "episode");
    expect(item).toMatchObject({
      ids: ["tvdb:297999", "plex:5d9c1275e98e47001eb84029"],
      show: { ids: ["tvdb:79126", "plex:5d9c086c46115600200aa2fe"], title: "The Wire", year: 2002 },
      season: 1,
      number: 1,
    });
  });

  test("makes a season from its episodes, and takes the rating of the one that was listed", () => {
    const seasons = read(
      show,
      season,
      episode({}),
      episode({ ratingKey: "22", parentIndex: 0, parentRatingKey: "21" }),
    ).filter(({ type }) => type === "season");
    expect(seasons.map(({ ref, season: number, rating }) => ({ ref, number, rating: rating?.value }))).toEqual([
      { ref: "server/11", number: 1, rating: 9 },
      { ref: "server/21", number: 0, rating: undefined },
    ]);
  });

  test("marks the episodes of one file, and only those", () => {
    const file = (path: string): PlexEpisode["media"] => [{ parts: [{ file: path }] }];
    const items = read(
      show,
      episode({ ratingKey: "12", index: 1, media: file("/tv/s01e01-e02.mkv") }),
      episode({ ratingKey: "13", index: 2, media: file("/tv/s01e01-e02.mkv") }),
      episode({ ratingKey: "14", index: 3, media: file("/tv/s01e03.mkv") }),
    );
    expect(items.filter(({ type }) => type === "episode").map(({ number, file: path }) => ({ number, path }))).toEqual([
      { number: 1, path: "/tv/s01e01-e02.mkv" },
      { number: 2, path: "/tv/s01e01-e02.mkv" },
      { number: 3, path: undefined },
    ]);
  });
});
