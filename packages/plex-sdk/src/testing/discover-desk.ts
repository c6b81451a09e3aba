import type { TitleOptions } from "./discover-options.ts";
import type { DiscoverStore, ListedTitle } from "./discover-store.ts";

/** Plex's catalogue and the owner's watchlist: what Plex and the person do, and what tests look at. */
export interface DiscoverDesk {
  readonly catalogue: {
    /** Gives the rating key. The catalogue knows nothing of the media server's items, nor they of it. */
    add(title: TitleOptions): string;
    /** The title is gone; a watchlist that holds it still shows it. */
    remove(ratingKey: string): void;
  };
  readonly watchlist: {
    /** The person lists a title of the catalogue. `at` is epoch seconds, by default now. */
    list(ratingKey: string, at?: number): void;
    /** The person takes a title off the list. */
    unlist(ratingKey: string): void;
    /** What is listed, newest first. */
    all(): readonly ListedTitle[];
  };
}

/** Makes the desk of a store; `now` is epoch seconds. */
export function createDiscoverDesk(store: DiscoverStore, now: () => number): DiscoverDesk {
  return {
    catalogue: {
      add: (title) => store.add(title).ratingKey,
      remove: (ratingKey) => {
        if (!store.titles.delete(ratingKey)) throw new Error(`The in-memory Discover has no title ${ratingKey}.`);
      },
    },
    watchlist: {
      list: (ratingKey, at = now()) => {
        const title = store.titles.get(ratingKey);
        if (title === undefined) throw new Error(`The in-memory Discover has no title ${ratingKey}.`);
        if (store.listed.has(ratingKey)) throw new Error(`The in-memory watchlist holds ${ratingKey} already.`);
        store.listed.set(ratingKey, { ...title, watchlistedAt: at });
      },
      unlist: (ratingKey) => {
        if (!store.listed.delete(ratingKey)) throw new Error(`The in-memory watchlist does not hold ${ratingKey}.`);
      },
      all: () => store.newestFirst(),
    },
  };
}
