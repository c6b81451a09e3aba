import type { BasePatch, PlannedMark, RowMarks } from "./base-patch.ts";
import type { PlanContext } from "./context.ts";
import type { Conflict } from "./field-plan.ts";
import { findFileViews } from "./file-views.ts";
import { isSame } from "./is-same.ts";
import { adoptedRecord, goalOf, withoutUnlisted, type RowPlan } from "./next-record.ts";
import type { Known } from "./join-titles.ts";
import type { Id } from "./ids.ts";
import type { Listed, Operation } from "./operation.ts";
import { marksOf, namedRecord } from "./own-marks.ts";
import { planCollection } from "./plan-collection.ts";
import { planRating } from "./plan-rating.ts";
import { planWatched } from "./plan-watched.ts";
import { planWatchlist } from "./plan-watchlist.ts";
import type { Row } from "./row.ts";

/** What all rows come to, unsorted and unguarded. */
export interface PlannedRows {
  readonly operations: readonly Operation[];
  readonly conflicts: readonly Conflict[];
  readonly kept: readonly Listed[];
  readonly skipped: readonly Listed[];
  readonly adopted: BasePatch;
}

type Mutable<Value> = { -readonly [Key in keyof Value]: Value[Key] };

/** Plans row by row: nothing of a row is kept but what the plan says of it. `lost` are records of which no side lists anything. */
export function planRows(rows: readonly Row[], lost: readonly Known[], context: PlanContext): PlannedRows {
  const operations: Operation[] = [];
  const conflicts: Conflict[] = [];
  const kept: Listed[] = [];
  const skipped: Listed[] = [];
  const records: Mutable<BasePatch["records"]> = {};
  const goals: Mutable<BasePatch["goals"]> = {};
  const fileViews = findFileViews(rows, context);
  const marks: Record<string, RowMarks> = {};
  const marksOfShows = new Map<Id, PlannedMark[]>();
  for (const row of showsLast(rows)) {
    const watched = planWatched(row, context, fileViews.get(row));
    const marking = [
      ...marksOf(row, watched.operations, fileViews.get(row)),
      ...(row.type === "show" ? new Set(row.ids.flatMap((id) => marksOfShows.get(id) ?? [])) : []),
    ];
    for (const id of marking.length > 0 ? (row.show?.ids ?? []) : []) {
      const others = marksOfShows.get(id);
      if (others === undefined) marksOfShows.set(id, [...marking]);
      else others.push(...marking);
    }
    const planned: RowPlan = {
      row,
      watched,
      rating: planRating(row, context),
      collection: planCollection(row, context),
      watchlist: planWatchlist(row, context, marking),
    };
    let isWritten = false;
    for (const { lists, operations: writes } of [watched, planned.rating, planned.collection, planned.watchlist]) {
      isWritten ||= writes.length > 0;
      operations.push(...writes);
      conflicts.push(...lists.conflicts);
      kept.push(...lists.kept);
      skipped.push(...lists.skipped);
    }
    const record = adoptedRecord(planned, context.nowMinute);
    for (const key of row.absorbed) records[key] = null;
    if (!isSame(record, row.record) || row.absorbed.length > 0) records[row.key] = record ?? null;
    if (isWritten) goals[row.key] = goalOf(planned, context.nowMinute);
    const { marks: ofRow } = planned.watchlist;
    if (ofRow.length > 0) marks[row.key] = { record: record ?? namedRecord(row), marks: ofRow };
  }
  for (const { key, record } of lost) {
    const next = withoutUnlisted(record, context);
    if (next !== record) records[key] = next ?? null;
  }
  const adopted = { records, goals, ...(Object.keys(marks).length > 0 && { marks }) };
  return { operations, conflicts, kept, skipped, adopted };
}

/** Whether a show is being watched is known from its episodes. */
function showsLast(rows: readonly Row[]): readonly Row[] {
  return [...rows.filter(({ type }) => type !== "show"), ...rows.filter(({ type }) => type === "show")];
}
