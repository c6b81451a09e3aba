import { describe, expect, test } from "vitest";

import { openConnectedHome } from "../test/open-connected-home.ts";
import type { ConnectedHome } from "../test/open-connected-home.ts";
import { AT } from "../test/operations.ts";
import { listRuns, readRun } from "./past-runs.ts";
import { readState } from "./state.ts";
import { sync } from "./sync.ts";
import { undo } from "./undo.ts";

const EPOCH = Date.parse(AT) / 1000;

/** Four movies that both sides know: seen and rated on Plex, seen on Trakt, on a watchlist, and rated otherwise on both. */
async function start(): Promise<ConnectedHome> {
  const connected = await openConnectedHome();
  const { plex, trakt } = connected;
  const movies: readonly (readonly [number, object])[] = [
    [1, { viewCount: 1, lastViewedAt: EPOCH, userRating: 8, lastRatedAt: EPOCH }],
    [2, {}],
    [3, {}],
    [4, { userRating: 9, lastRatedAt: EPOCH + 3600 }],
  ];
  for (const [number, state] of movies) {
    const title = `Movie ${number}`;
    const guids = [`tmdb://${100 + number}`];
    trakt.catalogue.addMovie({ ids: { trakt: number, tmdb: 100 + number }, title });
    const guid = plex.discover.catalogue.add({ type: "movie", title, guids });
    plex.items.addMovie({
      library: "1",
      ratingKey: String(number),
      guid: `plex://movie/${guid}`,
      title,
      guids,
      ...state,
    });
  }
  trakt.account.watch("movie", 2, AT);
  trakt.account.list("movie", 3, AT);
  trakt.account.rate("movie", 4, 3, AT);
  return connected;
}

function stateOf({ plex, trakt }: ConnectedHome): unknown {
  const { account } = trakt;
  return {
    plex: plex.items.all().map(({ ratingKey, viewCount, userRating }) => ({ ratingKey, viewCount, userRating })),
    plexList: plex.discover.watchlist.all().map(({ title }) => title),
    plays: account.plays().map(({ traktId, watchedAt }) => `${traktId} ${watchedAt}`),
    ratings: account.ratings(),
    collection: account.collection().map(({ traktId }) => traktId),
    list: account.watchlist().map(({ traktId }) => traktId),
  };
}

