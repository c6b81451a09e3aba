import type { Pending } from "./base.ts";
import type { Rating, Side, Watched } from "./item.ts";
import type { Listed, Operation } from "./operation.ts";
import type { Problem } from "./problem.ts";

/** A difference in which both sides changed since base. */
export interface Conflict extends Listed {
  readonly plex: Watched | Rating;
  readonly trakt: Watched | Rating;
  /** Absent when nobody wins: nothing is written. */
  readonly winner?: Side;
}

/** What the plan shows of a row and field beside its operations. */
export interface FieldLists {
  readonly conflicts: readonly Conflict[];
  readonly kept: readonly Listed[];
  readonly skipped: readonly Listed[];
  readonly problems: readonly Problem[];
}

/** One field's part of what base knows of a copy. */
export interface CopyState {
  readonly views?: number;
  readonly ours?: number;
  readonly rating?: number;
}

/** What base makes of one copy, for one field. */
export interface CopyPlan {
  /** When nothing is applied. */
  readonly now: CopyState;
  /** When all operations are applied. */
  readonly goal: CopyState;
  /** Whether the copy is yet to be brought to the row's value. */
  readonly isUnsettled: boolean;
}

/** What is planned for one field of one row, and what base makes of it. */
export interface FieldPlan<Value> extends FieldLists {
  readonly operations: readonly Operation[];
  /** What base agrees on even when nothing is applied. */
  readonly agreed: Value | undefined;
  /** What base agrees on when all operations are applied. Absent: something else has to happen first. */
  readonly goal?: { readonly value: Value | undefined; readonly pending?: Omit<Pending, "since"> };
  /** Of base's pending value, what still stands. */
  readonly pending?: Pending;
  /** By ref. */
  readonly copies: ReadonlyMap<string, CopyPlan>;
  /** A person removed the value on Plex: copies that are missing from the read do not hold it either. */
  readonly isGoneOnPlex: boolean;
  /** The view of a shared file that base has as given: now, and when all operations are applied. */
  readonly fileViewedAt?: { readonly now?: string; readonly goal?: string };
}

/** Nothing to show. */
export const noLists: FieldLists = { conflicts: [], kept: [], skipped: [], problems: [] };
