import type { TitleOptions } from "./discover-options.ts";

/** A title of the in-memory catalogue. */
export interface StoredTitle {
  readonly ratingKey: string;
  readonly type: "movie" | "show";
  readonly title: string;
  readonly year?: number | undefined;
  readonly guids: readonly string[];
}

/** A title that is listed, with its date in epoch seconds. */
export interface ListedTitle extends StoredTitle {
  readonly watchlistedAt: number;
}

/** The catalogue and the watchlist of one user. */
export interface DiscoverStore {
  /** By rating key. */
  readonly titles: Map<string, StoredTitle>;
  /** By rating key, in the order of listing. */
  readonly listed: Map<string, ListedTitle>;
  /** Throws for a key that is none or that is taken. */
  add(options: TitleOptions): StoredTitle;
  /** Newest first; of the same second, the one that was listed last. */
  newestFirst(): readonly ListedTitle[];
}

/** Makes an empty watchlist, of an empty catalogue or of the one given. */
export function createDiscoverStore(titles: Map<string, StoredTitle> = new Map()): DiscoverStore {
  const listed = new Map<string, ListedTitle>();
  let lastKey = 0;

  function nextKey(): string {
    lastKey += 1;
    return `5d77${lastKey.toString(16).padStart(20, "0")}`;
  }

  return {
    titles,
    listed,
    add: ({ type, ratingKey = nextKey(), title = `${type} ${ratingKey}`, year, guids = [] }) => {
      if (!/^[0-9a-f]{24}$/.test(ratingKey)) throw new Error(`${ratingKey} is no key of the in-memory Discover.`);
      if (titles.has(ratingKey)) throw new Error(`The in-memory Discover has ${ratingKey} already.`);
      const stored = { ratingKey, type, title, year, guids };
      titles.set(ratingKey, stored);
      return stored;
    },
    newestFirst: () => [...listed.values()].toReversed().toSorted((a, b) => b.watchlistedAt - a.watchlistedAt),
  };
}
