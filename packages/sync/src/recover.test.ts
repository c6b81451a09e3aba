import { emptyBase, emptyLedger, indexSnapshot, plan, unsettledPlays } from "@pakt/sync-core";
import type { Item, Operation, Outcome, Plan, Snapshot } from "@pakt/sync-core";
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, test } from "vitest";

import { START } from "../test/fake-clock.ts";
import { openTestHome } from "../test/open-test-home.ts";
import { AT } from "../test/operations.ts";
import { defaultConfig, toPolicy } from "./config.ts";
import type { Home } from "./home.ts";
import { beginJournal } from "./journal.ts";
import type { Journal } from "./journal.ts";
import { recoverState } from "./recover.ts";
import { readState, writeState } from "./state.ts";
import type { State } from "./state.ts";
import { readsOf } from "../test/field-reads.ts";
import { UNLISTED } from "./unlisted.ts";

const seen = (number: number): Item => ({
  type: "movie",
  ids: [`tmdb:${number}`],
  title: `Movie ${number}`,
  ref: `attic/${number}`,
  watched: { plays: 1, at: AT },
});

function snapshot(side: "plex" | "trakt", items: readonly Item[]): Snapshot {
  return {
    side,
    takenAt: START,
    identity: side === "plex" ? { server: "attic" } : { account: "sam" },
    unlisted: UNLISTED[side],
    fields: readsOf({}, "complete"),
    items,
  };
}

/** A first plan: two movies that were seen on Plex are to be played on Trakt. */
function planTwoPlays(): Plan & { readonly operations: readonly [Operation, Operation] } {
  const planned = plan({
    plex: indexSnapshot(snapshot("plex", [seen(1), seen(2)])),
    trakt: indexSnapshot(snapshot("trakt", [])),
    base: emptyBase,
    ledger: emptyLedger,
    policy: toPolicy(defaultConfig(), { watchOnlyOnce: false }),
    now: START,
  });
  const [first, second] = planned.operations;
  if (first === undefined || second === undefined) throw new Error("two plays were to be planned");
  return { ...planned, operations: [first, second] };
}

const outcome = ({ id }: Operation, status: Outcome["status"]): Outcome => ({ operation: id, status, at: START });

/** A home whose run was killed after these steps of its journal. */
async function killedAfter(
  steps: (journal: Journal, planned: ReturnType<typeof planTwoPlays>) => Promise<void>,
): Promise<{ readonly home: Home; readonly planned: ReturnType<typeof planTwoPlays> }> {
  const home = await openTestHome();
  const planned = planTwoPlays();
  await steps(await beginJournal(home, { run: "run-1", kind: "sync", startedAt: START, plan: planned }), planned);
  return { home, planned };
}

const watchedTitles = ({ base }: State): readonly string[] =>
  Object.values(base.records).flatMap(({ title, watched }) => (watched === undefined ? [] : [title]));

