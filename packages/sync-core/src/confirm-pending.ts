import type { Base, BaseRecord, Pending } from "./base.ts";
import type { SnapshotIndex } from "./index-snapshot.ts";
import type { Field, Rating, Side, Watched } from "./item.ts";
import { slotOf, type Title } from "./title.ts";

/** The fields of which base holds a value on a side that we wrote and that no read has shown yet. */
export function pendingFields(base: Base, side: Side): readonly Field[] {
  const fields = new Set<Field>();
  for (const { pending } of Object.values(base.records)) {
    if (pending?.watched?.side === side) fields.add("watched");
    if (pending?.rating?.side === side) fields.add("rating");
  }
  return [...fields];
}

/**
 * Takes away what is pending on the index's side wherever its read no longer shows what was there before the write. Only complete
 * fields confirm anything. The very same base comes back when nothing was confirmed.
 */
export function confirmPending(base: Base, index: SnapshotIndex): Base {
  const partOf = createPartFinder();
  const changed: Record<string, BaseRecord> = {};
  for (const [key, record] of Object.entries(base.records)) {
    const { pending, ...rest } = record;
    if (pending === undefined) continue;
    const left = Object.entries(pending).filter(([field, value]) =>
      stands(field === "rating" ? "rating" : "watched", value),
    );
    if (left.length === Object.keys(pending).length) continue;
    changed[key] = left.length === 0 ? rest : { ...rest, pending: Object.fromEntries(left) };

    function stands(field: Field, { side, previous }: Pending): boolean {
      if (side !== index.side || index.fields[field].state !== "complete") return true;
      return isEqual(find(record, index, partOf)?.[field], previous);
    }
  }
  return Object.keys(changed).length === 0 ? base : { ...base, records: { ...base.records, ...changed } };
}

type PartOf = (show: Title, record: BaseRecord) => Title | undefined;

function find(record: BaseRecord, index: SnapshotIndex, partOf: PartOf): Title | undefined {
  const byId = record.ids.flatMap((id) => index.find(record.type, id) ?? [])[0];
  if (byId !== undefined) return byId;
  const show = record.show?.ids.flatMap((id) => index.find("show", id) ?? [])[0];
  return show === undefined ? undefined : partOf(show, record);
}

/** Finds a show's season or episode by number; the look-up is made once a show. */
function createPartFinder(): PartOf {
  const slots = new Map<Title, ReadonlyMap<number | undefined, Title>>();
  return (show, record) => {
    const known = slots.get(show) ?? new Map(show.parts.map((part) => [slotOf(part), part]));
    slots.set(show, known);
    return known.get(slotOf(record));
  };
}

/** Watched is watched, whatever the date; ratings are equal by their value. */
function isEqual(shown: Watched | Rating | undefined, previous: Watched | Rating | undefined): boolean {
  if (shown === undefined || previous === undefined) return shown === previous;
  return "value" in shown && "value" in previous ? shown.value === previous.value : true;
}
