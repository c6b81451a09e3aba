import type { Id } from "./ids.ts";
import type { Field, ItemType } from "./item.ts";

/** Something a person has to put right before it can be synced. Nothing is written for it. */
export interface Problem {
  /**
   * `ambiguous-ids`: its ids name more than one title. `no-ids`: no id that both services know.
   * `ordering-differs`: a show whose episode numbers mean other episodes on the other side.
   */
  readonly reason: "ambiguous-ids" | "no-ids" | "ordering-differs";
  /** One sentence for people. */
  readonly message: string;
  readonly type: ItemType;
  readonly title: string;
  readonly ids: readonly Id[];
  /** The Plex copies concerned. */
  readonly refs: readonly string[];
  /** The titles it could be; empty where that is not the question. */
  readonly candidates: readonly { readonly title: string; readonly ids: readonly Id[] }[];
  /** Absent when every field is concerned. */
  readonly field?: Field;
}
