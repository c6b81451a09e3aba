import type { Side } from "./item.ts";
import type { Reason } from "./operation.ts";
import type { ConflictPolicy } from "./policy.ts";

/** One field of one row: what base and both sides hold. */
export interface FieldValues<Value> {
  readonly base: Value | undefined;
  readonly plex: Value | undefined;
  readonly trakt: Value | undefined;
}

/** How a field's values compare. */
export interface ValueRules<Value> {
  readonly isEqual: (first: Value, second: Value) => boolean;
  /** The side with the newer value; `undefined` for a tie. */
  readonly newer: (plex: Value, trakt: Value) => Side | undefined;
}

/** What the decision table says for one row and field. */
export type Decision =
  /** Both sides are as base says. */
  | { readonly kind: "nothing" }
  /** Both sides agree on something else than base. */
  | { readonly kind: "adopt" }
  /** The value of `from` is written to the other side. */
  | { readonly kind: "write"; readonly from: Side; readonly reason: Reason }
  /** The value of `from` is removed there, because it is gone on the other side. */
  | { readonly kind: "remove"; readonly from: Side; readonly reason: Reason }
  /** Both changed. Without a winner nothing is written. */
  | { readonly kind: "conflict"; readonly reason: `conflict-${ConflictPolicy}`; readonly winner?: Side };

/** What happened on a side since base. */
type Move = "stayed" | "changed" | "gone";

type Cell = "nothing" | "adopt" | "take-plex" | "take-trakt" | "remove-on-plex" | "remove-on-trakt" | "compare";

/** Rows: what happened on Plex. Columns: what happened on Trakt. Where base has nothing, `changed` means added. */
const table: Readonly<Record<Move, Readonly<Record<Move, Cell>>>> = {
  stayed: {
    stayed: "nothing",
    changed: "take-trakt",
    // One equals base, the other is absent: removed from the one that stayed.
    gone: "remove-on-plex",
  },
  changed: {
    stayed: "take-plex",
    // Added or changed on both: the same is adopted, different values are a conflict.
    changed: "compare",
    // One changed, the other is absent: the change wins.
    gone: "take-plex",
  },
  gone: {
    stayed: "remove-on-trakt",
    changed: "take-trakt",
    gone: "adopt",
  },
};

/** The decision table for one row and field. Pure; `conflicts` says who wins when both changed. */
export function decide<Value>(
  values: FieldValues<Value>,
  { isEqual, newer, conflicts }: ValueRules<Value> & { readonly conflicts: ConflictPolicy },
): Decision {
  const { base, plex, trakt } = values;
  const verb = base === undefined ? "added" : "changed";
  const cell = table[moveOf(base, plex, isEqual)][moveOf(base, trakt, isEqual)];
  // What one side cannot tell equals anything: both may be the same though only one is as base has it.
  const isSame = plex !== undefined && trakt !== undefined && isEqual(plex, trakt);
  if (isSame && cell !== "nothing") return { kind: "adopt" };
  switch (cell) {
    case "nothing":
    case "adopt":
      return { kind: cell };
    case "take-plex":
      return { kind: "write", from: "plex", reason: `${verb}-on-plex` };
    case "take-trakt":
      return { kind: "write", from: "trakt", reason: `${verb}-on-trakt` };
    case "remove-on-plex":
      return { kind: "remove", from: "plex", reason: "removed-on-trakt" };
    case "remove-on-trakt":
      return { kind: "remove", from: "trakt", reason: "removed-on-plex" };
    case "compare":
      // Both have a value here: a side that has none has stayed or is gone.
      if (plex === undefined || trakt === undefined) return { kind: "adopt" };
      return { kind: "conflict", reason: `conflict-${conflicts}`, ...winnerOf(conflicts, newer(plex, trakt)) };
    default:
      return cell satisfies never;
  }
}

function moveOf<Value>(base: Value | undefined, now: Value | undefined, isEqual: ValueRules<Value>["isEqual"]): Move {
  if (now === undefined) return base === undefined ? "stayed" : "gone";
  return base !== undefined && isEqual(base, now) ? "stayed" : "changed";
}

function winnerOf(conflicts: ConflictPolicy, newer: Side | undefined): { winner?: Side } {
  switch (conflicts) {
    case "newest":
      return newer === undefined ? {} : { winner: newer };
    case "plex":
    case "trakt":
      return { winner: conflicts };
    case "ask":
      return {};
    default:
      return conflicts satisfies never;
  }
}
