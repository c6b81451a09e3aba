import { satisfiesFilter } from "../plex-filter.ts";
import type { PlexFilter, PlexFilterField } from "../plex-filter.ts";
import type { PlexItemType } from "../plex-item.ts";
import type { StoredItem } from "./stored-item.ts";
import { leavesOf, lineageOf } from "./stored-item.ts";

/** A library of the in-memory server. */
export interface StoredLibrary {
  readonly key: string;
  readonly title: string;
  readonly type: "movie" | "show";
  readonly agent: string;
}

/** Which items to list, in which order. */
export interface Listing {
  readonly library: string;
  readonly type: PlexItemType;
  readonly sort?: string | undefined;
  readonly filters: readonly PlexFilter[];
}

/** Items by key, and by library and type; listings are kept until something changes. */
export interface ItemStore {
  readonly libraries: Map<string, StoredLibrary>;
  readonly items: Map<string, StoredItem>;
  nextKey(): string;
  add(item: StoredItem): void;
  remove(ratingKey: string): void;
  removeLibrary(key: string): void;
  list(listing: Listing): readonly StoredItem[];
  /** To be called after each change of an item: its row and those of its season and show are written anew. */
  touch(item: StoredItem): void;
}

/** Makes an empty store. */
export function createItemStore(): ItemStore {
  const libraries = new Map<string, StoredLibrary>();
  const items = new Map<string, StoredItem>();
  const shelves = new Map<string, Set<StoredItem>>();
  const listings = new Map<string, readonly StoredItem[]>();
  let lastKey = 100;

  const shelfOf = (place: { library: string; type: PlexItemType }): Set<StoredItem> => {
    const name = `${place.library}/${place.type}`;
    const shelf = shelves.get(name) ?? new Set();
    shelves.set(name, shelf);
    return shelf;
  };
  const touch = (item: StoredItem): void => {
    for (const one of lineageOf(item)) {
      one.wire = undefined;
      one.wireWithStreams = undefined;
    }
    if (listings.size > 0) listings.clear();
  };
  const drop = (item: StoredItem): void => {
    for (const child of item.children) drop(child);
    items.delete(item.ratingKey);
    shelfOf(item).delete(item);
  };
  const remove = (ratingKey: string): void => {
    const item = items.get(ratingKey);
    if (item === undefined) throw new Error(`The in-memory Plex has no item ${ratingKey}.`);
    const siblings = item.parent?.children;
    if (siblings !== undefined) siblings.splice(siblings.indexOf(item), 1);
    drop(item);
    touch(item);
  };

  return {
    libraries,
    items,
    touch,
    remove,
    nextKey: () => String((lastKey += 1)),
    add: (item) => {
      if (items.has(item.ratingKey)) throw new Error(`The in-memory Plex already has an item ${item.ratingKey}.`);
      items.set(item.ratingKey, item);
      shelfOf(item).add(item);
      item.parent?.children.push(item);
      touch(item);
    },
    removeLibrary: (key) => {
      for (const item of items.values()) if (item.library === key && item.parent === undefined) drop(item);
      libraries.delete(key);
      listings.clear();
    },
    list: (listing) => {
      const name = JSON.stringify(listing);
      const known = listings.get(name);
      if (known !== undefined) return known;
      const rows = sortItems([...shelfOf(listing)], listing.sort).filter((item) =>
        listing.filters.every((filter) => satisfiesFilter({ [filter.field]: valueOf(item, filter.field) }, filter)),
      );
      listings.set(name, rows);
      return rows;
    },
  };
}

/** `episode.addedAt:desc,titleSort` and the like; names that the server does not know are dropped, as the real one does. */
function sortItems(items: readonly StoredItem[], sort: string | undefined): readonly StoredItem[] {
  const [first = ""] = (sort ?? "").split(",");
  const [name = "", direction] = first.split(":");
  const field = name.slice(name.lastIndexOf(".") + 1);
  const sign = direction === "desc" ? -1 : 1;
  if (field === "titleSort") return items.toSorted((a, b) => sign * a.title.localeCompare(b.title));
  if (!isSortable(field)) return items;
  return items.toSorted((a, b) => sign * ((valueOf(a, field) ?? 0) - (valueOf(b, field) ?? 0)));
}

const SORTABLE = ["addedAt", "updatedAt", "lastViewedAt", "lastRatedAt", "userRating", "viewCount", "year"] as const;

function isSortable(field: string): field is (typeof SORTABLE)[number] {
  return SORTABLE.some((known) => known === field);
}

function valueOf(item: StoredItem, field: PlexFilterField): number | undefined {
  if (field === "viewedAt") return undefined;
  if (field === "viewCount") return leavesOf(item).reduce((sum, leaf) => sum + leaf.viewCount, 0) || undefined;
  if (field === "lastViewedAt") {
    return leavesOf(item).reduce((latest, leaf) => Math.max(latest, leaf.lastViewedAt ?? 0), 0) || undefined;
  }
  return item[field];
}
