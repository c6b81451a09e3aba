import type { Base, BaseRecord } from "./base.ts";
import type { Item } from "./item.ts";
import type { Snapshot } from "./snapshot.ts";
import { shiftDate } from "./time.ts";

/** By how much the dates of a copy are moved, by its ref, in milliseconds: those of one server all alike. */
export type ShiftOf = (ref: string) => number;

/**
 * The snapshot of servers whose clocks are wrong, in right time: every date that such a clock gave is moved.
 * The watchlist's are another service's and stay.
 */
export function shiftSnapshot(snapshot: Snapshot, shiftOf: ShiftOf): Snapshot {
  const items = snapshot.items.map((item) => {
    const milliseconds = item.ref === undefined ? 0 : shiftOf(item.ref);
    return milliseconds === 0 ? item : shiftItem(item, milliseconds);
  });
  return items.every((item, position) => item === snapshot.items[position]) ? snapshot : { ...snapshot, items };
}

/**
 * Base with its dates of file views moved in the same way: they are compared with those of the snapshot. Of copies that are moved by
 * different times nobody knows which was seen: the view then counts as the latest that it can be, so that it is not met as a new one.
 */
export function shiftFileViews(base: Base, shiftOf: ShiftOf): Base {
  let isMoved = false;
  const records = Object.entries(base.records).map(([key, record]): [string, BaseRecord] => {
    const { fileViewedAt, copies = {} } = record;
    if (fileViewedAt === undefined) return [key, record];
    const refs = Object.keys(copies);
    const milliseconds = refs.length === 0 ? 0 : Math.max(...refs.map(shiftOf));
    if (milliseconds === 0) return [key, record];
    isMoved = true;
    return [key, { ...record, fileViewedAt: shiftDate(fileViewedAt, milliseconds) }];
  });
  return isMoved ? { ...base, records: Object.fromEntries(records) } : base;
}

function shiftItem(item: Item, milliseconds: number): Item {
  const { watched, rating, collection } = item;
  return {
    ...item,
    ...(watched !== undefined && { watched: shiftValue(watched, milliseconds) }),
    ...(rating !== undefined && { rating: shiftValue(rating, milliseconds) }),
    ...(collection !== undefined && { collection: shiftValue(collection, milliseconds) }),
  };
}

function shiftValue<V extends { readonly at?: string }>(value: V, milliseconds: number): V {
  return value.at === undefined ? value : { ...value, at: shiftDate(value.at, milliseconds) };
}
