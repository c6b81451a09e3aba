import type { Field, Id, Item, ItemType, Quality, ShowOfItem } from "@pakt/sync-core";

import { createTable } from "./value-table.ts";

/**
 * The items of one list of Trakt, as JSON that is short and quick to read: by column, each show and each quality once. A column that
 * has no value anywhere is left out; in the others null stands for none.
 */
export interface PackedItems {
  readonly count: number;
  readonly shows: readonly ShowOfItem[];
  readonly qualities: readonly Quality[];
  readonly columns: Readonly<Partial<Columns>>;
}

interface Columns {
  readonly type: readonly ItemType[];
  readonly ids: Column<readonly Id[]>;
  readonly title: Column<string>;
  readonly year: Column<number>;
  /** The place among the shows. */
  readonly show: Column<number>;
  readonly season: Column<number>;
  readonly number: Column<number>;
  /** The date of the list's field. */
  readonly at: Column<string>;
  readonly plays: Column<number>;
  readonly rating: Column<number>;
  /** The place among the qualities. */
  readonly quality: Column<number>;
  readonly isPhysical: Column<true>;
}

type Column<Value> = readonly (Value | null)[];

/** Packs the items of a list, which hold a value of no field but its own. */
export function packItems(items: readonly Item[], field: Field): PackedItems {
  const shows = createTable<ShowOfItem>();
  const qualities = createTable<Quality>();
  const column = <Value>(of: (item: Item) => Value | undefined): Column<Value> | undefined => {
    let isEmpty = true;
    const values = items.map((item) => {
      const value = of(item);
      isEmpty &&= value === undefined;
      return value ?? null;
    });
    return isEmpty ? undefined : values;
  };
  const columns = {
    type: items.map(({ type }) => type),
    ids: column(({ ids }) => (ids.length === 0 ? undefined : ids)),
    title: column(({ title }) => (title === "" ? undefined : title)),
    year: column(({ year }) => year),
    show: column(({ show }) => show && shows.placeOf(show)),
    season: column(({ season }) => season),
    number: column(({ number }) => number),
    at: column((item) => item[field]?.at),
    plays: column(({ watched }) => watched?.plays),
    rating: column(({ rating }) => rating?.value),
    quality: column(({ collection }) => collection && qualities.placeOf(collection.quality)),
    isPhysical: column(({ collection }) => collection?.isPhysical),
  };
  // JSON leaves out what is undefined.
  return {
    count: items.length,
    shows: shows.values,
    qualities: qualities.values,
    columns: columns as Partial<Columns>,
  };
}

/** The items again: those of one show share it, and so do those of one quality. */
export function unpackItems(packed: PackedItems, field: Field): readonly Item[] {
  const { columns, shows } = packed;
  const items: Item[] = [];
  for (let place = 0; place < packed.count; place += 1) {
    const item: Building = {
      type: columns.type?.[place] ?? "movie",
      ids: columns.ids?.[place] ?? NO_IDS,
      title: columns.title?.[place] ?? "",
    };
    const year = columns.year?.[place];
    if (year != null) item.year = year;
    const show = shows[columns.show?.[place] ?? -1];
    if (show !== undefined) item.show = show;
    const season = columns.season?.[place];
    if (season != null) item.season = season;
    const number = columns.number?.[place];
    if (number != null) item.number = number;
    setValue(item, packed, { field, place });
    items.push(item);
  }
  return items;
}

type Building = { -readonly [Key in keyof Item]: Item[Key] };

const NO_IDS: readonly Id[] = [];

function setValue(item: Building, packed: PackedItems, { field, place }: { field: Field; place: number }): void {
  const { columns } = packed;
  const at = columns.at?.[place];
  const dated = at == null ? {} : { at };
  switch (field) {
    case "watched":
      item.watched = { plays: columns.plays?.[place] ?? 1, ...dated };
      break;
    case "rating":
      item.rating = { value: columns.rating?.[place] ?? 0, ...dated };
      break;
    case "collection": {
      const quality = packed.qualities[columns.quality?.[place] ?? -1] ?? {};
      item.collection =
        columns.isPhysical?.[place] === true ? { ...dated, quality, isPhysical: true } : { ...dated, quality };
      break;
    }
    case "watchlist":
      item.watchlist = dated;
      break;
  }
}
