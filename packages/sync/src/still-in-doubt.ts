import type { Operation, Outcome } from "@pakt/sync-core";

import { findInDoubt, identitiesOf, isOfOtherAccounts } from "./in-doubt.ts";
import type { InDoubt } from "./in-doubt.ts";
import { serverOfRef, toServerOfRef } from "./plex-ref.ts";
import { createProof } from "./proof-of-write.ts";
import type { Shown } from "./proof-of-write.ts";

/** What the reads of a run could not tell of an earlier doubt; `undefined` when they told all. What they told is not in doubt again. */
export function stillInDoubt(inDoubt: InDoubt | undefined, shown: Shown): InDoubt | undefined {
  if (inDoubt === undefined || isOfOtherAccounts(inDoubt.plan, identitiesOf(shown))) return inDoubt;
  const { plan, outcomes } = inDoubt;
  const isDone = createProof(shown);
  const isRead = createReading(shown);
  const known = new Set(outcomes.map(({ operation }) => operation));
  const judged = plan.operations
    .filter(({ id }) => !known.has(id))
    .map((operation): Outcome => {
      const unproven = isRead(operation) ? "failed" : "unknown";
      return { operation: operation.id, status: isDone(operation) ? "applied" : unproven, at: plan.createdAt };
    });
  // The very same where nothing was told: a state that did not change is not written.
  if (judged.every(({ status }) => status === "unknown")) return inDoubt;
  return findInDoubt(plan, new Set(), [...outcomes, ...judged]);
}

/**
 * Whether a read says what became of an operation: of a copy when it shows it, or when the libraries of its server were read completely; else
 * when the field was.
 */
export function createReading({ plex, trakt }: Shown): (operation: Operation) => boolean {
  const refs = new Set(plex.items.flatMap(({ ref }) => ref ?? []));
  const servers = new Set([plex.identity.server ?? []].flat().map(toServerOfRef));
  return (operation) => {
    const { fields } = operation.side === "plex" ? plex : trakt;
    const isComplete = fields[operation.field].state === "complete";
    const ref = "ref" in operation ? operation.ref : undefined;
    if (ref === undefined) return isComplete;
    if (refs.has(ref)) return isComplete || fields[operation.field].state === "partial";
    return isComplete && (servers.size === 0 || servers.has(serverOfRef(ref)));
  };
}

/**
 * Both doubts as one. Of a row that the later run announced again the later one alone counts, and of two runs with other accounts the
 * later one: what became of the earlier is met by the next plan.
 */
export function joinDoubts(later: InDoubt | undefined, earlier: InDoubt | undefined): InDoubt | undefined {
  if (later === undefined || earlier === undefined) return later ?? earlier;
  if (isOfOtherAccounts(earlier.plan, later.plan)) return later;
  const rows = new Set(later.plan.operations.map(({ row }) => row));
  const operations = earlier.plan.operations.filter(({ row }) => !rows.has(row));
  const ids = new Set(operations.map(({ id }) => id));
  const goals = Object.entries(earlier.plan.adopted.goals).filter(([row]) => !rows.has(row));
  return {
    plan: {
      ...later.plan,
      operations: [...operations, ...later.plan.operations],
      adopted: { ...later.plan.adopted, goals: { ...Object.fromEntries(goals), ...later.plan.adopted.goals } },
    },
    outcomes: [...earlier.outcomes.filter(({ operation }) => ids.has(operation)), ...later.outcomes],
  };
}
