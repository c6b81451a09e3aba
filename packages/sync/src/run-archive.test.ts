import { emptyBase } from "@pakt/sync-core";
import { readdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, test } from "vitest";

import { createFakeClock } from "../test/fake-clock.ts";
import { openTestHome } from "../test/open-test-home.ts";
import { movieTarget, play, rate } from "../test/operations.ts";
import { planOf } from "../test/plans.ts";
import type { Home } from "./home.ts";
import { listRuns, readRun } from "./past-runs.ts";
import { archiveRun } from "./run-archive.ts";
import type { RunRecord } from "./run-record.ts";
import { toRunRecord } from "./to-run-record.ts";

const operations = [play(movieTarget(1)), rate(movieTarget(2), 7)];
const known = { type: "movie", ids: ["trakt:2"], title: "Movie 2", rating: { value: 3 } } as const;

function recordOf(home: Home, run: string, startedAt: string): RunRecord {
  return toRunRecord({
    home,
    head: { run, kind: "sync", startedAt, plan: planOf(operations) },
    base: { ...emptyBase, records: { "movie:trakt:2": known, other: known } },
    applied: { outcomes: [{ operation: operations[0]?.id ?? "", status: "applied", at: startedAt }] },
  });
}

const dayOf = (day: number): string => `2026-11-${String(day).padStart(2, "0")}T10:00:00.000Z`;

describe("the archive of runs", () => {
  test("lists them newest first, and gives each back whole", async () => {
    const home = await openTestHome();
    const records = [20, 21, 22].map((day) => recordOf(home, `202611${day}T100000Z-aaaa`, dayOf(day)));
    for (const record of records) await archiveRun(home, record);
    expect((await listRuns(home)).map(({ run }) => run)).toEqual(
      records.map(({ summary }) => summary.run).toReversed(),
    );
    expect(await readRun(home, "20261121")).toEqual(records[1]);
    expect(await readRun(home, "last")).toEqual(records[2]);
  });

  test("keeps what base said of the rows that were written to, and of no other", async () => {
    const home = await openTestHome();
    expect(recordOf(home, "a", dayOf(20)).before).toEqual({ "movie:trakt:1": null, "movie:trakt:2": known });
  });

  test("says so when there is no such run, and when a beginning fits several", async () => {
    const home = await openTestHome();
    await expect(readRun(home, "last")).rejects.toMatchObject({ code: "usage", message: "There is no run last." });
    for (const run of ["2026-a", "2026-b"]) await archiveRun(home, recordOf(home, run, dayOf(20)));
    await expect(readRun(home, "2026")).rejects.toMatchObject({ message: "2 runs begin with 2026." });
  });

  test("keeps as many as the configuration says, and none that is older", async () => {
    const files = { "config.json": JSON.stringify({ version: 1, journal: { runs: 2, days: 30 } }) };
    const clock = createFakeClock();
    const home = await openTestHome({ files, clock });
    for (const day of [18, 19, 20]) await archiveRun(home, recordOf(home, `run-${day}`, dayOf(day)));
    expect((await listRuns(home)).map(({ run }) => run)).toEqual(["run-20", "run-19"]);
    clock.advance(40 * 24 * 3_600_000);
    await archiveRun(home, recordOf(home, "run-9", "2027-01-01T10:00:00.000Z"));
    expect((await readdir(join(home.folder, "state/default/runs"))).toSorted()).toEqual(["index.json", "run-9.json"]);
  });

  test("finds a run again that the index does not know, and survives a broken index", async () => {
    const home = await openTestHome();
    await archiveRun(home, recordOf(home, "run-1", dayOf(20)));
    await writeFile(join(home.folder, "state/default/runs/index.json"), "{");
    expect((await listRuns(home)).map(({ run }) => run)).toEqual(["run-1"]);
  });

  test("names the file of a run that cannot be read", async () => {
    const home = await openTestHome();
    await archiveRun(home, recordOf(home, "run-1", dayOf(20)));
    const file = join(home.folder, "state/default/runs/run-1.json");
    await writeFile(file, "half a");
    await expect(readRun(home, "run-1")).rejects.toMatchObject({
      code: "state-corrupt",
      advice: expect.stringContaining(file),
    });
  });
});
