import type { BasePatch } from "./base-patch.ts";
import type { PlanContext } from "./context.ts";
import type { Conflict } from "./field-plan.ts";
import { findFileViews } from "./file-views.ts";
import { isSame } from "./is-same.ts";
import { adoptedRecord, goalOf, withoutUnlisted, type RowPlan } from "./next-record.ts";
import type { Known } from "./join-titles.ts";
import type { Id } from "./ids.ts";
import type { Listed, Operation } from "./operation.ts";
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
  const showsBeingWatched = new Set<Id>();
  for (const row of showsLast(rows)) {
    const watched = planWatched(row, context, fileViews.get(row));
    const isBeingWatched =
      watched.operations.some(({ action }) => action === "add") ||
      (row.type === "show" && row.ids.some((id) => showsBeingWatched.has(id)));
    if (isBeingWatched) for (const id of row.show?.ids ?? []) showsBeingWatched.add(id);
    const planned: RowPlan = {
      row,
      watched,
      rating: planRating(row, context),
      collection: planCollection(row, context),
      watchlist: planWatchlist(row, context, isBeingWatched),
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
  }
  for (const { key, record } of lost) {
    const next = withoutUnlisted(record, context);
    if (next !== record) records[key] = next ?? null;
  }
  return { operations, conflicts, kept, skipped, adopted: { records, goals } };
}

/** Whether a show is being watched is known from its episodes. */
function showsLast(rows: readonly Row[]): readonly Row[] {
  return [...rows.filter(({ type }) => type !== "show"), ...rows.filter(({ type }) => type === "show")];
}
