import type { Declined, Pending } from "./base.ts";
import type { FieldValue, Side } from "./item.ts";
import type { Listed, Operation } from "./operation.ts";

/** A difference in which both sides changed since base. A side without a value is one that a person took it from. */
export interface Conflict extends Listed {
  readonly plex?: FieldValue;
  readonly trakt?: FieldValue;
  /** Absent when nobody wins: nothing is written. */
  readonly winner?: Side;
}

/** What the plan shows of a row and field beside its operations. */
export interface FieldLists {
  readonly conflicts: readonly Conflict[];
  readonly kept: readonly Listed[];
  readonly skipped: readonly Listed[];
}

/** One field's part of what base knows of a copy. */
export interface CopyState {
  readonly views: number;
  readonly ours: number;
  readonly rating: number | undefined;
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

/** What base agrees on when all of a field's operations are applied. */
export interface FieldGoal<Value> {
  readonly value: Value | undefined;
  readonly pending: Omit<Pending, "since"> | undefined;
}

/** What is planned for one field of one row, and what base makes of it. */
export interface ValuePlan<Value> {
  readonly lists: FieldLists;
  readonly operations: readonly Operation[];
  /** What base agrees on even when nothing is applied. */
  readonly agreed: Value | undefined;
  /** `undefined`: something else than an operation has to happen first. */
  readonly goal: FieldGoal<Value> | undefined;
  /** Of base's pending value, what still stands. */
  readonly pending: Pending | undefined;
  /** What a person took back, as long as neither side has changed since. */
  readonly declined: Declined | undefined;
}

/** The plan of a field that each Plex copy has for itself. */
export interface FieldPlan<Value> extends ValuePlan<Value> {
  /** In the order of the row's copies. */
  readonly copies: readonly CopyPlan[];
  /** A person removed the value on Plex: copies that are missing from the read do not hold it either. */
  readonly isGoneOnPlex: boolean;
  /** The view of a shared file that base has as given: now, and when all operations are applied. */
  readonly fileViewedAt: { readonly now: string | undefined; readonly goal: string | undefined };
}

/** Nothing to show. */
export const noLists: FieldLists = { conflicts: [], kept: [], skipped: [] };

/** No view of a shared file. */
export const noFileView: FieldPlan<unknown>["fileViewedAt"] = { now: undefined, goal: undefined };
