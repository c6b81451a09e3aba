import type { Base, EmptiedSides } from "./base.ts";
import type { Held } from "./guard.ts";
import type { SnapshotIndex } from "./index-snapshot.ts";
import { FIELDS, type Field, type Side } from "./item.ts";
import type { Listed } from "./operation.ts";

interface Reads {
  readonly plex: SnapshotIndex;
  readonly trakt: SnapshotIndex;
  readonly base: Base;
}

/** The other of the two sides. */
export function otherSide(side: Side): Side {
  return side === "plex" ? "trakt" : "plex";
}

/** Of how many titles base has a field. */
export function agreedCount({ records }: Base, field: Field): number {
  return Object.values(records).filter((record) => record[field] !== undefined).length;
}

/** Whether a side is suddenly empty in a field, or was and is not known to be meant so. */
export function isEmptied({ plex, trakt, base }: Reads, field: Field, side: Side): boolean {
  if (base.emptied?.[field]?.includes(side) === true) return true;
  return (side === "plex" ? plex : trakt).counts[field] === 0 && agreedCount(base, field) > 0;
}

interface Remembered extends Reads {
  readonly held: readonly Held[];
  readonly kept: readonly Listed[];
  readonly skipped: readonly Listed[];
}

/**
 * The sides that base is to remember as emptied: each from which removals are held, kept or not allowed by the policy. When all are let through, or
 * the titles are back, it is over; that something was added there is no sign of either. Of a field that was not read whole it stays as it was.
 */
export function emptiedSides(read: Remembered): EmptiedSides {
  const { plex, trakt, base } = read;
  const next: { -readonly [Key in Field]?: readonly Side[] } = {};
  for (const field of FIELDS) {
    const isWhole = [plex, trakt].every((index) => index.fields[field].state === "complete");
    const sides = isWhole
      ? (["plex", "trakt"] as const).filter((side) => isEmptied(read, field, side) && isMissing(read, field, side))
      : (base.emptied?.[field] ?? []);
    if (sides.length > 0) next[field] = sides;
  }
  return next;
}

/** Whether what is gone on a side is still on the other. */
function isMissing({ base, held, kept, skipped }: Remembered, field: Field, side: Side): boolean {
  return (
    held.some(
      ({ operation }) => operation.field === field && operation.side !== side && operation.action === "remove",
    ) ||
    kept.some((each) => each.field === field && each.reason === `removed-on-${side}`) ||
    skipped.some(
      ({ field: of, reason, row }) =>
        of === field && (reason === "direction" || reason === "type") && base.records[row]?.[field] !== undefined,
    )
  );
}
