import type { Operation, Target } from "@pakt/sync-core";
import { describe, expect, test } from "vitest";

import { createApplyLog } from "../test/apply-log.ts";
import { BATCHES } from "../test/batches.ts";
import { AT, collect, list, movieTarget, play, rate, uncollect, unlist, unplay, unrate } from "../test/operations.ts";
import { startTrakt } from "../test/start-trakt.ts";
import { placeOf, toBody } from "./trakt-body.ts";
import type { TraktOperation } from "./trakt-body.ts";
import { createEndpoints, endpointOf } from "./trakt-endpoints.ts";
import type { EndpointName } from "./trakt-endpoints.ts";

const movie = movieTarget(1);

// What goes to Trakt and not to Plex the makers' types do not say.
const ALL = [
  ["a play", "add-history", "/sync/history", 500, play(movie)],
  ["plays that go", "remove-history", "/sync/history/remove", 500, unplay(movie)],
  ["a rating", "add-ratings", "/sync/ratings", 200, rate(movie, 7)],
  ["a rating that goes", "remove-ratings", "/sync/ratings/remove", 200, unrate(movie)],
  ["a file", "add-collection", "/sync/collection", 500, collect(movie)],
  ["a better file", "add-collection", "/sync/collection", 500, { ...collect(movie), action: "update" }],
  ["a file that goes", "remove-collection", "/sync/collection/remove", 500, uncollect(movie)],
  ["a wish", "add-watchlist", "/sync/watchlist", 250, list(movie, "trakt")],
  ["a wish that goes", "remove-watchlist", "/sync/watchlist/remove", 250, unlist(movie, "trakt")],
] as readonly (readonly [string, EndpointName, string, number, TraktOperation])[];

function start() {
  const { service, trakt, clock } = startTrakt();
  service.catalogue.addMovie({ ids: { trakt: 1, tmdb: 100_001 }, title: "Movie 1" });
  return { service, endpoints: createEndpoints({ trakt, clock, batches: BATCHES, settleAfterMs: 0 }) };
}

function bodyOf(operation: TraktOperation) {
  const place = placeOf(operation.target);
  return toBody(place === undefined ? [] : [{ operation, place }]);
}

describe("endpointOf", () => {
  test.each(ALL)("of %s is %s", (_, name, _path, _size, operation) => {
    expect(endpointOf(operation)).toBe(name);
  });
});

describe("createEndpoints", () => {
  test.each(ALL)("%s goes by %s: one POST to %s, for at most %d", async (_, name, path, size, operation) => {
    const { service, endpoints } = start();
    await endpoints[name].send(bodyOf(operation));
    expect([...service.requests]).toMatchObject([{ method: "POST", path, body: bodyOf(operation) }]);
    expect(service.violations).toEqual([]);
    expect(endpoints[name].size).toBe(size);
  });

  test.each<[EndpointName, TraktOperation, readonly string[]]>([
    ["add-collection", collect(movie), ["/sync/collection/movies"]],
    ["remove-collection", uncollect(movie), ["/sync/collection/movies"]],
    ["add-watchlist", list(movie, "trakt"), ["/sync/watchlist/movies/added/asc"]],
    ["remove-watchlist", unlist(movie, "trakt"), ["/sync/watchlist/movies/added/asc"]],
  ])("%s looks for what became of a lost answer in the list that it writes", async (name, operation, paths) => {
    const { service, endpoints } = start();
    await endpoints[name].send(bodyOf(operation));
    service.requests.clear();
    const done = await endpoints[name].confirm([operation], createApplyLog().hooks);
    expect([...(done ?? [])]).toEqual([operation.id]);
    expect(service.requests.map(({ path }) => path)).toEqual(paths);
  });

  const removalOf = (id: number): TraktOperation => ({ ...play(movie), id: `play ${id}`, action: "remove", play: id });

  test("remove-plays looks in the history for the plays that are left, by their ids and in one read for all", async () => {
    const { service, endpoints } = start();
    service.account.watch("movie", 1, AT);
    const left = service.account.plays()[0]?.id ?? 0;
    const removals = [left, 12_345].map(removalOf);
    const done = await endpoints["remove-plays"].confirm(removals, createApplyLog().hooks);
    expect([...(done ?? [])]).toEqual(["play 12345"]);
    expect(service.requests.map(({ path }) => path)).toEqual(["/sync/history"]);
  });

  test("remove-plays says nothing when the history cannot be read", async () => {
    const { service, endpoints } = start();
    service.intercept(() => ({ kind: "html" }));
    expect(await endpoints["remove-plays"].confirm([removalOf(1)], createApplyLog().hooks)).toBe(undefined);
  });

  test.each<[EndpointName, (target: Target) => Operation]>([
    ["add-collection", collect],
    ["remove-collection", uncollect],
    ["add-watchlist", (target) => list(target, "trakt")],
    ["remove-watchlist", (target) => unlist(target, "trakt")],
  ])("%s does not look once the run was aborted", async (name, make) => {
    const { endpoints } = start();
    const { hooks } = createApplyLog({ signal: AbortSignal.abort() });
    expect(await endpoints[name].confirm([make(movie) as TraktOperation], hooks)).toBeUndefined();
  });
});
