import { advance, joinLedger, ledgerOf, pruneLedger } from "@pakt/sync-core";
import type { Base, Field } from "@pakt/sync-core";
import { isDeepStrictEqual } from "node:util";

import { applyPlan } from "./apply-plan.ts";
import type { Applied } from "./apply-plan.ts";
import { isoNow } from "./clock.ts";
import { confirmWrites } from "./confirm-writes.ts";
import type { Fetched } from "./fetch-sides.ts";
import type { Home } from "./home.ts";
import { findInDoubt } from "./in-doubt.ts";
import type { InDoubt } from "./in-doubt.ts";
import { beginJournal, endJournal } from "./journal.ts";
import type { JournalHead } from "./journal.ts";
import { rememberNotFound } from "./not-found.ts";
import type { Sides } from "./open-sides.ts";
import type { PlexAhead } from "./plex-ahead.ts";
import { writeState } from "./state.ts";
import { joinDoubts, stillInDoubt } from "./still-in-doubt.ts";
import type { State } from "./state.ts";
import type { SyncEvent } from "./sync-event.ts";

/** What is applied, to what, and what is known so far. */
export interface ApplyInput {
  readonly home: Home;
  readonly head: JournalHead;
  /** As the last run left it. */
  readonly state: State;
  /** Base with what the reads settled of it. */
  readonly base: Base;
  readonly fetched: Fetched;
  readonly sides: Sides;
  readonly fields: readonly Field[];
  /** Called when the state is saved and before the journal ends: what it keeps is kept, whatever happens. */
  readonly onSaved: (applied: Applied) => Promise<void>;
  readonly onEvent: (event: SyncEvent) => void;
  readonly signal?: AbortSignal | undefined;
}

/** Writes the plan under the journal's protection, and saves what is known afterwards. A run that changes nothing writes no state. */
export async function applyAndSave(input: ApplyInput): Promise<Applied> {
  const { home, head, state, fetched, sides, fields, onEvent, signal } = input;
  const { run, plan: planned } = head;
  const hasWrites = planned.operations.length > 0;
  const { ledger } = fetched;
  const { inDoubt: formerDoubt, plexAheadMs: formerAhead = {}, ...settled } = state;
  const { plexAhead } = fetched.clocks;
  const openDoubt = stillInDoubt(formerDoubt, fetched);
  if (hasWrites && (formerDoubt !== undefined || !isDeepStrictEqual(formerAhead, plexAhead))) {
    // What the reads settled must not be lost with this run: its journal tells only what this run does.
    await writeState(home, { ...settled, base: input.base, ...ahead(plexAhead), ...doubt(openDoubt) });
  }
  const applied: Applied = hasWrites
    ? await applyPlan({
        plan: planned,
        ledger,
        sides,
        journal: await beginJournal(home, head),
        onEvent,
        signal,
      })
    : { outcomes: [], ledger, announced: new Set(), stopped: [], full: {} };
  const { others } = ledgerOf(state.ledger, fetched.trakt.identity.account);
  const now = isoNow(home.clock);
  const advanced = advance(input.base, planned, applied.outcomes);
  const inDoubt = joinDoubts(findInDoubt(planned, applied.announced, applied.outcomes), openDoubt);
  const base = await confirmWrites(sides, planned, advanced, fields, { now, onEvent, signal });
  const next: State = {
    version: 1,
    run,
    base,
    ledger: pruneLedger(joinLedger({ own: applied.ledger, others }), now, base),
    notFound: rememberNotFound(state.notFound, planned.operations, applied.outcomes, now),
    ...ahead(plexAhead),
    ...doubt(inDoubt),
  };
  if (hasWrites || !isSame(state, next)) await writeState(home, next);
  await input.onSaved(applied);
  if (hasWrites) await endJournal(home);
  return applied;
}

function doubt(inDoubt: InDoubt | undefined): Pick<State, "inDoubt"> {
  return inDoubt === undefined ? {} : { inDoubt };
}

function ahead(plexAheadMs: PlexAhead): Pick<State, "plexAheadMs"> {
  return Object.keys(plexAheadMs).length === 0 ? {} : { plexAheadMs };
}

function isSame(before: State, after: State): boolean {
  return (
    before.base === after.base &&
    before.inDoubt === after.inDoubt &&
    isDeepStrictEqual(before.plexAheadMs, after.plexAheadMs) &&
    isDeepStrictEqual(before.ledger, after.ledger) &&
    isDeepStrictEqual(before.notFound, after.notFound)
  );
}
