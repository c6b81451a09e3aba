import { FIELDS, findPlayIds, planUndo, unsettledPlays } from "@pakt/sync-core";
import type { AddPlay, Field, Ledger, Operation, Outcome } from "@pakt/sync-core";

import { settleRecord } from "./found-outcomes.ts";
import type { Home } from "./home.ts";
import { PaktError } from "./pakt-error.ts";
import type { Report } from "./report.ts";
import { listRuns, readRun } from "./past-runs.ts";
import { readKeptRun } from "./run-archive.ts";
import type { RunOptions } from "./run-options.ts";
import type { RunRecord } from "./run-record.ts";
import { runPlan } from "./run-plan.ts";
import { findEarlierUndo } from "./taken-back.ts";
import { withOutcomes } from "./to-run-record.ts";
import { toTraktPaktError } from "./trakt-failure.ts";
import { checkUndoTarget } from "./undo-target.ts";

/** What of a run is taken back. */
export interface UndoOptions extends RunOptions {
  /** Only this field. Default: all. */
  readonly only?: Field;
  /** Only this operation, by its id. */
  readonly operation?: string;
}

/**
 * Takes back what a run applied, as far as nobody has changed it since: a plan like any other, shown, confirmed, journaled and kept. Plays
 * that pakt added are removed by their ids, and no other play is touched; what was taken back before is left alone. What cannot be brought back is listed as skipped, and what nobody
 * knows to have been done as unknown.
 *
 * @throws PaktError `usage` for a run that is not kept, or an operation that it did not have; `failed` for one that wrote to another account
 * or Plex server than those of now; else as `sync` does.
 */
export async function undo(home: Home, name: string, options: UndoOptions = {}): Promise<Report> {
  const { summary, operations, marks = {} } = await readRun(home, name);
  const { run } = summary;
  const { only: field, operation } = options;
  const wanted = operations.filter((each) => field === undefined || each.field === field);
  if (operation !== undefined && !wanted.some(({ id }) => id === operation)) {
    throw new PaktError("usage", `The run ${run} has no operation ${operation}.`, {
      advice: `pakt log ${run} --json lists its operations with their ids.`,
    });
  }
  const isWanted = (mark: { readonly operation: string }): boolean =>
    wanted.some((each) => each.id === mark.operation && isMeant(each, options));
  return runPlan(home, options, {
    kind: "undo",
    undoes: run,
    fields: FIELDS.filter(
      (each) =>
        wanted.some((one) => one.field === each) ||
        // What a service dropped for a mark goes back on its list with the mark.
        (each === "watchlist" && Object.values(marks).some((row) => row.marks.some(isWanted))),
    ),
    plan: async ({ indexes, base, state, fetched, found, sides, now }) => {
      // Read again: a run that was interrupted is kept by now, and others may have gone on.
      const record = settleRecord(await readRun(home, run), found, { ledger: state.ledger, shown: fetched });
      const written = writtenBy(record, (each) => isMeant(each, options));
      checkUndoTarget(record, written, { base, now: { plex: indexes.plex.identity, trakt: indexes.trakt.identity } });
      const readSettled = async (each: string): Promise<RunRecord | undefined> => {
        const kept = await readKeptRun(home, each);
        return kept && withOutcomes(kept, found.get(each) ?? []);
      };
      const earlier = await findEarlierUndo(run, await listRuns(home), readSettled);
      const added = written.filter(isPlay).filter(({ id }) => !(id in earlier.takenBack));
      const shown = added.length === 0 ? [] : await sides.trakt.findPlays(added, options.signal).catch(rethrow);
      const plays = findPlayIds(added, shown, earlier.plays);
      return planUndo({
        run: withFoundPlays(record, { plays, added, ledger: fetched.ledger }),
        ...indexes,
        base,
        plays,
        takenBack: earlier.takenBack,
        restored: earlier.restored,
        only: { ...(field === undefined ? {} : { field }), ...(operation === undefined ? {} : { operation }) },
        now,
      });
    },
  });
}

function isMeant({ id, field }: Operation, { only, operation }: UndoOptions): boolean {
  return (only === undefined || field === only) && (operation === undefined || id === operation);
}

/** What a run wrote, or may have written. */
function writtenBy({ operations, outcomes }: RunRecord, isWanted: (operation: Operation) => boolean): Operation[] {
  const done = new Set(outcomes.flatMap((each) => (isWritten(each) ? each.operation : [])));
  return operations.filter((each) => done.has(each.id) && isWanted(each));
}

/** Plays that nobody waits for any more: what the history shows of them was done, the rest was not. */
function withFoundPlays(
  record: RunRecord,
  of: {
    readonly plays: Readonly<Record<string, unknown>>;
    readonly added: readonly AddPlay[];
    readonly ledger: Ledger;
  },
): RunRecord {
  const waiting = new Set(unsettledPlays(of.ledger).map(({ operation }) => operation));
  const looked = new Set(of.added.map(({ id }) => id).filter((id) => !waiting.has(id)));
  const settled = record.outcomes.flatMap((outcome): Outcome[] => {
    if (outcome.status !== "unknown" || !looked.has(outcome.operation)) return [];
    return [{ ...outcome, status: outcome.operation in of.plays ? "applied" : "failed" }];
  });
  return withOutcomes(record, settled);
}

function isWritten({ status }: Outcome): boolean {
  return status === "applied" || status === "unknown";
}

function isPlay(operation: Operation): operation is AddPlay {
  return operation.field === "watched" && operation.action === "add" && operation.side === "trakt";
}

function rethrow(error: unknown): never {
  throw toTraktPaktError(error);
}
