import type { AddPlay, SetRating, Target } from "@pakt/sync-core";
import { describe, expect, test } from "vitest";

import { isNotFound, placeOf, toBody, toSentId } from "./trakt-body.ts";
import type { PlacedOperation, TraktOperation } from "./trakt-body.ts";

const show = { ids: ["tvdb:81189", "tmdb:1396"], title: "Breaking Bad" } as const;
const movie: Target = { type: "movie", ids: ["tmdb:949", "imdb:tt0113277"], title: "Heat", by: "ids" };
const episode = (number: number): Target => ({
  type: "episode",
  ids: [],
  title: "",
  show,
  season: 1,
  number,
  by: "number",
});

const play = (target: Target, at = "2026-01-02T20:10:00.000Z"): AddPlay => ({
  id: `${target.title}${target.number ?? ""}`,
  row: "row",
  reason: "added-on-plex",
  field: "watched",
  action: "add",
  side: "trakt",
  target,
  at,
});
const rating = (target: Target, value: number): SetRating => ({
  id: "r",
  row: "row",
  reason: "added-on-plex",
  field: "rating",
  action: "add",
  side: "trakt",
  target,
  rating: { value, at: "2026-01-02T20:10:30.000Z" },
});

function placed(operation: TraktOperation): PlacedOperation {
  const place = placeOf(operation.target);
  if (place === undefined) throw new Error("no place");
  return { operation, place };
}

describe("toSentId", () => {
  test.each([
    ["Trakt's own id first", "movie", ["imdb:tt1", "tmdb:2", "trakt:3"], { trakt: 3 }],
    ["a movie's tmdb id before its imdb id", "movie", ["imdb:tt1", "tmdb:2"], { tmdb: 2 }],
    ["never a movie's tvdb id", "movie", ["tvdb:9"], undefined],
    ["a show's tvdb id before its tmdb id", "show", ["tmdb:2", "tvdb:9"], { tvdb: 9 }],
    ["never an episode's tmdb id", "episode", ["tmdb:2"], undefined],
    ["no id that is not a number", "show", ["tvdb:abc"], undefined],
  ] as const)("sends %s", (_, type, ids, expected) => {
    expect(toSentId(type, ids)).toEqual(expected);
  });
});

describe("toBody", () => {
  test("puts episodes that go by number under their show, once", () => {
    const body = toBody([play(movie), play(episode(1)), play(episode(2), "unknown")].map(placed));
    expect(body).toEqual({
      movies: [{ ids: { tmdb: 949 }, watched_at: "2026-01-02T20:10:00.000Z" }],
      shows: [
        {
          ids: { tvdb: 81189 },
          seasons: [
            {
              number: 1,
              episodes: [
                { number: 1, watched_at: "2026-01-02T20:10:00.000Z" },
                { number: 2, watched_at: "unknown" },
              ],
            },
          ],
        },
      ],
    });
  });

  test("rates a season beside its episodes", () => {
    const season: Target = { type: "season", ids: [], title: "", show, season: 1, by: "number" };
    expect(toBody([rating(episode(3), 7), rating(season, 8)].map(placed))).toEqual({
      shows: [
        {
          ids: { tvdb: 81189 },
          seasons: [
            {
              number: 1,
              rating: 8,
              rated_at: "2026-01-02T20:10:30.000Z",
              episodes: [{ number: 3, rating: 7, rated_at: "2026-01-02T20:10:30.000Z" }],
            },
          ],
        },
      ],
    });
  });

  test("puts an episode that goes by its ids on the top level", () => {
    const byIds: Target = { ...episode(4), ids: ["tvdb:349232"], by: "ids" };
    expect(toBody([placed(rating(byIds, 9))])).toEqual({
      episodes: [{ ids: { tvdb: 349232 }, rating: 9, rated_at: "2026-01-02T20:10:30.000Z" }],
    });
  });
});

describe("isNotFound", () => {
  const none = { movies: [], shows: [], seasons: [], episodes: [], ids: [] };
  const place = placed(play(episode(2))).place;

  test.each([
    ["a movie by its id", placed(play(movie)).place, { ...none, movies: [{ ids: { tmdb: 949 } }] }, true],
    ["another movie", placed(play(movie)).place, { ...none, movies: [{ ids: { tmdb: 950 } }] }, false],
    ["a show with all its episodes", place, { ...none, shows: [{ ids: { tvdb: 81189 } }] }, true],
    [
      "a season with all its episodes",
      place,
      { ...none, shows: [{ ids: { tvdb: 81189 }, seasons: [{ number: 1 }] }] },
      true,
    ],
    [
      "one episode of a season",
      place,
      { ...none, shows: [{ ids: { tvdb: 81189 }, seasons: [{ number: 1, episodes: [{ number: 2 }] }] }] },
      true,
    ],
    [
      "another episode of the season",
      place,
      { ...none, shows: [{ ids: { tvdb: 81189 }, seasons: [{ number: 1, episodes: [{ number: 3 }] }] }] },
      false,
    ],
  ])("understands an echo of %s", (_, sent, notFound, expected) => {
    expect(isNotFound(sent, notFound)).toBe(expected);
  });
});
