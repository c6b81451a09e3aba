import { recordIntents, recordOutcomes } from "@pakt/sync-core";
import type { Ledger, Outcome, Plan, Side } from "@pakt/sync-core";

import { UNSEEN_COPIES } from "./intent-context.ts";
import type { Journal } from "./journal.ts";
import type { Sides } from "./open-sides.ts";
import type { ApplyResult } from "./replica.ts";
import type { SyncEvent } from "./sync-event.ts";

/** What applying a plan came to. */
export interface Applied {
  readonly outcomes: readonly Outcome[];
  readonly ledger: Ledger;
  /** Ids of the operations that were announced, with an outcome or without. */
  readonly announced: ReadonlySet<string>;
  /** Why a side stopped before its end. */
  readonly stopped: readonly NonNullable<ApplyResult["stopped"]>[];
  /** Fields of the Trakt account that turned out to be full. */
  readonly full: NonNullable<ApplyResult["full"]>;
}

/**
 * Writes a plan to both sides at once, each in the plan's order; every step is in the journal before it is taken.
 *
 * @throws what a side throws, a journal that cannot be written among it, but not before the other side has stopped too: nothing
 * is written any more when this returns.
 */
export async function applyPlan(options: {
  readonly plan: Plan;
  readonly ledger: Ledger;
  readonly sides: Sides;
  readonly journal: Journal;
  readonly onEvent: (event: SyncEvent) => void;
  readonly signal?: AbortSignal | undefined;
}): Promise<Applied> {
  const { plan, sides, journal, onEvent } = options;
  const stop = new AbortController();
  const signal = options.signal === undefined ? stop.signal : AbortSignal.any([options.signal, stop.signal]);
  const announced = new Set<string>();
  let { ledger } = options;
  const outcomes: Outcome[] = [];

  async function applySide(side: Side): Promise<ApplyResult> {
    const operations = plan.operations.filter((operation) => operation.side === side);
    if (operations.length === 0) return {};
    let done = 0;
    let applied = 0;
    return sides[side].apply(operations, {
      onIntent: async (coming) => {
        const at = await journal.intent(coming);
        ledger = recordIntents(ledger, coming, { ...UNSEEN_COPIES, account: plan.trakt.account }, at);
        for (const { id } of coming) announced.add(id);
      },
      onOutcomes: async (arrived) => {
        await journal.outcomes(arrived);
        ledger = recordOutcomes(ledger, arrived);
        outcomes.push(...arrived);
        done += arrived.length;
        applied += arrived.filter(({ status }) => status === "applied").length;
        onEvent({ type: "apply-progress", side, done, applied, total: operations.length });
      },
      onWait: (wait) => onEvent({ type: "wait-start", ...wait }),
      signal,
    });
  }

  async function applyOrStop(side: Side): Promise<ApplyResult> {
    try {
      return await applySide(side);
    } catch (error) {
      stop.abort(error);
      throw error;
    }
  }

  const [trakt, plex] = await Promise.allSettled([applyOrStop("trakt"), applyOrStop("plex")]);
  if (trakt.status === "rejected") throw trakt.reason;
  if (plex.status === "rejected") throw plex.reason;
  return {
    outcomes,
    ledger,
    announced,
    stopped: [trakt.value, plex.value].flatMap(({ stopped }) => stopped ?? []),
    full: trakt.value.full ?? {},
  };
}
