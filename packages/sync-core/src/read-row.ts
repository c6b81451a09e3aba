import type { BaseCopy, Pending } from "./base.ts";
import type { PlanContext } from "./context.ts";
import type { SnapshotIndex } from "./index-snapshot.ts";
import type { Field, FieldValue, FieldValues, Side } from "./item.ts";
import type { Copy, Row } from "./row.ts";
import type { Title } from "./title.ts";
import { isDayOld } from "./time.ts";

/** How to find and compare a field's values. */
export interface FieldAccess<Value extends FieldValue> {
  readonly field: Field;
  /** Each Plex copy has its own value, and that a copy lacks it need not be a person's doing. */
  readonly isPerCopy: boolean;
  readonly of: (holder: { readonly [Key in keyof FieldValues]?: FieldValues[Key] | undefined }) => Value | undefined;
  readonly isEqual: (first: Value, second: Value) => boolean;
  readonly merge: (first: Value | undefined, second: Value | undefined) => Value | undefined;
}

/** One field of one row, as far as the reads can be believed. */
export interface RowReading<Value> {
  /** What is decided upon. */
  readonly values: Readonly<Record<Side, Value | undefined>>;
  /** What the reads showed. */
  readonly shown: Readonly<Record<Side, Value | undefined>>;
  /** What we wrote and no read has shown yet: the read of its side is lagging. */
  readonly pending: Pending | undefined;
}

/** Reads one field of a row; `undefined` when either side is unknown. `agreed` is base's value. */
export function readRow<Value extends FieldValue>(
  row: Row,
  agreed: Value | undefined,
  { plex, trakt, now }: PlanContext,
  access: FieldAccess<Value>,
): RowReading<Value> | undefined {
  const onTrakt = row.trakt === undefined ? [] : [row.trakt];
  if (!isKnown(plex, row.plex, access) || !isKnown(trakt, onTrakt, access)) return undefined;
  const shown = { plex: valueOf(row.plex, access), trakt: valueOf(onTrakt, access) };
  if (access.isPerCopy && agreed !== undefined && isLeftOver(row, { agreed, shown: shown.plex }, access))
    return undefined;
  const isUnproven =
    access.isPerCopy &&
    shown.plex === undefined &&
    agreed !== undefined &&
    (isHeldUnread(row, access.field, plex) || !isProvenGone(row, access.field));
  const values = isUnproven ? { plex: agreed, trakt: shown.trakt } : shown;

  const pending = row.record?.pending?.[access.field];
  if (pending === undefined || isDayOld(pending.since, now)) return { values, shown, pending: undefined };
  const { side } = pending;
  if (!isSame(shown[side], previousOf(pending, access), access.isEqual)) return { values, shown, pending: undefined };
  return { values: { ...values, [side]: agreed }, shown, pending };
}

/** A copy that base has not seen, or to which a value could not be written yet: that it lacks it is no person's doing. */
export function isOpen({ known }: Copy, field: Field): boolean {
  return known === undefined || known.unsettled?.includes(field) === true;
}

/** Whether base has a copy as holding a value. */
export function isHeld(copy: BaseCopy | undefined, field: Field): boolean {
  return field === "watched" ? (copy?.views ?? 0) > 0 : copy?.rating !== undefined;
}

/** Whether a copy that had the value was not read: it may have it still. */
export function isHeldUnread(row: Row, field: Field, { fields }: SnapshotIndex): boolean {
  return fields[field].state !== "complete" && isHeldElsewhere(row, field);
}

/**
 * Whether Plex's copies say that a person removed the value: one that had it has it no more, or one that base knows lacks it while
 * no copy is missing that had it. New copies say nothing, and a deleted file takes nothing back.
 */
function isProvenGone(row: Row, field: Field): boolean {
  const { copies } = row;
  const settled = copies.filter((copy) => !isOpen(copy, field));
  if (copies.length === 0 || settled.some(({ known }) => isHeld(known, field))) return true;
  return settled.length > 0 && !isHeldElsewhere(row, field);
}

/** Whether base knows a copy with the value that the reads do not show. */
function isHeldElsewhere({ copies, record }: Row, field: Field): boolean {
  const former = Object.entries(record?.copies ?? {});
  if (former.length === 0) return false;
  const listed = new Set(copies.map(({ ref }) => ref));
  return former.some(([ref, copy]) => !listed.has(ref) && isHeld(copy, field));
}

/**
 * Whether Plex shows another value than base's only because the copy that had base's is missing: nobody changed anything, and the
 * copies that are left are as they were. What the title would be with the missing copy is unknown.
 */
function isLeftOver<Value extends FieldValue>(
  row: Row,
  { agreed, shown }: { readonly agreed: Value; readonly shown: Value | undefined },
  { field, of, isEqual }: FieldAccess<Value>,
): boolean {
  if (field !== "rating" || shown === undefined || isEqual(shown, agreed)) return false;
  return isHeldElsewhere(row, field) && row.copies.every(({ known, item }) => known?.rating === ratingOf(of(item)));
}

function ratingOf(value: FieldValue | undefined): number | undefined {
  return value !== undefined && "value" in value ? value.value : undefined;
}

/** Unknown is not absent: it never leads to a write. */
function isKnown<Value extends FieldValue>(
  index: SnapshotIndex,
  titles: readonly Title[],
  { field, of }: FieldAccess<Value>,
): boolean {
  const { state } = index.fields[field];
  if (state === "failed" || state === "off") return false;
  if (titles.some((title) => of(title) !== undefined)) return true;
  // A complete list says of every title whether it is on it; a scan only of those that it holds.
  if (index.unlisted[field] === "absent") return state === "complete";
  return titles.some((title) => title.items.some(({ ref }) => ref !== undefined));
}

function valueOf<Value extends FieldValue>(
  titles: readonly Title[],
  { of, merge }: FieldAccess<Value>,
): Value | undefined {
  const [first] = titles;
  if (first === undefined) return undefined;
  return titles.length === 1 ? of(first) : titles.map(of).reduce(merge);
}

function previousOf<Value extends FieldValue>(pending: Pending, { of, field }: FieldAccess<Value>): Value | undefined {
  // `previous` is of the field under which the pending value is kept.
  return pending.previous === undefined ? undefined : of({ [field]: pending.previous });
}

function isSame<Value>(
  first: Value | undefined,
  second: Value | undefined,
  isEqual: (first: Value, second: Value) => boolean,
): boolean {
  if (first === undefined || second === undefined) return first === second;
  return isEqual(first, second);
}
