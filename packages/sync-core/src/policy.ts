import type { Id } from "./ids.ts";
import type { Field, ItemType } from "./item.ts";

/** Which way a field is written. */
export type Direction = "two-way" | "plex-to-trakt" | "trakt-to-plex" | "off";

/** What happens to the other side when a person removes something on one: it stays (`keep`) or goes too (`propagate`). */
export type RemovalPolicy = "keep" | "propagate";

/** Which side wins when both changed: the newer, always one, or neither (`ask`: shown, and nothing is written). */
export type ConflictPolicy = "newest" | "plex" | "trakt" | "ask";

/** A person's choices for one field. */
export interface FieldPolicy {
  readonly direction: Direction;
  readonly removals: RemovalPolicy;
  readonly conflicts: ConflictPolicy;
  /** The types that are written. Others are read and shown only. */
  readonly types: readonly ItemType[];
}

/** A person's choices, and what the account allows. */
export interface Policy {
  readonly fields: Readonly<Record<Field, FieldPolicy>>;
  /** `type:namespace:value` or `namespace:value` of titles that are never written. A show's id covers its seasons and episodes. */
  readonly ignore: readonly (Id | `${ItemType}:${Id}`)[];
  /** Whether rewatches on Plex become further plays on Trakt. */
  readonly rewatches: boolean;
  /** Whether the dates of Trakt's collection are set to those of Plex, in this run. */
  readonly resendDates: boolean;
  /** Removals of a field that a person lets through once, by count: lets at most so many held removals pass. */
  readonly allowRemovals: Readonly<Partial<Record<Field, number>>>;
  /** The same for held bulk adds (another account or server than base's). */
  readonly allowAdds: Readonly<Partial<Record<Field, number>>>;
}
