import type { Base, BaseRecord } from "./base.ts";
import type { Item } from "./item.ts";
import type { Snapshot } from "./snapshot.ts";
import { shiftDate } from "./time.ts";

/**
 * The snapshot of a server whose clock is wrong, in right time: every date that this clock gave is moved by so many milliseconds.
 * The watchlist's are another service's and stay.
 */
export function shiftSnapshot(snapshot: Snapshot, milliseconds: number): Snapshot {
  if (milliseconds === 0) return snapshot;
  return { ...snapshot, items: snapshot.items.map((item) => shiftItem(item, milliseconds)) };
}

/** Base with its dates of file views moved in the same way: they are compared with those of the snapshot. */
export function shiftFileViews(base: Base, milliseconds: number): Base {
  if (milliseconds === 0) return base;
  const records = Object.entries(base.records).map(([key, record]): [string, BaseRecord] => {
    const { fileViewedAt } = record;
    if (fileViewedAt === undefined) return [key, record];
    return [key, { ...record, fileViewedAt: shiftDate(fileViewedAt, milliseconds) }];
  });
  return { ...base, records: Object.fromEntries(records) };
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
