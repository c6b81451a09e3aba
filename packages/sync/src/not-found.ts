import { titleForPeople } from "@pakt/sync-core";
import type { Operation, Outcome, Plan } from "@pakt/sync-core";

import { restAfterMisses } from "./rest-after-misses.ts";
import { withoutOperations } from "./without-operations.ts";

/** Titles that the written side did not know, by operation without its date. Plain JSON. */
export type NotFoundMemory = Readonly<Record<string, NotFoundEntry>>;

/** How often a title was not found, and until when it is not asked for again. */
export interface NotFoundEntry {
  readonly times: number;
  readonly until: string;
  /** The ids that were not found: when they change it is asked for at once. */
  readonly ids: string;
}

/** Nothing was missed so far. */
export const emptyNotFound: NotFoundMemory = {};

/**
 * The plan without the operations whose title rests; they are listed as skipped instead. A row that waits for one of them is not
 * agreed upon when the others are applied.
 */
export function withholdNotFound(plan: Plan, memory: NotFoundMemory, now: string): Plan {
  if (Object.keys(memory).length === 0) return plan;
  const rests = (operation: Operation): boolean => {
    const entry = memory[keyOf(operation)];
    return entry !== undefined && entry.ids === idsOf(operation) && Date.parse(entry.until) > Date.parse(now);
  };
  const resting = plan.operations.filter(rests);
  return {
    ...withoutOperations(plan, rests),
    skipped: [
      ...plan.skipped,
      ...resting.map((operation) => ({
        field: operation.field,
        row: operation.row,
        title: titleForPeople(operation.target),
        ids: operation.target.ids,
        reason: "not-found",
        message: `${operation.side === "trakt" ? "Trakt" : "Plex"} does not know it; asked again after ${memory[keyOf(operation)]?.until.slice(0, 10)}`,
      })),
    ],
  };
}

/** The memory after a run: missed titles rest longer each time, found ones are forgotten. */
export function rememberNotFound(
  memory: NotFoundMemory,
  operations: readonly Operation[],
  outcomes: readonly Outcome[],
  now: string,
): NotFoundMemory {
  const statusOf = new Map(outcomes.map(({ operation, status }) => [operation, status]));
  const next = new Map(Object.entries(memory));
  for (const operation of operations) {
    const key = keyOf(operation);
    const status = statusOf.get(operation.id);
    if (status === "applied") next.delete(key);
    if (status !== "unmatched") continue;
    const before = next.get(key);
    const times = before?.ids === idsOf(operation) ? before.times + 1 : 1;
    next.set(key, { times, until: restAfterMisses(times, Date.parse(now)), ids: idsOf(operation) });
  }
  return Object.fromEntries(next);
}

/** A later play of a title that is not known is not known either: the date is left out. */
function keyOf({ side, field, action, row }: Operation): string {
  return `${side}:${field}:${action}:${row}`;
}

function idsOf({ target }: Operation): string {
  return [...target.ids, ...(target.show?.ids ?? [])].toSorted().join(" ");
}
