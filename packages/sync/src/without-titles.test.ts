import { describe, expect, test } from "vitest";

import { createTitleNumbers, withoutTitleIds } from "./without-titles.ts";

test("the same title has the same number", () => {
  const numberOf = createTitleNumbers();
  expect(["a", "b", "a", "c"].map(numberOf)).toEqual([1, 2, 1, 3]);
});

describe("withoutTitleIds", () => {
  test.each([
    ["GET https://api.trakt.tv/search/tmdb/603?type=movie", "GET https://api.trakt.tv/search/tmdb/#?type=movie"],
    ['"path":"/shows/1390/seasons"', '"path":"/shows/#/seasons"'],
    ['"path":"/movies/the-matrix"', '"path":"/movies/#"'],
    ["/sync/history/episodes/73640", "/sync/history/episodes/#"],
    ["/library/metadata/4711,", "/library/metadata/#,"],
    ["movie:tmdb:603 or imdb:tt0133093", "movie:tmdb:# or imdb:#"],
  ])("takes out what names a title: %s", (text, expected) => {
    expect(withoutTitleIds(text)).toBe(expected);
  });

  test.each([
    "/sync/watchlist/movies/added/asc",
    "/library/sections/2/all",
    "http://192.168.1.10:32400/identity",
    "plex://movie",
    "trakt: 4 requests",
  ])("leaves %s as it is", (text) => {
    expect(withoutTitleIds(text)).toBe(text);
  });
});
