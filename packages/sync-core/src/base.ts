import type { Id } from "./ids.ts";
import type { Field, FieldValue, ItemType, Rating, ShowOfItem, Side } from "./item.ts";
import type { Quality } from "./quality.ts";
import type { Identity } from "./snapshot.ts";

/** A value that pakt wrote and that no read has shown yet. For 24 hours a read of `previous` on `side` is a lagging read. */
export interface Pending {
  readonly side: Side;
  /** When it was written, UTC ISO 8601. */
  readonly since: string;
  /** What `side` held before; absent when it held nothing. */
  readonly previous?: FieldValue;
}

/** What both sides held when a person took a write back: until one of them changes, it is not written again. `""`: nothing. */
export interface Declined {
  readonly plex: string;
  readonly trakt: string;
}

/**
 * That pakt marked a title as watched on a side whose watchlist had it. Services take off what is watched: that it is gone there is then
 * no person's doing.
 */
export interface OwnMark {
  /** The newest view that was marked, UTC ISO 8601. Absent where none has a date. */
  readonly viewedAt?: string;
  /** The newest date of listing that either side told, UTC ISO 8601. */
  readonly listedAt?: string;
}

/** What the last read of one Plex copy showed, with what pakt wrote to it since. */
export interface BaseCopy {
  /** View count, 0 when not watched. */
  readonly views: number;
  /** The rating's value. Absent when not rated. */
  readonly rating?: number;
  /** The view count that pakt itself brought about: such views are no person's and are never exported. */
  readonly ours?: number;
  /** Fields in which the copy could not yet be brought to the row's value: that it lacks it is no person's doing. */
  readonly unsettled?: readonly Field[];
}

/** The last state of one title that both sides agreed on and confirmed. */
export interface BaseRecord {
  readonly type: ItemType;
  /** All ids that either side gave. */
  readonly ids: readonly Id[];
  readonly title: string;
  readonly year?: number;
  readonly show?: ShowOfItem;
  readonly season?: number;
  readonly number?: number;
  /** Present: both sides had it as watched. */
  readonly watched?: { readonly at?: string };
  /** Present: both sides had this rating. */
  readonly rating?: Rating;
  /** Present: both sides had it in the collection, in this quality. `unknown`: what Plex could not tell; it may have a value, Trakt's. */
  readonly collection?: Quality;
  /** Present: both sides had it on the watchlist. */
  readonly watchlist?: true;
  /** Our marks since the watchlist of their side last showed the title. */
  readonly ownMarks?: Readonly<Partial<Record<Side, OwnMark>>>;
  readonly pending?: Readonly<Partial<Record<Field, Pending>>>;
  readonly declined?: Readonly<Partial<Record<Field, Declined>>>;
  /** By ref. A copy that is not in here was never seen. */
  readonly copies?: Readonly<Record<string, BaseCopy>>;
  /** The newest view of a shared file that was already given to this episode: UTC to the minute, or `unknown`. */
  readonly fileViewedAt?: string;
}

/** Whose data base holds of one field: the parts that matter to it. */
export interface FieldIdentity {
  readonly plex: Identity;
  readonly trakt: Identity;
  /** The server and libraries that Plex had before removals came up that are kept since: they are held for as long as it is another. */
  readonly formerly?: Identity;
}

/** The sides that were suddenly empty, by field. */
export type EmptiedSides = Readonly<Partial<Record<Field, readonly Side[]>>>;

/** The last state both sides agreed on and confirmed, for one profile. Plain JSON. */
export interface Base {
  readonly version: 1;
  /** Whose data it holds of each field. A field that is not in here was never read. */
  readonly identities?: Readonly<Partial<Record<Field, FieldIdentity>>>;
  /** The sides that were suddenly empty in a field, as long as removals from there are held or kept: what was added since ends no hold. */
  readonly emptied?: EmptiedSides;
  /** By row key. */
  readonly records: Readonly<Record<string, BaseRecord>>;
}

/** The base of a first run. */
export const emptyBase: Base = { version: 1, records: {} };
