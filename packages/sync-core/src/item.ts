import type { Id } from "./ids.ts";
import type { Quality } from "./quality.ts";

/** One of the two services that are kept the same. */
export type Side = "plex" | "trakt";

/** What can be watched or rated. */
export type ItemType = "movie" | "show" | "season" | "episode";

/** What is synced about an item. */
export type Field = (typeof FIELDS)[number];

/** Every field, in the order in which they are shown. */
export const FIELDS = ["watched", "rating", "collection", "watchlist"] as const;

/** That a side holds an item as watched. */
export interface Watched {
  /** The last view, UTC ISO 8601. Absent when the side knows no date. */
  readonly at?: string;
  /** How often it was seen, at least 1 (Plex `viewCount`, Trakt `plays`). */
  readonly plays: number;
}

/** A person's rating. */
export interface Rating {
  /** A whole number from 1 to 10. */
  readonly value: number;
  /** When it was given, UTC ISO 8601. Absent when the side knows no date. */
  readonly at?: string;
}

/** That a side holds an item in the collection. */
export interface Collected {
  /** Since when, UTC ISO 8601 (Plex `addedAt`, Trakt `collected_at`). Absent when the side knows no date. */
  readonly at?: string;
  readonly quality: Quality;
  /** How good a copy is: of several the highest speaks for the title. Plex only. */
  readonly score?: number;
  /** A person entered it as a disc or a tape. Such an entry is left alone. Trakt only. */
  readonly isPhysical?: true;
}

/** That an item is on a side's watchlist. */
export interface Watchlisted {
  /** Since when, UTC ISO 8601. Absent when the side knows no date. */
  readonly at?: string;
  /** The side's own handles of its entries, needed to remove them (Plex: Discover rating keys, usually one). */
  readonly keys?: readonly string[];
}

/** What an item holds of each field. Absent: nothing. */
export interface FieldValues {
  readonly watched?: Watched;
  readonly rating?: Rating;
  /** Movies and episodes only. */
  readonly collection?: Collected;
  /** Movies and shows only. */
  readonly watchlist?: Watchlisted;
}

/** A value of any field. */
export type FieldValue = Watched | Rating | Collected | Watchlisted;

/** The show that a season or an episode belongs to. */
export interface ShowOfItem {
  readonly ids: readonly Id[];
  readonly title: string;
  readonly year?: number;
  /** `other` when the side numbers this show's episodes in another order than TMDB's (DVD, absolute, TVDB). */
  readonly ordering?: "tmdb" | "other";
}

/**
 * A movie, show, season or episode as one side sees it.
 *
 * Plex yields one item a copy (a title in two libraries is two items with two refs), and one without a ref for each entry of its
 * watchlist; Trakt yields one an entry, possibly in parts (an entry of the watched list and an entry of the ratings list are two
 * items with the same ids).
 */
export interface Item extends FieldValues {
  readonly type: ItemType;
  /** The item's own ids, the most trusted first. Empty when the side knows none. A show's ids are never in here for an episode. */
  readonly ids: readonly Id[];
  readonly title: string;
  readonly year?: number;
  /** Seasons and episodes only. Items of one show may share one object. */
  readonly show?: ShowOfItem;
  /** Season number, 0 for specials. Seasons and episodes only. */
  readonly season?: number;
  /** Episode number within the season. Episodes only. */
  readonly number?: number;
  /** The side's own handle of this copy (Plex: server and rating key). Trakt items have none. */
  readonly ref?: string;
  readonly runtimeMs?: number;
  /** The rating as Plex has it, where that is no whole number (half stars): `rating` is rounded. */
  readonly exactRating?: number;
  /** Equal on all episodes that are stored in one file; absent when the file holds one episode. */
  readonly file?: string;
}
