import type { Base, BaseRecord, Pending } from "./base.ts";
import { createTitleFinder } from "./find-title.ts";
import type { SnapshotIndex } from "./index-snapshot.ts";
import { FIELDS, type Field, type FieldValue, type Side } from "./item.ts";
import { isSameQuality } from "./quality.ts";
import { isDayOld } from "./time.ts";

/** The fields of which base holds a value on a side that we wrote less than a day before `now` and that no read has shown yet. */
export function pendingFields(base: Base, side: Side, now: string): readonly Field[] {
  const fields = new Set<Field>();
  for (const key in base.records) {
    const pending = base.records[key]?.pending;
    if (pending === undefined) continue;
    for (const field of FIELDS) {
      const value = pending[field];
      if (value?.side === side && !isDayOld(value.since, now)) fields.add(field);
    }
  }
  return [...fields];
}

/**
 * Takes away what is pending on the index's side wherever its read no longer shows what was there before the write. Only complete
 * fields confirm anything. The very same base comes back when nothing was confirmed.
 */
export function confirmPending(base: Base, index: SnapshotIndex): Base {
  const find = createTitleFinder(index);
  const changed: Record<string, BaseRecord> = {};
  for (const [key, record] of Object.entries(base.records)) {
    const { pending, ...rest } = record;
    if (pending === undefined) continue;
    const waiting = FIELDS.flatMap((field) => {
      const value = pending[field];
      return value === undefined ? [] : [[field, value] as const];
    });
    const left = waiting.filter(([field, value]) => stands(field, value));
    if (left.length === waiting.length) continue;
    changed[key] = left.length === 0 ? rest : { ...rest, pending: Object.fromEntries(left) };

    function stands(field: Field, { side, previous }: Pending): boolean {
      if (side !== index.side || index.fields[field].state !== "complete") return true;
      return isEqual(find(record)[0]?.[field], previous);
    }
  }
  return Object.keys(changed).length === 0 ? base : { ...base, records: { ...base.records, ...changed } };
}

/** Watched is watched and listed is listed, whatever the date; ratings are equal by their value, versions by their quality. */
function isEqual(shown: FieldValue | undefined, previous: FieldValue | undefined): boolean {
  if (shown === undefined || previous === undefined) return shown === previous;
  if ("quality" in shown && "quality" in previous) return isSameQuality(shown.quality, previous.quality);
  return "value" in shown && "value" in previous ? shown.value === previous.value : true;
}
