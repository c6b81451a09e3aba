import type { AddPlay, SetRating, Target } from "@pakt/sync-core";
import { describe, expect, test } from "vitest";

import { collect, list, uncollect, unlist } from "../test/operations.ts";
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

describe("toBody, of a collection", () => {
  const since = { collected_at: "2026-01-02T20:10:00.000Z", media_type: "digital" };

  test("says what each file is like and since when, episodes under their show", () => {
    const body = toBody([
      placed(collect(movie, { resolution: "4k", hdr: "hdr10", audio: "dts-hd-ma", channels: "5.1" })),
      placed(collect(episode(1), { resolution: "1080p", is3d: true })),
      placed(collect(episode(2), { resolution: "720p", unknown: ["audio"] })),
    ]);
    const metadata = { resolution: "uhd_4k", hdr: "hdr10", audio: "dts_ma", audio_channels: "5.1" };
    const episodes = [
      { number: 1, ...since, resolution: "hd_1080p", "3d": true },
      { number: 2, ...since, resolution: "hd_720p" },
    ];
    expect(body).toEqual({
      movies: [{ ids: { tmdb: 949 }, ...since, ...metadata }],
      shows: [{ ids: { tvdb: 81189 }, seasons: [{ number: 1, episodes }] }],
    });
  });

  test("leaves out a date that nobody knows", () => {
    const { at: _, ...undated } = collect(movie, {});
    expect(toBody([placed(undated)])).toEqual({ movies: [{ ids: { tmdb: 949 }, media_type: "digital" }] });
  });

  test("takes out titles by their place alone", () => {
    expect(toBody([placed(uncollect(movie)), placed(uncollect(episode(2)))])).toEqual({
      movies: [{ ids: { tmdb: 949 } }],
      shows: [{ ids: { tvdb: 81189 }, seasons: [{ number: 1, episodes: [{ number: 2 }] }] }],
    });
  });
});

describe("toBody, of a watchlist", () => {
  const wire: Target = { type: "show", ids: ["tmdb:1438", "tvdb:79126"], title: "The Wire", by: "ids" };

  test.each([
    ["adding", list],
    ["removing", unlist],
  ])("names the titles and says nothing of them, %s", (_, make) => {
    expect(toBody([placed(make(movie, "trakt")), placed(make(wire, "trakt"))])).toEqual({
      movies: [{ ids: { tmdb: 949 } }],
      shows: [{ ids: { tvdb: 79126 } }],
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
    [
      "an episode of the show that was itself found",
      placed(rating({ type: "show", ids: ["tvdb:81189"], title: "", by: "ids" }, 7)).place,
      { ...none, shows: [{ ids: { tvdb: 81189 }, seasons: [{ number: 1, episodes: [{ number: 3 }] }] }] },
      false,
    ],
  ])("understands an echo of %s", (_, sent, notFound, expected) => {
    expect(isNotFound(sent, notFound)).toBe(expected);
  });
});
