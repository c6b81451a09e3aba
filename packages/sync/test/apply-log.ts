import type { Operation, Outcome } from "@pakt/sync-core";

import type { ApplyHooks } from "../src/replica.ts";

/** Hooks that note what they are told. */
export interface ApplyLog {
  readonly hooks: ApplyHooks;
  /** The ids of each announcement, in order. */
  readonly announced: readonly (readonly string[])[];
  readonly outcomes: readonly Outcome[];
  readonly waits: readonly { readonly reason: string; readonly durationMs: number }[];
  /** How many outcomes have each status. */
  counts(): Readonly<Record<string, number>>;
  /** The status of each operation by id. */
  statuses(): Readonly<Record<string, Outcome["status"]>>;
}

/** Hooks with an empty log. `onIntent` and `onOutcomes` run before the call is noted. */
export function createApplyLog(
  also: {
    readonly onIntent?: (operations: readonly Operation[]) => void | Promise<void>;
    readonly onOutcomes?: (outcomes: readonly Outcome[]) => void | Promise<void>;
    readonly signal?: AbortSignal;
  } = {},
): ApplyLog {
  const announced: string[][] = [];
  const outcomes: Outcome[] = [];
  const waits: { reason: string; durationMs: number }[] = [];
  return {
    announced,
    outcomes,
    waits,
    counts: () => {
      const counts: Record<string, number> = {};
      for (const { status } of outcomes) counts[status] = (counts[status] ?? 0) + 1;
      return counts;
    },
    statuses: () => Object.fromEntries(outcomes.map(({ operation, status }) => [operation, status])),
    hooks: {
      onIntent: async (operations) => {
        await also.onIntent?.(operations);
        announced.push(operations.map(({ id }) => id));
      },
      onOutcomes: async (arrived) => {
        await also.onOutcomes?.(arrived);
        outcomes.push(...arrived);
      },
      onWait: (wait) => {
        waits.push(wait);
      },
      signal: also.signal,
    },
  };
}
