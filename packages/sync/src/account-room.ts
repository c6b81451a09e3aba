import type { Field, Outcome } from "@pakt/sync-core";

import type { ListCounts } from "./account-limits.ts";
import { isoNow } from "./clock.ts";
import type { Clock } from "./clock.ts";
import { LIMITED_FIELDS } from "./found-limits.ts";
import type { FoundLimit, FoundLimits, LimitedField } from "./found-limits.ts";
import type { PlacedOperation } from "./trakt-body.ts";

/** How much an account holds while it is written to, and what its refusals tell of how much it may hold. */
export interface AccountRoom {
  /** Counts what came in. */
  note(batch: readonly PlacedOperation[], outcomes: readonly Outcome[]): void;
  /** Takes note of a refusal. How many more titles fit, as far as that is known; else none. */
  refuse(field: Field, refusal: Pick<FoundLimit, "limit" | "upgradeUrl">): number;
  /** Every field that turned out to be full. */
  full(): Readonly<Partial<Record<Field, FoundLimit>>>;
  /** Of these, what is worth remembering. */
  found(): FoundLimits;
}

/** Counts on from what the account held when it was read. */
export function createAccountRoom(counts: ListCounts, clock: Clock): AccountRoom {
  const held = new Map<Field, number>();
  for (const field of LIMITED_FIELDS) {
    const count = counts[field];
    if (count !== undefined) held.set(field, count);
  }
  const full = new Map<Field, FoundLimit>();
  return {
    note: (batch, outcomes) => {
      const applied = new Set(outcomes.filter(({ status }) => status === "applied").map((each) => each.operation));
      for (const { operation } of batch) {
        const count = held.get(operation.field);
        if (count === undefined || operation.action !== "add" || !applied.has(operation.id)) continue;
        held.set(operation.field, count + 1);
      }
    },
    refuse: (field, { limit, upgradeUrl }) => {
      const used = held.get(field);
      full.set(field, {
        at: isoNow(clock),
        ...(limit !== undefined && { limit }),
        ...(used !== undefined && { used }),
        ...(upgradeUrl !== undefined && { upgradeUrl }),
      });
      return limit === undefined || used === undefined ? 0 : Math.max(0, limit - used);
    },
    full: () =>
      Object.fromEntries(
        [...full].map(([field, refusal]) => {
          const used = held.get(field);
          return [field, used === undefined ? refusal : { ...refusal, used }];
        }),
      ),
    found: () => {
      const known = [...full].filter(([field, { limit, used }]) => isLimited(field) && (limit ?? used) !== undefined);
      return Object.fromEntries(known);
    },
  };
}

function isLimited(field: Field): field is LimitedField {
  return LIMITED_FIELDS.some((each) => each === field);
}
