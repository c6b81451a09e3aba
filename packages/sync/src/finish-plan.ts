import { fitToLimits } from "@pakt/sync-core";
import type { Plan, SnapshotIndex } from "@pakt/sync-core";

import { withholdNotFound } from "./not-found.ts";
import type { NotFoundMemory } from "./not-found.ts";

/** A plan as it is applied: without titles that rest, and of the others as much as the account has room for. */
export function finishPlan(
  plan: Plan,
  of: { readonly notFound: NotFoundMemory; readonly trakt: SnapshotIndex; readonly now: string },
): Plan {
  // What is not sent must not keep the last free place.
  return fitToLimits(withholdNotFound(plan, of.notFound, of.now), of);
}
