import { describe, expect, test } from "vitest";

import { AT } from "../test/operations.ts";
import { breakTrakt, startTrakt, status } from "../test/start-trakt.ts";
import type { StartedTrakt } from "../test/start-trakt.ts";
import { findPlays, toRanges } from "./find-plays.ts";

describe("toRanges", () => {
  test.each([
    ["nothing for no plays", [], []],
    [
      "one play, a minute wider on both ends of its minute",
      [AT],
      [{ from: "2026-01-02T20:09:00.000Z", to: "2026-01-02T20:12:00.000Z" }],
    ],
    [
      "plays of one month together, in whatever order they come",
      ["2026-01-20T10:00:00.000Z", "2026-01-02T10:00:00.000Z", "2026-01-10T10:00:00.000Z"],
      [{ from: "2026-01-02T09:59:00.000Z", to: "2026-01-20T10:02:00.000Z" }],
    ],
    [
      "plays that are years apart by themselves: what is between is not read",
      ["2020-01-01T10:00:00.000Z", "2026-01-01T10:00:00.000Z"],
      [
        { from: "2020-01-01T09:59:00.000Z", to: "2020-01-01T10:02:00.000Z" },
        { from: "2026-01-01T09:59:00.000Z", to: "2026-01-01T10:02:00.000Z" },
      ],
    ],
    [
      "a chain of plays with less than a month between each two together",
      ["2026-01-01T10:00:00.000Z", "2026-01-30T10:00:00.000Z", "2026-02-28T10:00:00.000Z"],
      [{ from: "2026-01-01T09:59:00.000Z", to: "2026-02-28T10:02:00.000Z" }],
    ],
    [
      "a play without a date at the epoch, where Trakt keeps it",
      ["unknown", AT],
      [
        { from: "1970-01-01T00:00:00.000Z", to: "1970-01-01T00:02:00.000Z" },
        { from: "2026-01-02T20:09:00.000Z", to: "2026-01-02T20:12:00.000Z" },
      ],
    ],
  ])("gives %s", (_, times, expected) => {
    expect(toRanges(times.map((at) => ({ at })))).toEqual(expected);
  });
});

function startWatched(): StartedTrakt {
  const started = startTrakt();
  const { catalogue, account } = started.service;
  catalogue.addMovie({ ids: { trakt: 1, tmdb: 949, imdb: "tt0113277" }, title: "Heat" });
  catalogue.addShow({
    ids: { trakt: 10, tvdb: 210 },
    title: "Harbour",
    seasons: [{ number: 1, ids: { trakt: 301 }, episodes: [{ number: 2, ids: { trakt: 402, tvdb: 502 } }] }],
  });
  account.watch("movie", 1, AT);
  account.watch("episode", 402, AT);
  account.watch("movie", 1, "2019-05-05T10:00:00.000Z");
  account.watch("movie", 1, "1970-01-01T00:00:00.000Z");
  return started;
}

describe("findPlays", () => {
  test("gives movies and episodes with every id by which they may be known", async () => {
    const { trakt } = startWatched();
    expect(await findPlays(trakt, [{ at: AT }])).toEqual([
      {
        type: "episode",
        ids: ["trakt:402", "tvdb:502"],
        showIds: ["trakt:10", "tvdb:210"],
        season: 1,
        number: 2,
        at: AT,
        play: 10_000_000_002,
      },
      { type: "movie", ids: ["trakt:1", "tmdb:949", "imdb:tt0113277"], at: AT, play: 10_000_000_001 },
    ]);
  });

  test("gives a play at the epoch as one without a date", async () => {
    const { trakt } = startWatched();
    expect(await findPlays(trakt, [{ at: "unknown" }])).toMatchObject([{ type: "movie", at: "unknown" }]);
  });

  test("asks for nothing but the stretches of time that the plays are in", async () => {
    const { trakt, service } = startWatched();
    await findPlays(trakt, [{ at: AT }, { at: "2019-05-05T10:00:00.000Z" }]);
    expect(service.requests.map(({ path, query }) => ({ path, query }))).toEqual([
      {
        path: "/sync/history",
        query: { page: "1", limit: "250", start_at: "2019-05-05T09:59:00.000Z", end_at: "2019-05-05T10:02:00.000Z" },
      },
      {
        path: "/sync/history",
        query: { page: "1", limit: "250", start_at: "2026-01-02T20:09:00.000Z", end_at: "2026-01-02T20:12:00.000Z" },
      },
    ]);
  });

  test("reads every page", async () => {
    const { trakt, service } = startWatched();
    for (let second = 0; second < 300; second += 1) service.account.watch("movie", 1, AT);
    expect(await findPlays(trakt, [{ at: AT }])).toHaveLength(302);
    expect(service.requests).toHaveLength(2);
  });

  test("throws when the history is not complete: what is missing could be the play", async () => {
    const { trakt, service } = startWatched();
    breakTrakt(
      service,
      { method: "GET", path: "/sync/history" },
      { kind: "json", transform: (rows) => (Array.isArray(rows) ? rows.slice(1) : rows) },
      "after",
    );
    await expect(findPlays(trakt, [{ at: AT }])).rejects.toMatchObject({ code: "incomplete" });
  });

  test("throws when the history cannot be read", async () => {
    const { trakt, service } = startWatched();
    breakTrakt(service, { method: "GET", path: "/sync/history" }, status(503));
    await expect(findPlays(trakt, [{ at: AT }])).rejects.toMatchObject({ code: "server-error" });
  });
});
