import { advance, emptyBase, joinLedger, ledgerOf, recordIntents, recordOutcomes } from "@pakt/sync-core";
import type { Base, Ledger, Operation, Outcome } from "@pakt/sync-core";

import type { Home } from "./home.ts";
import { UNSEEN_COPIES } from "./intent-context.ts";
import { findInDoubt } from "./in-doubt.ts";
import { endJournal, readUnfinishedRun } from "./journal.ts";
import type { JournalEntry, UnfinishedRun } from "./journal.ts";
import { journaledOutcomes } from "./journaled-outcomes.ts";
import { rememberNotFound } from "./not-found.ts";
import { archiveRun, listKeptRuns } from "./run-archive.ts";
import { readState, writeState } from "./state.ts";
import type { State } from "./state.ts";
import { joinDoubts } from "./still-in-doubt.ts";
import { toRunRecord } from "./to-run-record.ts";

/**
 * The state, with what a run that did not end had already done. Its answers count as if it had ended; what it announced and got no
 * answer for is in the ledger as unknown.
 */
export async function recoverState(home: Home, mode: { readonly save: boolean }): Promise<State> {
  const state = await readState(home);
  const unfinished = await readUnfinishedRun(home);
  if (unfinished === undefined) return state;
  const isSaved = state.run === unfinished.run;
  const next = isSaved ? state : foldRun(state, unfinished);
  if (mode.save) {
    // First, while it is still known what base said before it.
    await keepRun(home, unfinished, isSaved ? emptyBase : state.base);
    await writeState(home, next);
    await endJournal(home);
  }
  return next;
}

/** What a killed run did stays known, unless it had already been kept itself. */
async function keepRun(home: Home, unfinished: UnfinishedRun, base: Base): Promise<void> {
  if ((await listKeptRuns(home)).some(({ run }) => run === unfinished.run)) return;
  const { answered, unanswered } = journaledOutcomes(unfinished);
  const applied = { outcomes: [...answered, ...unanswered] };
  await archiveRun(home, toRunRecord({ home, head: unfinished, base, applied }));
}

function foldRun(state: State, unfinished: UnfinishedRun): State {
  const { run, plan, entries } = unfinished;
  const operations = new Map(plan.operations.map((operation) => [operation.id, operation]));
  const { answered: outcomes, unanswered } = journaledOutcomes(unfinished);
  const announced = new Set(unanswered.map(({ operation }) => operation));
  const { account } = plan.trakt;
  const { own, others } = ledgerOf(state.ledger, account);
  const inDoubt = joinDoubts(findInDoubt(plan, announced, outcomes), state.inDoubt);
  return {
    version: 1,
    run,
    base: advance(state.base, plan, [...outcomes, ...unanswered]),
    ledger: joinLedger({
      own: entries.reduce((ledger, entry) => foldEntry(ledger, entry, { operations, account }), own),
      others,
    }),
    notFound: rememberNotFound(state.notFound, plan.operations, outcomes, lastMoment(outcomes, plan.createdAt)),
    ...(state.plexAheadMs === undefined ? {} : { plexAheadMs: state.plexAheadMs }),
    ...(inDoubt === undefined ? {} : { inDoubt }),
  };
}

interface Written {
  readonly operations: ReadonlyMap<string, Operation>;
  /** The Trakt account that was written to. */
  readonly account: string | undefined;
}

function foldEntry(ledger: Ledger, entry: JournalEntry, { operations, account }: Written): Ledger {
  if (entry.type === "outcomes") return recordOutcomes(ledger, entry.outcomes);
  const announced = entry.operations.flatMap((id) => operations.get(id) ?? []);
  return recordIntents(ledger, announced, { ...UNSEEN_COPIES, account }, entry.at);
}

function lastMoment(outcomes: readonly Outcome[], otherwise: string): string {
  return outcomes.at(-1)?.at ?? otherwise;
}
