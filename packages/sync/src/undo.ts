import { FIELDS, findPlayIds, planUndo } from "@pakt/sync-core";
import type { AddPlay, Field, Operation, Outcome } from "@pakt/sync-core";

import type { Home } from "./home.ts";
import { PaktError } from "./pakt-error.ts";
import type { Report } from "./report.ts";
import { readRun } from "./run-archive.ts";
import type { RunOptions } from "./run-options.ts";
import { runPlan } from "./run-plan.ts";
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
 * that pakt added are removed by their ids, and no other play is touched. What cannot be brought back is listed as skipped.
 *
 * @throws PaktError `usage` for a run that is not kept, or an operation that it did not have; `failed` for one that wrote to another account
 * or Plex server than those of now; else as `sync` does.
 */
export async function undo(home: Home, name: string, options: UndoOptions = {}): Promise<Report> {
  const record = await readRun(home, name);
  const { summary, operations, outcomes, before } = record;
  const { only: field, operation } = options;
  const wanted = operations.filter((each) => field === undefined || each.field === field);
  if (operation !== undefined && !wanted.some(({ id }) => id === operation)) {
    throw new PaktError("usage", `The run ${summary.run} has no operation ${operation}.`, {
      advice: `pakt log ${summary.run} --json lists its operations with their ids.`,
    });
  }
  return runPlan(home, options, {
    kind: "undo",
    undoes: summary.run,
    fields: FIELDS.filter((each) => wanted.some((one) => one.field === each)),
    plan: async ({ indexes, base, sides, now }) => {
      const done = new Set(outcomes.flatMap((each) => (isWritten(each) ? each.operation : [])));
      const written = wanted.filter(({ id }) => done.has(id) && (operation === undefined || id === operation));
      checkUndoTarget(record, written, { base, now: { plex: indexes.plex.identity, trakt: indexes.trakt.identity } });
      const added = wanted.filter(isPlay);
      const shown = added.length === 0 ? [] : await sides.trakt.findPlays(added, options.signal).catch(rethrow);
      return planUndo({
        run: { operations, outcomes, before },
        ...indexes,
        base,
        plays: findPlayIds(added, shown),
        only: { ...(field === undefined ? {} : { field }), ...(operation === undefined ? {} : { operation }) },
        now,
      });
    },
  });
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
