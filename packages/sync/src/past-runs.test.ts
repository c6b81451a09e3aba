import { describe, expect, test } from "vitest";

import { START } from "../test/fake-clock.ts";
import { openTestHome } from "../test/open-test-home.ts";
import { movieTarget, play, rate } from "../test/operations.ts";
import { planOf } from "../test/plans.ts";
import type { Home } from "./home.ts";
import { beginJournal } from "./journal.ts";
import { isLock } from "./lock.ts";
import { listRuns, readRun } from "./past-runs.ts";
import { recoverState } from "./recover.ts";

const operations = [play(movieTarget(1)), rate(movieTarget(2), 7), rate(movieTarget(3), 7)] as const;

/** A home whose run announced two operations, and got an answer for the first. */
async function begun(): Promise<Home> {
  const home = await openTestHome();
  const journal = await beginJournal(home, { run: "run-1", kind: "sync", startedAt: START, plan: planOf(operations) });
  await journal.intent(operations.slice(0, 2));
  await journal.outcomes([{ operation: operations[0].id, status: "applied", at: START }]);
  return home;
}

async function release(lock: Awaited<ReturnType<Home["locks"]["acquire"]>>): Promise<void> {
  if (!isLock(lock)) throw new Error("The lock was to be free.");
  await lock.release();
}

describe("a run that has not ended", () => {
  test("is listed as interrupted, with what was answered and what was not, and stays so until it is recovered", async () => {
    const home = await begun();
    const outcomes = { applied: 1, unknown: 1 };
    expect(await listRuns(home)).toMatchObject([{ run: "run-1", open: "interrupted", hasEnded: false, outcomes }]);
    expect((await readRun(home, "last")).outcomes.map(({ status }) => status)).toEqual(["applied", "unknown"]);
    await recoverState(home, { save: false });
    expect(await listRuns(home)).toMatchObject([{ open: "interrupted" }]);
    await recoverState(home, { save: true });
    const [kept] = await listRuns(home);
    expect(kept).toMatchObject({ run: "run-1", hasEnded: false, outcomes });
    expect(kept?.open).toBeUndefined();
  });

  test("is listed as under way while its lock is held", async () => {
    const home = await begun();
    const lock = await home.locks.acquire("run", { clock: home.clock, waitMs: 0 });
    expect(await listRuns(home)).toMatchObject([{ run: "run-1", open: "under-way" }]);
    await release(lock);
    expect(await listRuns(home)).toMatchObject([{ open: "interrupted" }]);
  });
});