describe("undo", () => {
  test("takes back what a run did on both sides, and the next run leaves it so", async () => {
    const connected = await start();
    const before = stateOf(connected);
    const done = await sync(connected.home);
    expect(done.exitCode).toBe(0);
    expect(stateOf(connected)).not.toEqual(before);
    const report = await undo(connected.home, done.run);
    expect(report).toMatchObject({ exitCode: 0, failed: [], unknown: [] });
    expect(stateOf(connected)).toEqual(before);
    connected.clock.advance(60_000);
    const next = await sync(connected.home, { listOperations: true });
    expect(next.operations).toEqual([]);
    expect(next.skipped.map(({ reason }) => reason)).toContain("declined");
    expect(stateOf(connected)).toEqual(before);
  });

  test("removes the play that pakt added, and not the one of a person in the same title", async () => {
    const connected = await start();
    const { home, trakt } = connected;
    const done = await sync(home, { only: ["watched"] });
    trakt.account.watch("movie", 1, "2021-05-05T10:00:00.000Z");
    await undo(home, "last");
    expect(trakt.account.plays().map(({ traktId, watchedAt }) => `${traktId} ${watchedAt}`)).toEqual([
      `2 ${AT}`,
      "1 2021-05-05T10:00:00.000Z",
    ]);
    expect((await listRuns(home)).map(({ kind, undoes }) => [kind, undoes])).toEqual([
      ["undo", done.run],
      ["sync", undefined],
    ]);
  });

  test("leaves alone what was changed since, and says so", async () => {
    const { home, trakt } = await start();
    await sync(home);
    trakt.account.rate("movie", 4, 5, "2026-11-22T11:00:00.000Z");
    const report = await undo(home, "last", { only: "rating" });
    expect(report.skipped).toEqual([expect.objectContaining({ title: "Movie 4", reason: "changed-since" })]);
    expect(trakt.account.ratings().map(({ traktId, value }) => [traktId, value])).toEqual([[4, 5]]);
  });

  test("takes back one field, or one operation", async () => {
    const { home, trakt } = await start();
    const { run } = await sync(home);
    await undo(home, run, { only: "watchlist" });
    expect(trakt.account.collection()).toHaveLength(4);
    const { operations } = await readRun(home, run);
    const one = operations.find(({ field, target }) => field === "collection" && target.title === "Movie 2");
    await undo(home, run, { operation: one?.id ?? "" });
    expect(trakt.account.collection().map(({ traktId }) => traktId)).toEqual([1, 3, 4]);
  });

  test("shows what it would do, and does nothing, in a dry run", async () => {
    const connected = await start();
    await sync(connected.home);
    const before = stateOf(connected);
    const state = await readState(connected.home);
    const report = await undo(connected.home, "last", { dryRun: true });
    expect(report.operations?.length).toBeGreaterThan(5);
    expect(stateOf(connected)).toEqual(before);
    expect(await readState(connected.home)).toEqual(state);
  });

  test("can be taken back itself", async () => {
    const connected = await start();
    await sync(connected.home);
    const done = stateOf(connected);
    await undo(connected.home, "last", { only: "collection" });
    await undo(connected.home, "last");
    expect(stateOf(connected)).toEqual(done);
  });

  test("removes its own play, not a person's of the same minute, and nothing when it is told again", async () => {
    const { home, trakt } = await start();
    const { run } = await sync(home, { only: ["watched"] });
    const ours = trakt.account.plays().find(({ traktId }) => traktId === 1)?.id;
    trakt.account.watch("movie", 1, AT);
    const { operations } = await readRun(home, run);
    const one = operations.find(({ side, target }) => side === "trakt" && target.title === "Movie 1")?.id ?? "";
    const idsLeft = (): readonly number[] =>
      trakt.account.plays().flatMap((play) => (play.traktId === 1 ? play.id : []));
    const first = await undo(home, run, { operation: one });
    expect([idsLeft().length, idsLeft().includes(ours ?? 0)]).toEqual([1, false]);
    const again = await undo(home, run, { operation: one });
    expect(idsLeft()).toHaveLength(1);
    expect(again.skipped).toEqual([
      expect.objectContaining({
        title: "Movie 1",
        reason: "already-taken-back",
        message: `Left alone: already taken back by the run ${first.run}.`,
      }),
    ]);
  });

  test("is free again once its undo was taken back, and then takes no play that it cannot tell apart", async () => {
    const { home, trakt } = await start();
    const { run } = await sync(home, { only: ["watched"] });
    trakt.account.watch("movie", 1, AT);
    const undone = await undo(home, run);
    await undo(home, undone.run);
    expect(trakt.account.plays().filter(({ traktId }) => traktId === 1)).toHaveLength(2);
    const again = await undo(home, run);
    expect(again.skipped.map(({ reason }) => reason)).toContain("not-told-apart");
    expect(trakt.account.plays().filter(({ traktId }) => traktId === 1)).toHaveLength(2);
  });

  test("brought back and taken back a second time ends where the first ended", async () => {
    const connected = await start();
    const { home } = connected;
    const before = stateOf(connected);
    const { run } = await sync(home);
    const undone = await undo(home, run);
    await undo(home, undone.run);
    await undo(home, run);
    expect(stateOf(connected)).toEqual(before);
  });

  test("brings back half a star, which Trakt does not know, and leaves alone what moved by half a star since", async () => {
    const { home, plex, trakt } = await start();
    plex.person.rate("2", 7.5, EPOCH);
    plex.person.rate("3", 4.5, EPOCH);
    for (const number of [2, 3]) trakt.account.rate("movie", number, 3, "2026-11-22T10:00:00.000Z");
    const { run } = await sync(home, { only: ["rating"] });
    expect(plex.items.get("2")?.userRating).toBe(3);
    plex.person.rate("3", 2.5, EPOCH);
    const { operations } = await readRun(home, run);
    expect(operations.find(({ target }) => target.title === "Movie 2")).toMatchObject({
      before: { value: 8, exact: 7.5 },
    });
    const report = await undo(home, run);
    expect([plex.items.get("2")?.userRating, plex.items.get("3")?.userRating]).toEqual([7.5, 2.5]);
    expect(report.skipped.map(({ title, reason }) => [title, reason])).toEqual([["Movie 3", "changed-since"]]);
    expect((await sync(home, { only: ["rating"], listOperations: true })).operations).toEqual([]);
  });

  test("names a run or an operation that there is not", async () => {
    const { home } = await start();
    await expect(undo(home, "last")).rejects.toMatchObject({ code: "usage" });
    await sync(home);
    await expect(undo(home, "last", { operation: "nothing" })).rejects.toMatchObject({ code: "usage" });
  });
});
