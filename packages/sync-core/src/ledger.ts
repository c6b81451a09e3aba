import type { Id } from "./ids.ts";
import type { ItemType } from "./item.ts";

/** A play that was or may have been sent to Trakt. Written before it is sent, so that no crash can double it. */
export interface SentPlay {
  readonly operation: string;
  /** The Trakt account that it was sent to, where that was known. */
  readonly account?: string;
  readonly type: ItemType;
  /** Every id known of the title, to find it again whatever id the next read gives. */
  readonly ids: readonly Id[];
  readonly showIds?: readonly Id[];
  readonly season?: number;
  readonly number?: number;
  /** The play's identity beside the title: UTC to the minute, or `unknown`. */
  readonly at: string;
  /** When it was sent, UTC ISO 8601. */
  readonly sentAt: string;
  /** `sent`: no answer yet. `unknown`: the answer was lost. `applied`: answered. */
  readonly state: "sent" | "unknown" | "applied";
}

/** A scrobble that was or may have been sent to a Plex copy: the view it makes is ours. */
export interface SentScrobble {
  readonly operation: string;
  readonly ref: string;
  /** The copy's view count before. */
  readonly viewsBefore: number;
  readonly sentAt: string;
  readonly state: "sent" | "unknown" | "applied";
}

/** What was sent and is not yet beyond doubt. Plain JSON. */
export interface Ledger {
  readonly version: 1;
  readonly plays: readonly SentPlay[];
  readonly scrobbles: readonly SentScrobble[];
}

/** A ledger with nothing in it. */
export const emptyLedger: Ledger = { version: 1, plays: [], scrobbles: [] };
