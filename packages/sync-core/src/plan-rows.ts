import type { BasePatch } from "./base-patch.ts";
import type { PlanContext } from "./context.ts";
import type { Conflict } from "./field-plan.ts";
import { findFileViews } from "./file-views.ts";
import { isSame } from "./is-same.ts";
import { adoptedRecord, goalOf, type RowPlan } from "./next-record.ts";
import type { Listed, Operation } from "./operation.ts";
import { planRating } from "./plan-rating.ts";
import { planWatched } from "./plan-watched.ts";
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

/** Plans row by row: nothing of a row is kept but what the plan says of it. */
export function planRows(rows: readonly Row[], context: PlanContext): PlannedRows {
  const operations: Operation[] = [];
  const conflicts: Conflict[] = [];
  const kept: Listed[] = [];
  const skipped: Listed[] = [];
  const records: Mutable<BasePatch["records"]> = {};
  const goals: Mutable<BasePatch["goals"]> = {};
  const fileViews = findFileViews(rows, context);
  for (const row of rows) {
    const planned: RowPlan = {
      row,
      watched: planWatched(row, context, fileViews.get(row)),
      rating: planRating(row, context),
    };
    const { watched, rating } = planned;
    for (const { lists, operations: writes } of [watched, rating]) {
      operations.push(...writes);
      conflicts.push(...lists.conflicts);
      kept.push(...lists.kept);
      skipped.push(...lists.skipped);
    }
    const record = adoptedRecord(planned, context.nowMinute);
    for (const key of row.absorbed) records[key] = null;
    if (!isSame(record, row.record) || row.absorbed.length > 0) records[row.key] = record ?? null;
    if (watched.operations.length + rating.operations.length > 0) goals[row.key] = goalOf(planned, context.nowMinute);
  }
  return { operations, conflicts, kept, skipped, adopted: { records, goals } };
}
