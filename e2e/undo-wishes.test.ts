import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, test } from "vitest";

import { createHousehold } from "./support/household.ts";
import { runSync, runUndo } from "./support/run-in-process.ts";
import type { Services } from "./support/start-services.ts";
import { useServices } from "./support/use-services.ts";

const start = useServices();
const services = (): Promise<Services> => start({ plex: { dropsWatched: true }, trakt: { dropsWatched: true } });
const LISTED = "2026-01-01T10:00:00.000Z";
const LONG_AGO = { at: "2019-05-01T20:00:00.000Z" };

const listsOf = ({ plex, trakt }: Services): unknown => ({
  plex: plex.discover.watchlist.all().map(({ title }) => title),
  trakt: trakt.account.watchlist().map(({ traktId }) => traktId),
});

describe("a wish that a service dropped for pakt's mark", () => {
  test.each([
    ["on Plex's list", { plexListed: LISTED, traktSeen: LONG_AGO }],
    ["on Trakt's list", { traktListed: LISTED, plexSeen: LONG_AGO }],
    ["on both, marked on Plex", { plexListed: LISTED, traktListed: LISTED, traktSeen: LONG_AGO }],
    ["on both, marked on Trakt", { plexListed: LISTED, traktListed: LISTED, plexSeen: LONG_AGO }],
  ])("comes back with the undo of the mark, and stays (%s)", async (_name, film) => {
    const running = await services();
    createHousehold(running).movie("Moon", film);
    const before = listsOf(running);
    const { run } = await runSync(running);
    expect(listsOf(running)).not.toEqual(before);
    const report = await runUndo(running, run, { listOperations: true });
    expect(report).toMatchObject({ exitCode: 0, failed: [], unknown: [] });
    expect(report.operations?.map(({ field, action, reason }) => `${field} ${action} ${reason}`)).toContain(
      "watchlist add undone",
    );
    expect(listsOf(running)).toEqual(before);
    for (let times = 0; times < 3; times += 1) {
      expect((await runSync(running, { listOperations: true })).operations).toEqual([]);
    }
    expect(listsOf(running)).toEqual(before);
  });

  test("of a show comes back when the episode is taken back", async () => {
    const running = await services();
    const household = createHousehold(running);
    const show = household.show("Show", { plexListed: LISTED, traktListed: LISTED });
    show.episode(1, 1, { plexSeen: { at: "2026-02-01T20:00:00.000Z" } });
    show.episode(1, 2);
    const before = listsOf(running);
    const { run } = await runSync(running);
    expect(listsOf(running)).not.toEqual(before);
    await runUndo(running, run);
    expect(listsOf(running)).toEqual(before);
    for (let times = 0; times < 3; times += 1) await runSync(running);
    expect(listsOf(running)).toEqual(before);
  });

  test("is said to be lost where the watchlist is not synced any more", async () => {
    const running = await services();
    createHousehold(running).movie("Moon", { plexListed: LISTED, traktSeen: LONG_AGO });
    const { run } = await runSync(running);
    await writeFile(
      join(running.home, "config.json"),
      JSON.stringify({ version: 1, fields: { watchlist: { direction: "off" } } }),
    );
    const { skipped } = await runUndo(running, run);
    expect(skipped).toContainEqual(
      expect.objectContaining({
        field: "watchlist",
        title: expect.stringContaining("Moon"),
        reason: "not-restored",
        message: expect.stringContaining("Plex's watchlist"),
      }),
    );
  });
});
