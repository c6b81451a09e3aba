import { emptyBase } from "@pakt/sync-core";

import type { Home } from "./home.ts";
import { readUnfinishedRun } from "./journal.ts";
import { journaledOutcomes } from "./journaled-outcomes.ts";
import { isPaktError, PaktError } from "./pakt-error.ts";
import { brokenRecord, listKeptRuns, readKeptRun } from "./run-archive.ts";
import type { RunRecord, RunSummary } from "./run-record.ts";
import { toRunRecord } from "./to-run-record.ts";

/** The runs that are kept, newest first, and before them the one that has not ended: it is under way, or was interrupted. */
export async function listRuns(home: Home): Promise<readonly RunSummary[]> {
  const kept = await listKeptRuns(home);
  const open = await readOpenRun(home);
  if (open === undefined || kept.some(({ run }) => run === open.summary.run)) return kept;
  return [open.summary, ...kept];
}

/**
 * One run by its id, by the beginning of its id, or `last`.
 *
 * @throws PaktError `usage` when there is none, or when a beginning fits several; `state-corrupt` when its record cannot be read.
 */
export async function readRun(home: Home, name: string): Promise<RunRecord> {
  const runs = await listRuns(home);
  const found = name === "last" ? runs.slice(0, 1) : runs.filter(({ run }) => run.startsWith(name));
  const [only] = found;
  if (only === undefined || found.length > 1) {
    throw new PaktError(
      "usage",
      only === undefined ? `There is no run ${name}.` : `${found.length} runs begin with ${name}.`,
      {
        advice: "pakt log lists the runs that are kept.",
      },
    );
  }
  const record = only.open === undefined ? await readKeptRun(home, only.run) : await readOpenRun(home);
  if (record === undefined) throw brokenRecord(home, only.run);
  return record;
}

/** A run by its id; `undefined` where its record cannot be read, which stops nobody who only looks through runs. */
export async function readOrSkip(home: Home, run: string): Promise<RunRecord | undefined> {
  try {
    return await readRun(home, run);
  } catch (error) {
    if (isPaktError(error)) return undefined;
    throw error;
  }
}

/** What the journal of a run that has not ended tells. Read only: the next run is the one that makes something of it. */
async function readOpenRun(home: Home): Promise<RunRecord | undefined> {
  const unfinished = await readUnfinishedRun(home);
  if (unfinished === undefined) return undefined;
  const { answered, unanswered } = journaledOutcomes(unfinished);
  const record = toRunRecord({
    home,
    head: unfinished,
    base: emptyBase,
    applied: { outcomes: [...answered, ...unanswered] },
  });
  const holder = await home.locks.holder("run");
  return { ...record, summary: { ...record.summary, open: holder === undefined ? "interrupted" : "under-way" } };
}
