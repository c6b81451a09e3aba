import { readdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, test } from "vitest";

import { START } from "../test/fake-clock.ts";
import { openTestHome } from "../test/open-test-home.ts";
import { movieTarget, play } from "../test/operations.ts";
import { planOf } from "../test/plans.ts";
import type { Home } from "./home.ts";
import type { Plan } from "@pakt/sync-core";
import { beginJournal, endJournal, readUnfinishedRun } from "./journal.ts";
import type { JournalHead } from "./journal.ts";

const operations = Array.from({ length: 3 }, (_, index) => play(movieTarget(index + 1)));
const plan = planOf(operations);
const applied = operations.map(({ id }) => ({ operation: id, status: "applied", at: START }) as const);

const headOf = (run: string, of: Plan): JournalHead => ({ run, kind: "sync", startedAt: START, plan: of });

const filesOf = ({ folder }: Home): Promise<readonly string[]> => readdir(join(folder, "state/default/journal"));

describe("the journal", () => {
  test("holds no run before one was begun", async () => {
    expect(await readUnfinishedRun(await openTestHome())).toBeUndefined();
  });

  test("holds the plan from its begin on, before anything is announced", async () => {
    const home = await openTestHome();
    await beginJournal(home, headOf("run-1", plan));
    expect(await readUnfinishedRun(home)).toEqual({ ...headOf("run-1", plan), entries: [] });
  });

  test("gives back what was announced and answered, in that order, however much it is", async () => {
    const home = await openTestHome();
    const journal = await beginJournal(home, headOf("run-1", plan));
    for (let times = 0; times < 6; times += 1) {
      expect(await journal.intent(operations)).toBe(START);
      await journal.outcomes(applied);
    }
    const ids = operations.map(({ id }) => id);
    expect((await readUnfinishedRun(home))?.entries).toEqual(
      Array.from({ length: 6 }, () => [
        { type: "intent", at: START, operations: ids },
        { type: "outcomes", outcomes: applied },
      ]).flat(),
    );
  });

  test("holds no run after the end, and leaves nothing behind", async () => {
    const home = await openTestHome();
    const journal = await beginJournal(home, headOf("run-1", plan));
    await journal.intent(operations);
    await endJournal(home);
    expect(await readUnfinishedRun(home)).toBeUndefined();
    expect(await filesOf(home)).toEqual([]);
  });

  test("belongs to no run when a kill during the end left entries without their plan", async () => {
    const home = await openTestHome();
    const journal = await beginJournal(home, headOf("run-1", plan));
    await journal.intent(operations);
    await home.storage.removeItem("state:default:journal:plan.json");
    expect(await readUnfinishedRun(home)).toBeUndefined();
    await beginJournal(home, headOf("run-2", planOf([])));
    expect(await readUnfinishedRun(home)).toEqual({ ...headOf("run-2", planOf([])), entries: [] });
  });

  test("is not taken for ended because a half-written file lies about", async () => {
    const home = await openTestHome();
    const journal = await beginJournal(home, headOf("run-1", plan));
    await journal.intent(operations);
    await writeFile(join(home.folder, "state/default/journal/000002.json.5f1c.tmp"), '{"type":"outc');
    expect((await readUnfinishedRun(home))?.entries).toHaveLength(1);
  });

  test.each(["plan.json", "000001.json"])("stops the run when its %s is broken, and names it", async (name) => {
    const home = await openTestHome();
    const journal = await beginJournal(home, headOf("run-1", plan));
    await journal.intent(operations);
    const path = join(home.folder, "state/default/journal", name);
    await writeFile(path, '{"type":');
    await expect(readUnfinishedRun(home)).rejects.toMatchObject({
      code: "state-corrupt",
      message: `${path}, line 1: this is not valid JSON.`,
    });
  });
});
