import type { Field, Item, Side } from "./item.ts";

/** How well a field was read. Only `complete` may lead to removals and to bulk adds. */
export interface FieldRead {
  /** `off`: not asked for in this run. */
  readonly state: "complete" | "partial" | "failed" | "off";
  /** Why it is not complete, one sentence for people. */
  readonly reason?: string;
}

/** Whose data a snapshot is. A change of any of these since base is guarded. */
export interface Identity {
  /** The account on the service. */
  readonly account?: string;
  /** The Plex server's machine identifier. */
  readonly server?: string;
  /** The selected Plex libraries, sorted. */
  readonly libraries?: readonly string[];
}

/** All that a side says at one moment. */
export interface Snapshot {
  readonly side: Side;
  /** When the read began, UTC ISO 8601. */
  readonly takenAt: string;
  readonly identity: Identity;
  /**
   * What it means when a title is not among the items: `unknown` (a library scan says nothing of titles that it does not hold) or
   * `absent` (an account's complete list: what is not on it is not watched and not rated).
   */
  readonly unlisted: "unknown" | "absent";
  readonly fields: Readonly<Record<Field, FieldRead>>;
  readonly items: readonly Item[];
}
