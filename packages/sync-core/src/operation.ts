import type { Id } from "./ids.ts";
import type { Collected, Field, ItemType, Rating, ShowOfItem, Side, Watched, Watchlisted } from "./item.ts";
import type { Quality } from "./quality.ts";

/** Why an operation is in the plan. */
export type Reason =
  | "added-on-plex"
  | "added-on-trakt"
  | "changed-on-plex"
  | "changed-on-trakt"
  | "removed-on-plex"
  | "removed-on-trakt"
  | "conflict-newest"
  | "conflict-plex"
  | "conflict-trakt"
  /** A person saw it again on Plex. */
  | "rewatched-on-plex"
  /** Another episode of the same file was seen. */
  | "viewed-with-file"
  /** A further copy of a title whose value both sides already agree on. */
  | "new-copy"
  /** The first run met an entry of the collection that says otherwise of the file than Plex. */
  | "quality-differs"
  /** Asked for: the date on which it was added to Plex. */
  | "resent-date"
  /** The side took it off its watchlist because pakt marked it as watched there, and the wish is newer than the view. */
  | "dropped-by-own-mark"
  /** A person takes back what a run did. */
  | "undone"
  /** The same view was told to Trakt more than once. */
  | "doubled";

/** The title an operation is about, as far as the written side needs it. */
export interface Target {
  readonly type: ItemType;
  /** The most trusted first; the written side takes the first that it accepts. */
  readonly ids: readonly Id[];
  readonly title: string;
  readonly year?: number;
  readonly show?: ShowOfItem;
  /** The numbers as the written side has them. */
  readonly season?: number;
  readonly number?: number;
  /** How the written side must find an episode or season: by its own ids, or by its show's ids and its number. */
  readonly by: "ids" | "number";
}

interface OperationBase {
  /** Unique within a plan and the same in a repeated plan. */
  readonly id: string;
  /** The row's key. */
  readonly row: string;
  readonly reason: Reason;
  readonly target: Target;
  /** The operation of an earlier run that this one takes back, by its id. */
  readonly undoes?: string;
}

/** One play is added to Trakt's history. */
export interface AddPlay extends OperationBase {
  readonly field: "watched";
  readonly action: "add";
  readonly side: "trakt";
  /** UTC to the minute (`2026-11-22T09:30:00.000Z`), or `unknown` where Plex knows no date. Never "now". */
  readonly at: string;
}

/** All plays of an item are removed from Trakt's history. Only ever on explicit policy. */
export interface RemovePlays extends OperationBase {
  readonly field: "watched";
  readonly action: "remove";
  readonly side: "trakt";
  readonly before: Watched;
  /** When each of them was, UTC to the minute or `unknown`, once that was read: right before they are removed. */
  readonly plays?: readonly string[];
}

/** One play is removed from Trakt's history, and no other of the title. */
export interface RemovePlay extends OperationBase {
  readonly field: "watched";
  readonly action: "remove";
  readonly side: "trakt";
  /** Trakt's id of the play. */
  readonly play: number;
  /** When it was, UTC to the minute, or `unknown`. */
  readonly at: string;
}

/** One Plex copy is marked as watched (scrobbled once). */
export interface MarkWatched extends OperationBase {
  readonly field: "watched";
  readonly action: "add";
  readonly side: "plex";
  readonly ref: string;
}

/** One Plex copy is marked as not watched. */
export interface UnmarkWatched extends OperationBase {
  readonly field: "watched";
  readonly action: "remove";
  readonly side: "plex";
  readonly ref: string;
  readonly before: Watched;
}

/** A rating as a side has it. */
export interface HeldRating extends Rating {
  /** What Plex holds, where that is no whole number. Ratings are compared by `value`. */
  readonly exact?: number;
}

/** A rating is set: on Trakt, or on one Plex copy. */
export interface SetRating extends OperationBase {
  readonly field: "rating";
  readonly action: "add" | "update";
  readonly side: Side;
  /** Plex only. */
  readonly ref?: string;
  readonly rating: HeldRating;
  readonly before?: HeldRating;
}

/** A rating is cleared: on Trakt, or on one Plex copy. */
export interface RemoveRating extends OperationBase {
  readonly field: "rating";
  readonly action: "remove";
  readonly side: Side;
  /** Plex only. */
  readonly ref?: string;
  readonly before: HeldRating;
}

/** A title is entered into Trakt's collection, or its entry is given another quality or date. */
export interface SetCollected extends OperationBase {
  readonly field: "collection";
  readonly action: "add" | "update";
  readonly side: "trakt";
  /** UTC ISO 8601. Absent where Plex has no usable date and Trakt none yet: Trakt then takes the present. */
  readonly at?: string;
  readonly quality: Quality;
  readonly before?: Collected;
}

/** A title is taken out of Trakt's collection. Only ever on explicit policy. */
export interface RemoveCollected extends OperationBase {
  readonly field: "collection";
  readonly action: "remove";
  readonly side: "trakt";
  readonly before: Collected;
}

/** A title is put on a side's watchlist. */
export interface AddToWatchlist extends OperationBase {
  readonly field: "watchlist";
  readonly action: "add";
  readonly side: Side;
  /** Since when it is on the other side's, UTC ISO 8601. Neither service takes a date; the newest go first where room is short. */
  readonly listedAt?: string;
}

/** A title is taken off a side's watchlist. */
export interface RemoveFromWatchlist extends OperationBase {
  readonly field: "watchlist";
  readonly action: "remove";
  readonly side: Side;
  readonly before: Watchlisted;
}

/** One write to one side, with its reason. */
export type Operation =
  | AddPlay
  | RemovePlays
  | RemovePlay
  | MarkWatched
  | UnmarkWatched
  | SetRating
  | RemoveRating
  | SetCollected
  | RemoveCollected
  | AddToWatchlist
  | RemoveFromWatchlist;

/** What became of an operation. */
export interface Outcome {
  /** The operation's id. */
  readonly operation: string;
  /**
   * `applied`: confirmed by the answer (or a read). `unmatched`: the side does not know the title. `refused`: an account limit.
   * `failed`: certainly not done. `unknown`: sent, and no answer says what became of it.
   */
  readonly status: "applied" | "unmatched" | "refused" | "failed" | "unknown";
  /** One sentence for people. */
  readonly message?: string;
  /** When it was written, UTC ISO 8601. */
  readonly at: string;
}

/** Something that the plan shows and does not write. */
export interface Listed {
  readonly field: Field;
  readonly row: string;
  readonly title: string;
  readonly ids: readonly Id[];
  /** A kebab-case word. */
  readonly reason: string;
  /** One sentence for people. */
  readonly message?: string;
}
