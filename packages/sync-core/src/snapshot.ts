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
  /** The Plex server's machine identifier; where several are synced theirs, sorted. */
  readonly server?: string | readonly string[];
  /** The selected Plex libraries, sorted. */
  readonly libraries?: readonly string[];
}

/** How much of a field an account may hold. */
export interface FieldLimit {
  /** Absent where the service does not tell it and has no room for more. */
  readonly limit?: number;
  /** How much it holds now, by the service's own way of counting. */
  readonly used: number;
  /** Where the account can be enlarged. */
  readonly upgradeUrl?: string;
}

/** All that a side says at one moment. */
export interface Snapshot {
  readonly side: Side;
  /** When the read began, UTC ISO 8601. */
  readonly takenAt: string;
  readonly identity: Identity;
  /**
   * What it means for a field when a title is not among the items: `unknown` (a library scan does not say whether what it does not
   * hold was watched or rated) or `absent` (a complete list: what is not on it has no value).
   */
  readonly unlisted: Readonly<Record<Field, "unknown" | "absent">>;
  /** How much of a field the account may hold. A field that is not in here has no limit, or none that is known. */
  readonly limits?: Readonly<Partial<Record<Field, FieldLimit>>>;
  readonly fields: Readonly<Record<Field, FieldRead>>;
  readonly items: readonly Item[];
}
