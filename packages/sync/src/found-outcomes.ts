import type { Ledger, Operation, Outcome } from "@pakt/sync-core";
import { ledgerOf, unsettledPlays } from "@pakt/sync-core";

import type { Home } from "./home.ts";
import { identitiesOf, isOfOtherAccounts } from "./in-doubt.ts";
import { listRuns, readOrSkip } from "./past-runs.ts";
import { createProof } from "./proof-of-write.ts";
import type { Shown } from "./proof-of-write.ts";
import { readKeptRun, replaceRun } from "./run-archive.ts";
import type { RunRecord } from "./run-record.ts";
import type { State } from "./state.ts";
import { createReading } from "./still-in-doubt.ts";
import { withOutcomes } from "./to-run-record.ts";

/** What the reads of a run tell of operations that earlier runs got no answer for. By run. */
export type FoundOutcomes = ReadonlyMap<string, readonly Outcome[]>;

/**
 * Finds out what became of what earlier runs left without an answer. Of an operation that several of them announced the newest run's
 * counts, as it does for base.
 */
export async function findOutcomes(home: Home, state: State, shown: Shown): Promise<FoundOutcomes> {
  const found = new Map<string, readonly Outcome[]>();
  const open = openOperations(state, shown);
  if (open.size === 0) return found;
  const judge = createJudge(state.ledger, shown);
  for (const { run, outcomes } of await listRuns(home)) {
    if ((outcomes.unknown ?? 0) === 0) continue;
    const record = await readOrSkip(home, run);
    if (record === undefined) continue;
    const mine = unknownOf(record).filter(({ id }) => open.delete(id));
    const judged = judgeAll(record, mine, judge);
    if (judged.length > 0) found.set(run, judged);
  }
  return found;
}

/** Writes what was found out into the records of the runs that it is of. */
export async function keepOutcomes(home: Home, found: FoundOutcomes): Promise<void> {
  for (const [run, outcomes] of found) {
    const record = await readKeptRun(home, run);
    if (record !== undefined) await replaceRun(home, withOutcomes(record, outcomes));
  }
}

/** A record with what the reads tell of all its operations without an answer, whichever run announced them last. */
export function settleRecord(
  record: RunRecord,
  found: FoundOutcomes,
  { ledger, shown }: { readonly ledger: Ledger; readonly shown: Shown },
): RunRecord {
  const settled = withOutcomes(record, found.get(record.summary.run) ?? []);
  return withOutcomes(settled, judgeAll(settled, unknownOf(settled), createJudge(ledger, shown)));
}

type Judge = (operation: Operation) => "applied" | "failed" | undefined;

/** Tells what became of an operation; `undefined` where the reads do not say. */
function createJudge(ledger: Ledger, shown: Shown): Judge {
  // What was sent to another account no read of this one tells of.
  const { own: before } = ledgerOf(ledger, shown.trakt.identity.account);
  const isDone = createProof(shown);
  const isRead = createReading(shown);
  const sent = new Set(unsettledPlays(before).map(({ operation }) => operation));
  const states = new Map(shown.ledger.plays.map(({ operation, state }) => [operation, state]));
  return (operation) => {
    if (operation.field === "watched" && operation.side === "trakt") {
      // Where a single play is gone another may be left: only its own id tells.
      if (operation.action === "remove") return isDone(operation) ? "applied" : undefined;
      const state = states.get(operation.id);
      if (!sent.has(operation.id) || state === "sent" || state === "unknown") return undefined;
      return state ?? "failed";
    }
    if (isDone(operation)) return "applied";
    return isRead(operation) ? "failed" : undefined;
  };
}

const SENTENCES = {
  applied: "No answer came; a later read showed that it was done.",
  failed: "No answer came; a later read showed that it was not done.",
} as const;

function judgeAll(record: RunRecord, operations: readonly Operation[], judge: Judge): readonly Outcome[] {
  const known = new Map(record.outcomes.map((outcome) => [outcome.operation, outcome]));
  return operations.flatMap((operation): Outcome[] => {
    const status = judge(operation);
    if (status === undefined) return [];
    const at = known.get(operation.id)?.at ?? record.summary.startedAt;
    return [{ operation: operation.id, status, at, message: SENTENCES[status] }];
  });
}

function unknownOf({ operations, outcomes }: RunRecord): readonly Operation[] {
  const unknown = new Set(outcomes.flatMap(({ operation, status }) => (status === "unknown" ? operation : [])));
  return operations.filter(({ id }) => unknown.has(id));
}

/** The operations of which the state says that nobody knows their end. */
function openOperations({ inDoubt, ledger }: State, shown: Shown): Set<string> {
  const { own } = ledgerOf(ledger, shown.trakt.identity.account);
  const plays = unsettledPlays(own).map(({ operation }) => operation);
  if (inDoubt === undefined || isOfOtherAccounts(inDoubt.plan, identitiesOf(shown))) return new Set(plays);
  const known = new Set(inDoubt.outcomes.map(({ operation }) => operation));
  const doubtful = inDoubt.plan.operations.map(({ id }) => id).filter((id) => !known.has(id));
  return new Set([...plays, ...doubtful]);
}
