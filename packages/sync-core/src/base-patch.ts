import type { BaseCopy, BaseRecord, EmptiedSides, FieldIdentity, OwnMark, Pending } from "./base.ts";
import type { Field, Side } from "./item.ts";

/** What a row's record becomes when its operations are applied. */
export interface RowGoal {
  /** The record with every operation applied. */
  readonly record: BaseRecord;
  /** The row's copies when none is applied. By ref. */
  readonly before: Readonly<Record<string, BaseCopy>>;
  /** The fields whose value is agreed once all their operations are applied. Others wait for something else than an operation. */
  readonly fields: readonly Field[];
  /** What is pending once a field's value is agreed. */
  readonly pending: Readonly<Partial<Record<Field, Omit<Pending, "since">>>>;
}

/** An operation that marks a title as watched on a side that may take it off its watchlist for that. */
export interface PlannedMark extends OwnMark {
  readonly operation: string;
  readonly side: Side;
  /** The side had taken the title off its list already, for an earlier mark. */
  readonly isGone?: true;
}

/** What is remembered of a listed title once its marks are written, or may have been. */
export interface RowMarks {
  /** The record where base has none yet. */
  readonly record: BaseRecord;
  readonly marks: readonly PlannedMark[];
}

/** How base changes. Only rows that differ are in it. */
export interface BasePatch {
  /** What records become even when nothing is applied; `null` removes one. By row key. */
  readonly records: Readonly<Record<string, BaseRecord | null>>;
  /** Rows with operations, held ones included. By row key. */
  readonly goals: Readonly<Record<string, RowGoal>>;
  /** Whose data base holds of a field from now on. */
  readonly identities?: Readonly<Partial<Record<Field, FieldIdentity>>>;
  /** The sides that were suddenly empty, of all fields. Absent: as before. */
  readonly emptied?: EmptiedSides;
  /** Listed titles that this plan marks as watched. By row key. */
  readonly marks?: Readonly<Record<string, RowMarks>>;
}