describe("recoverState", () => {
  test("is the stored state when no run was killed", async () => {
    const home = await openTestHome();
    const state: State = { version: 1, run: "run-0", base: emptyBase, ledger: emptyLedger, notFound: {} };
    await writeState(home, state);
    expect(await recoverState(home, { save: true })).toEqual(state);
  });

  test("killed before anything was announced: what the plan found equal is kept, and nothing was written", async () => {
    const { home } = await killedAfter(async () => undefined);
    const state = await recoverState(home, { save: true });
    expect(state).toMatchObject({ run: "run-1", ledger: emptyLedger, notFound: {} });
    expect(watchedTitles(state)).toEqual([]);
  });

  test("killed between announcement and answer: the plays are in doubt, and not agreed", async () => {
    const { home, planned } = await killedAfter(async (journal, { operations }) => {
      await journal.intent(operations);
    });
    const state = await recoverState(home, { save: true });
    expect(unsettledPlays(state.ledger).map(({ operation, sentAt }) => ({ operation, sentAt }))).toEqual(
      planned.operations.map(({ id }) => ({ operation: id, sentAt: START })),
    );
    expect(watchedTitles(state)).toEqual([]);
  });

  test("killed between announcement and answer: a listed title may leave its list for that", async () => {
    const home = await openTestHome();
    const [first, ...rest] = planTwoPlays().operations;
    const marks = [{ operation: first?.id ?? "", side: "trakt", viewedAt: START } as const];
    const record = { type: "movie", ids: ["tmdb:1"], title: "Movie 1" } as const;
    const planned = planTwoPlays();
    const marked = { ...planned, adopted: { ...planned.adopted, marks: { row: { record, marks } } } };
    const journal = await beginJournal(home, { run: "run-1", kind: "sync", startedAt: START, plan: marked });
    await journal.intent(first === undefined ? [] : [first, ...rest]);
    const { base } = await recoverState(home, { save: true });
    expect(base.records["row"]).toEqual({ ...record, ownMarks: { trakt: { viewedAt: START } } });
  });

  test("killed between answer and state: the answers count as if the run had ended", async () => {
    const { home, planned } = await killedAfter(async (journal, { operations }) => {
      await journal.intent(operations);
      await journal.outcomes(operations.map((operation) => outcome(operation, "applied")));
    });
    const state = await recoverState(home, { save: true });
    expect(watchedTitles(state)).toEqual(["Movie 1", "Movie 2"]);
    expect(unsettledPlays(state.ledger)).toEqual([]);
    expect(state.ledger.plays.map(({ operation, state: became }) => [operation, became])).toEqual(
      planned.operations.map(({ id }) => [id, "applied"]),
    );
  });

  test("killed between two batches: each play is what its own batch came to", async () => {
    const { home } = await killedAfter(async (journal, { operations: [first, second] }) => {
      await journal.intent([first]);
      await journal.outcomes([outcome(first, "applied")]);
      await journal.intent([second]);
    });
    const state = await recoverState(home, { save: true });
    expect(watchedTitles(state)).toEqual(["Movie 1"]);
    expect(unsettledPlays(state.ledger)).toMatchObject([{ ids: ["tmdb:2"] }]);
  });

  test.each(["failed", "refused"] as const)("a play that was %s is neither agreed nor in doubt", async (status) => {
    const { home } = await killedAfter(async (journal, { operations }) => {
      await journal.intent(operations);
      await journal.outcomes(operations.map((operation) => outcome(operation, status)));
    });
    const state = await recoverState(home, { save: true });
    expect({ watched: watchedTitles(state), plays: state.ledger.plays }).toEqual({ watched: [], plays: [] });
  });

  test("a title that was not found before the kill rests", async () => {
    const { home } = await killedAfter(async (journal, { operations: [first] }) => {
      await journal.intent([first]);
      await journal.outcomes([outcome(first, "unmatched")]);
    });
    const { notFound } = await recoverState(home, { save: true });
    expect(Object.values(notFound)).toEqual([{ times: 1, until: "2026-11-23T10:00:00.000Z", ids: "tmdb:1" }]);
  });

  test("killed between state and the journal's end: the run is not counted a second time", async () => {
    const { home } = await killedAfter(async (journal, { operations: [first] }) => {
      await journal.intent([first]);
      await journal.outcomes([outcome(first, "unmatched")]);
    });
    const once = await recoverState(home, { save: false });
    await writeState(home, once);
    expect(await recoverState(home, { save: true })).toEqual(once);
    expect(await readdir(join(home.folder, "state/default/journal"))).toEqual([]);
  });

  test("stores what it recovered and ends the journal: killed again, it recovers the same", async () => {
    const { home } = await killedAfter(async (journal, { operations }) => {
      await journal.intent(operations);
    });
    const state = await recoverState(home, { save: true });
    expect(await readState(home)).toEqual(state);
    expect(await recoverState(home, { save: true })).toEqual(state);
  });

  test("stores nothing when it is not to: a dry run leaves everything as it is", async () => {
    const { home } = await killedAfter(async (journal, { operations }) => {
      await journal.intent(operations);
    });
    const before = await contents(home);
    expect(unsettledPlays((await recoverState(home, { save: false })).ledger)).toHaveLength(2);
    expect(await contents(home)).toEqual(before);
  });

  test("entries that an earlier end left behind belong to no run", async () => {
    const { home, planned } = await killedAfter(async (journal, { operations }) => {
      await journal.intent(operations);
    });
    await home.storage.removeItem("state:default:journal:plan.json");
    expect((await recoverState(home, { save: true })).ledger).toEqual(emptyLedger);
    await beginJournal(home, { run: "run-2", kind: "sync", startedAt: START, plan: planned });
    expect((await recoverState(home, { save: true })).ledger).toEqual(emptyLedger);
  });
});

async function contents({ folder }: Home): Promise<Readonly<Record<string, string>>> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  return Object.fromEntries(
    await Promise.all(files.map(async (file) => [file, await readFile(file, "utf8")] as const)),
  );
}
