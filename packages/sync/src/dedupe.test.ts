import { describe, expect, test } from "vitest";

import { openConnectedHome } from "../test/open-connected-home.ts";
import type { ConnectedHome } from "../test/open-connected-home.ts";
import { dedupe } from "./dedupe.ts";
import { listRuns } from "./past-runs.ts";
import { sync } from "./sync.ts";
import type { SyncEvent } from "./sync-event.ts";
import { undo } from "./undo.ts";

/** A movie that was seen twice, months apart, and recorded three times. */
async function start(): Promise<ConnectedHome> {
  const connected = await openConnectedHome();
  const { trakt } = connected;
  trakt.catalogue.addMovie({ ids: { trakt: 1, tmdb: 949 }, title: "Heat", year: 1995 });
  for (const at of ["2026-01-02T20:10:00.000Z", "2026-01-02T20:12:00.000Z", "2026-05-01T20:00:00.000Z"]) {
    trakt.account.watch("movie", 1, at);
  }
  return connected;
}

const playsOf = ({ trakt }: ConnectedHome): readonly string[] =>
  trakt.account
    .plays()
    .map(({ watchedAt }) => watchedAt)
    .toSorted();

describe("dedupe", () => {
  test("removes the play that was recorded twice, and not the rewatch", async () => {
    const connected = await start();
    const report = await dedupe(connected.home, { listOperations: true });
    expect(report.operations).toMatchObject([{ reason: "doubled", at: "2026-01-02T20:12:00.000Z" }]);
    expect(playsOf(connected)).toEqual(["2026-01-02T20:10:00.000Z", "2026-05-01T20:00:00.000Z"]);
    expect((await dedupe(connected.home, { listOperations: true })).operations).toEqual([]);
    expect((await listRuns(connected.home)).map(({ kind }) => kind)).toEqual(["dedupe"]);
  });

  test("shows it and removes nothing in a dry run", async () => {
    const connected = await start();
    expect((await dedupe(connected.home, { dryRun: true })).operations).toHaveLength(1);
    expect(playsOf(connected)).toHaveLength(3);
  });

  test("tells how much of the history it has read", async () => {
    const connected = await start();
    const told: SyncEvent[] = [];
    await dedupe(connected.home, { dryRun: true, onEvent: (event) => told.push(event) });
    expect(told).toContainEqual({ type: "fetch-progress", side: "trakt", what: "plays", done: 3, total: 3 });
  });

  test("takes what lies further apart than the person says for two views", async () => {
    const connected = await start();
    expect((await dedupe(connected.home, { dryRun: true, withinMs: 60_000 })).operations).toEqual([]);
  });

  test("can be taken back", async () => {
    const connected = await start();
    const before = playsOf(connected);
    const { run } = await dedupe(connected.home);
    await undo(connected.home, run);
    expect(playsOf(connected)).toEqual(before);
    expect((await sync(connected.home, { listOperations: true })).operations).toEqual([]);
  });
});
