import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, test } from "vitest";

import { openConnectedHome } from "../test/open-connected-home.ts";
import { readLastReport } from "./last-report.ts";
import { sync } from "./sync.ts";

describe("the last report", () => {
  test("is there after a run, without its operations", async () => {
    const { home } = await openConnectedHome();
    const report = await sync(home, { listOperations: true });
    const { operations, ...rest } = report;
    expect(operations).toEqual([]);
    expect(await readLastReport(home)).toEqual(rest);
  });

  test("is not there before the first run, nor after a dry one", async () => {
    const { home } = await openConnectedHome();
    await sync(home, { dryRun: true });
    expect(await readLastReport(home)).toBeUndefined();
  });

  test("counts as not there when it is broken: it is for show only", async () => {
    const { home } = await openConnectedHome();
    await sync(home);
    await writeFile(join(home.folder, "state/default/last-report.json"), '{"run":');
    expect(await readLastReport(home)).toBeUndefined();
  });
});
