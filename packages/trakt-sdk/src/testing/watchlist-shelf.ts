import type { TitleType } from "./catalogue.ts";

/** One entry of the watchlist as the service keeps it. */
export interface StoredWatchlistEntry {
  /** The entry's own id, not the title's. */
  readonly id: number;
  readonly type: TitleType;
  readonly traktId: number;
  /** ISO. */
  readonly listedAt: string;
  readonly notes?: string;
}

/** The watchlist, in the order of its ranks. */
export interface WatchlistShelf {
  /** What is there already stays as it is. Whether it was added. */
  list(type: TitleType, traktId: number, entry: { readonly at: string; readonly notes?: string }): boolean;
  /** Whether it was there. */
  unlist(type: TitleType, traktId: number): boolean;
  has(type: TitleType, traktId: number): boolean;
  all(): readonly StoredWatchlistEntry[];
  count(): number;
}

/** An empty watchlist; `onChange` is called for each change. */
export function createWatchlistShelf(onChange: (type: TitleType) => void): WatchlistShelf {
  const held = new Map<string, StoredWatchlistEntry>();
  let nextId = 101;
  return {
    list: (type, traktId, { at, notes }) => {
      const key = `${type}:${traktId}`;
      if (held.has(key)) return false;
      const listedAt = new Date(at).toISOString();
      held.set(key, { id: nextId, type, traktId, listedAt, ...(notes === undefined ? {} : { notes }) });
      nextId += 1;
      onChange(type);
      return true;
    },
    unlist: (type, traktId) => {
      const wasHeld = held.delete(`${type}:${traktId}`);
      if (wasHeld) onChange(type);
      return wasHeld;
    },
    has: (type, traktId) => held.has(`${type}:${traktId}`),
    all: () => [...held.values()],
    count: () => held.size,
  };
}
