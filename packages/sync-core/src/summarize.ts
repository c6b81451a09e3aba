import type { Field } from "./item.ts";
import type { Operation, Outcome } from "./operation.ts";

/** Operations by what they do. A title with two copies counts twice: each copy is a write. */
export interface Counts {
  readonly added: number;
  readonly updated: number;
  readonly removed: number;
}

/** A field's operations by the side that they write to. */
export interface FieldCounts {
  readonly toPlex: Counts;
  readonly toTrakt: Counts;
}

/** Counts operations by field, side and action; with outcomes, only those that were applied. */
export function summarize(
  operations: readonly Operation[],
  outcomes?: readonly Outcome[],
): Readonly<Record<Field, FieldCounts>> {
  const applied =
    outcomes && new Set(outcomes.filter(({ status }) => status === "applied").map((each) => each.operation));
  const counted = applied === undefined ? operations : operations.filter(({ id }) => applied.has(id));
  return {
    watched: countField(counted, "watched"),
    rating: countField(counted, "rating"),
    collection: countField(counted, "collection"),
    watchlist: countField(counted, "watchlist"),
  };
}

function countField(operations: readonly Operation[], field: Field): FieldCounts {
  const ofField = operations.filter((operation) => operation.field === field);
  return {
    toPlex: countActions(ofField.filter(({ side }) => side === "plex")),
    toTrakt: countActions(ofField.filter(({ side }) => side === "trakt")),
  };
}

function countActions(operations: readonly Operation[]): Counts {
  const count = (action: Operation["action"]): number => operations.filter((each) => each.action === action).length;
  return { added: count("add"), updated: count("update"), removed: count("remove") };
}
