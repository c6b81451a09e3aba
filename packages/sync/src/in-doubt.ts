import { advance } from "@pakt/sync-core";
import type { Base, Identities, Operation, Outcome, Plan } from "@pakt/sync-core";

import { createProof } from "./proof-of-write.ts";
import type { Shown } from "./proof-of-write.ts";

/**
 * What an earlier run announced and got no answer for, with all of the same rows and fields: as much of its plan as base needs to be
 * advanced, should a read show that it was done after all. Plain JSON.
 */
export interface InDoubt {
  readonly plan: Plan;
  /** What is known of the others. */
  readonly outcomes: readonly Outcome[];
}

/** The part of a plan that is in doubt after a run, or after a run that did not end; `undefined` when nothing is. */
export function findInDoubt(
  plan: Plan,
  announced: ReadonlySet<string>,
  outcomes: readonly Outcome[],
): InDoubt | undefined {
  const statusOf = new Map(outcomes.map(({ operation, status }) => [operation, status]));
  const isDoubtful = ({ id }: Operation): boolean => {
    const status = statusOf.get(id);
    return status === "unknown" || (status === undefined && announced.has(id));
  };
  const places = new Set(plan.operations.filter(isDoubtful).map(placeOf));
  if (places.size === 0) return undefined;
  const operations = plan.operations.filter((operation) => places.has(placeOf(operation)));
  const goals = Object.entries(plan.adopted.goals).flatMap(([row, goal]) => {
    const fields = goal.fields.filter((field) => places.has(`${row} ${field}`));
    return fields.length === 0 ? [] : [[row, { ...goal, fields }] as const];
  });
  const ids = new Set(operations.map(({ id }) => id));
  return {
    plan: {
      ...plan,
      operations,
      conflicts: [],
      kept: [],
      skipped: [],
      refused: [],
      held: [],
      problems: [],
      adopted: { records: {}, goals: Object.fromEntries(goals) },
    },
    outcomes: outcomes.filter(({ operation, status }) => ids.has(operation) && status !== "unknown"),
  };
}

function placeOf({ row, field }: Operation): string {
  return `${row} ${field}`;
}

/** Whether what was written to some accounts is not told by what was read of others. An account that is not known is no other. */
export function isOfOtherAccounts(written: Identities, read: Identities): boolean {
  return (["plex", "trakt"] as const).some((side) => {
    const [former, now] = [written[side].account, read[side].account];
    return former !== undefined && now !== undefined && former !== now;
  });
}

/** Whose data the reads are. */
export function identitiesOf({ plex, trakt }: Shown): Identities {
  return { plex: plex.identity, trakt: trakt.identity };
}

/** Base with what the reads show to have been done: a value that we wrote is then ours, and what a person did since is a change. */
export function settleInDoubt(base: Base, inDoubt: InDoubt | undefined, shown: Shown): Base {
  if (inDoubt === undefined || isOfOtherAccounts(inDoubt.plan, identitiesOf(shown))) return base;
  const isDone = createProof(shown);
  const known = new Set(inDoubt.outcomes.map(({ operation }) => operation));
  const found = inDoubt.plan.operations
    .filter((operation) => !known.has(operation.id) && isDone(operation))
    .map(({ id }): Outcome => ({ operation: id, status: "applied", at: inDoubt.plan.createdAt }));
  return advance(base, inDoubt.plan, [...inDoubt.outcomes, ...found]);
}
