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
  /** Why a side stopped before its end. */
  readonly stopped: readonly NonNullable<ApplyResult["stopped"]>[];
}

/** Writes a plan to both sides at once, each in the plan's order; every step is in the journal before it is taken. */
export async function applyPlan(options: {
  readonly plan: Plan;
  readonly ledger: Ledger;
  readonly sides: Sides;
  readonly journal: Journal;
  readonly onEvent: (event: SyncEvent) => void;
  readonly signal?: AbortSignal | undefined;
}): Promise<Applied> {
  const { plan, sides, journal, onEvent, signal } = options;
  let { ledger } = options;
  const outcomes: Outcome[] = [];

  async function applySide(side: Side): Promise<ApplyResult> {
    const operations = plan.operations.filter((operation) => operation.side === side);
    if (operations.length === 0) return {};
    let done = 0;
    return sides[side].apply(operations, {
      onIntent: async (announced) => {
        const at = await journal.intent(announced);
        ledger = recordIntents(ledger, announced, UNSEEN_COPIES, at);
      },
      onOutcomes: async (arrived) => {
        await journal.outcomes(arrived);
        ledger = recordOutcomes(ledger, arrived);
        outcomes.push(...arrived);
        done += arrived.length;
        onEvent({ type: "apply-progress", side, done, total: operations.length });
      },
      onWait: (wait) => onEvent({ type: "wait-start", ...wait }),
      signal,
    });
  }

  const results = await Promise.all([applySide("trakt"), applySide("plex")]);
  return { outcomes, ledger, stopped: results.flatMap(({ stopped }) => stopped ?? []) };
}
