import type { BaseRecord } from "./base.ts";
import type { SnapshotIndex } from "./index-snapshot.ts";
import { slotOf, type Title } from "./title.ts";

/** What a title is found by: its own ids, else its show's and its number. */
export type Findable = Pick<BaseRecord, "type" | "ids" | "show" | "season" | "number">;

/**
 * Finds titles in a side's read: by an id of their own, else by their show and number, which copies without ids may share. The look-up
 * of a show's parts is made once a show.
 */
export function createTitleFinder(index: SnapshotIndex): (wanted: Findable) => readonly Title[] {
  const slots = new Map<Title, ReadonlyMap<number | undefined, readonly Title[]>>();
  const partsOf = (show: Title, wanted: Findable): readonly Title[] => {
    const known = slots.get(show) ?? bySlot(show);
    slots.set(show, known);
    return known.get(slotOf(wanted)) ?? [];
  };
  return (wanted) => {
    const byId = wanted.ids.flatMap((id) => index.find(wanted.type, id) ?? []);
    if (byId.length > 0) return [...new Set(byId)];
    const show = wanted.show?.ids.flatMap((id) => index.find("show", id) ?? [])[0];
    return show === undefined ? [] : partsOf(show, wanted);
  };
}

function bySlot({ parts }: Title): ReadonlyMap<number | undefined, readonly Title[]> {
  const slots = new Map<number | undefined, Title[]>();
  for (const part of parts) {
    const others = slots.get(slotOf(part));
    if (others === undefined) slots.set(slotOf(part), [part]);
    else others.push(part);
  }
  return slots;
}
