import type { Target } from "@pakt/sync-core";
import { describe, expect, test } from "vitest";

import { AT, movieTarget, rate, unrate } from "../test/operations.ts";
import { breakTrakt, startTrakt, status } from "../test/start-trakt.ts";
import type { StartedTrakt } from "../test/start-trakt.ts";
import { confirmRatings } from "./confirm-ratings.ts";

const show = { ids: ["tvdb:210"], title: "Harbour" } as const;
const season: Target = { type: "season", ids: [], title: "", show, season: 1, by: "number" };
const episode: Target = { type: "episode", ids: [], title: "", show, season: 1, number: 1, by: "number" };

/** Movie 1 is rated 7, and so are season 1 of a show and its first episode. Movie 2 and the second episode are not. */
function startRated(): StartedTrakt {
  const started = startTrakt();
  const { catalogue, account } = started.service;
  for (const number of [1, 2]) catalogue.addMovie({ ids: { trakt: number, tmdb: 100_000 + number }, title: "A movie" });
  catalogue.addShow({
    ids: { trakt: 10, tvdb: 210 },
    title: "Harbour",
    seasons: [
      {
        number: 1,
        ids: { trakt: 301 },
        episodes: [
          { number: 1, ids: { trakt: 401, tvdb: 501 } },
          { number: 2, ids: { trakt: 402, tvdb: 502 } },
        ],
      },
    ],
  });
  account.rate("movie", 1, 7, AT);
  account.rate("season", 301, 7, AT);
  account.rate("episode", 401, 7, AT);
  return started;
}

describe("confirmRatings", () => {
  test.each([
    ["a rating that is shown is done", rate(movieTarget(1), 7), true],
    ["another value is not done", rate(movieTarget(1), 8), false],
    ["a title that is not rated is not done", rate(movieTarget(2), 7), false],
    ["a season is found by its show and number", rate(season, 7), true],
    ["another season is not", rate({ ...season, season: 2 }, 7), false],
    ["an episode is found by its show and numbers", rate(episode, 7), true],
    ["another episode is not", rate({ ...episode, number: 2 }, 7), false],
    ["an episode is found by its own id", rate({ ...episode, ids: ["tvdb:501"], by: "ids" }, 7), true],
    ["an id is of its type: movie 301 is not season 301", rate(movieTarget(301), 7), false],
    ["the show of a rated season is not rated", rate({ type: "show", ids: show.ids, title: "", by: "ids" }, 7), false],
    ["a removal is done when nothing is shown", unrate(movieTarget(2)), true],
    ["a removal is not done while a rating is shown", unrate(movieTarget(1)), false],
  ])("%s", async (_, operation, isDone) => {
    const { trakt } = startRated();
    expect(await confirmRatings(trakt, [operation])).toEqual(new Set(isDone ? [operation.id] : []));
  });

  test("reads the list once for all operations", async () => {
    const { trakt, service } = startRated();
    await confirmRatings(trakt, [rate(movieTarget(1), 7), rate(movieTarget(2), 7), rate(season, 7)]);
    expect(service.requests.map(({ path }) => path)).toEqual(["/sync/ratings"]);
  });

  test.each([
    ["cannot be read", status(503), "before"],
    [
      "is not complete",
      { kind: "json", transform: (rows: unknown) => (Array.isArray(rows) ? rows.slice(1) : rows) },
      "after",
    ],
  ] as const)("says nothing when the list %s", async (_, fault, phase) => {
    const { trakt, service } = startRated();
    breakTrakt(service, { method: "GET", path: "/sync/ratings" }, fault, phase);
    expect(await confirmRatings(trakt, [rate(movieTarget(1), 7)])).toBeUndefined();
  });
});
