import type { BaseCopy, BaseRecord } from "./base.ts";
import type { RowGoal } from "./base-patch.ts";
import type { PlanContext } from "./context.ts";
import type { CopyPlan, FieldPlan, ValuePlan } from "./field-plan.ts";
import { FIELDS, type Field, type Rating, type Watched } from "./item.ts";
import type { Quality } from "./quality.ts";
import { isHeld } from "./read-row.ts";
import type { Row } from "./row.ts";
import type { WatchlistPlan } from "./plan-watchlist.ts";
import { isDayOld, toMinute } from "./time.ts";

/** All fields of one row, planned. */
export interface RowPlan {
  readonly row: Row;
  readonly watched: FieldPlan<Watched>;
  readonly rating: FieldPlan<Rating>;
  readonly collection: ValuePlan<Quality>;
  readonly watchlist: WatchlistPlan;
}

/** What base's record of a row becomes when nothing is applied; `undefined` where there is nothing to remember. */
export function adoptedRecord(plan: RowPlan, nowMinute: number): BaseRecord | undefined {
  const { watched, rating, collection, watchlist } = plan;
  const record = toRecord(plan, {
    moment: "now",
    watched: watched.agreed && datedOf(watched.agreed, nowMinute),
    rating: rating.agreed,
    collection: collection.agreed,
    watchlist: watchlist.agreed,
  });
  const pending = byField((field) => plan[field].pending);
  if (pending !== undefined) record.pending = pending;
  const declined = byField((field) => plan[field].declined);
  if (declined !== undefined) record.declined = declined;
  return isWorthKeeping(record) ? record : undefined;
}

/** What the record becomes when all operations of the row are applied. */
export function goalOf(plan: RowPlan, nowMinute: number): RowGoal {
  const { watched, rating, collection, watchlist } = plan;
  return {
    record: toRecord(plan, {
      moment: "goal",
      watched: watched.goal?.value && datedOf(watched.goal.value, nowMinute),
      rating: rating.goal?.value,
      collection: collection.goal?.value,
      watchlist: watchlist.goal?.value,
    }),
    before: copiesOf(plan, { moment: "now", watched: watched.agreed, rating: rating.agreed }),
    fields: FIELDS.filter((field) => plan[field].goal !== undefined),
    pending: byField((field) => plan[field].goal?.pending) ?? {},
  };
}

function byField<Value>(of: (field: Field) => Value | undefined): Partial<Record<Field, Value>> | undefined {
  const pending: Partial<Record<Field, Value>> = {};
  let isEmpty = true;
  for (const field of FIELDS) {
    const value = of(field);
    if (value === undefined) continue;
    pending[field] = value;
    isEmpty = false;
  }
  return isEmpty ? undefined : pending;
}

/**
 * What is left of a record of which no side lists anything any more: lists that were read whole and do not hold it do not hold it.
 * The very same record comes back where nothing can be said.
 */
export function withoutUnlisted(record: BaseRecord, { plex, trakt, now }: PlanContext): BaseRecord | undefined {
  const isGone = (field: Field): boolean => {
    const pending = record.pending?.[field];
    // What was just added may well be on the list before long.
    if (pending !== undefined && pending.previous === undefined && !isDayOld(pending.since, now)) return false;
    return [plex, trakt].every(
      (index) => index.unlisted[field] === "absent" && index.fields[field].state === "complete",
    );
  };
  const gone = FIELDS.filter(
    (field) => (record[field] !== undefined || record.pending?.[field] !== undefined) && isGone(field),
  );
  const hasMarks = record.ownMarks !== undefined && isGone("watchlist");
  if (gone.length === 0 && !hasMarks) return record;
  const pending = byField((field) => (gone.includes(field) ? undefined : record.pending?.[field]));
  const { pending: _, ...rest } = record;
  const isLeft = (key: string): boolean => !gone.some((field) => field === key) && !(hasMarks && key === "ownMarks");
  const left = Object.fromEntries(Object.entries(rest).filter(([key]) => isLeft(key)));
  // Only optional keys were taken out.
  const next = { ...(left as typeof rest), ...(pending !== undefined && { pending }) };
  return isWorthKeeping(next) ? next : undefined;
}

/** Whether a record says anything: a value, or what must be remembered of values that are gone. */
export function isWorthKeeping(record: BaseRecord): boolean {
  const { pending, declined, fileViewedAt, copies, ownMarks } = record;
  if (FIELDS.some((field) => record[field] !== undefined)) return true;
  if (pending !== undefined || declined !== undefined || fileViewedAt !== undefined) return true;
  if (ownMarks !== undefined) return true;
  return Object.values(copies ?? {}).some(({ ours }) => ours !== undefined);
}

interface Values {
  readonly moment: "now" | "goal";
  readonly watched: { readonly at?: string } | undefined;
  readonly rating: Rating | undefined;
  readonly collection: Quality | undefined;
  readonly watchlist: true | undefined;
}

type Building = { -readonly [Key in keyof BaseRecord]: BaseRecord[Key] };

function toRecord(plan: RowPlan, { moment, watched, rating, collection, watchlist }: Values): Building {
  const { type, ids, title, year, show, season, number } = plan.row;
  const record: Building = { type, ids, title };
  if (year !== undefined) record.year = year;
  if (show !== undefined) record.show = show;
  if (season !== undefined) record.season = season;
  if (number !== undefined) record.number = number;
  if (watched !== undefined) record.watched = watched;
  if (rating !== undefined) record.rating = rating;
  if (collection !== undefined) record.collection = collection;
  if (watchlist !== undefined) record.watchlist = watchlist;
  const ownMarks = plan.watchlist.ownMarks[moment];
  if (ownMarks !== undefined) record.ownMarks = ownMarks;
  const copies = copiesOf(plan, { moment, watched, rating });
  if (Object.keys(copies).length > 0) record.copies = copies;
  const given = plan.watched.fileViewedAt[moment];
  if (given !== undefined) record.fileViewedAt = given;
  return record;
}

function datedOf({ at }: Watched, nowMinute: number): { readonly at?: string } {
  return at !== undefined && toMinute(at, nowMinute) !== undefined ? { at } : {};
}

/** Copies that the reads show, and those that base knows of: a file that comes back is no new copy. */
function copiesOf(
  { row, watched, rating }: RowPlan,
  values: Pick<Values, "moment" | "watched" | "rating">,
): Readonly<Record<string, BaseCopy>> {
  const copies: Record<string, BaseCopy> = {};
  for (const [ref, copy] of Object.entries(row.record?.copies ?? {})) {
    const isGone = (watched.isGoneOnPlex && isHeld(copy, "watched")) || (rating.isGoneOnPlex && isHeld(copy, "rating"));
    if (!isGone) copies[ref] = unread(copy, row.record, values);
  }
  row.copies.forEach(({ ref }, position) => {
    copies[ref] = toCopy(watched.copies[position], rating.copies[position], values.moment);
  });
  return copies;
}

/** A copy that the reads do not show: what the row comes to have now never reached it. */
function unread(
  copy: BaseCopy,
  former: BaseRecord | undefined,
  { watched, rating }: Pick<Values, "watched" | "rating">,
): BaseCopy {
  const isUnmarked = watched !== undefined && former?.watched === undefined && copy.views === 0;
  const isUnrated = rating !== undefined && former?.rating?.value !== rating.value && copy.rating !== rating.value;
  const missed: Field[] = [...(isUnmarked ? ["watched" as const] : []), ...(isUnrated ? ["rating" as const] : [])];
  if (missed.length === 0) return copy;
  return { ...copy, unsettled: FIELDS.filter((field) => missed.includes(field) || copy.unsettled?.includes(field)) };
}

function toCopy(views: CopyPlan | undefined, rated: CopyPlan | undefined, moment: "now" | "goal"): BaseCopy {
  const copy: { -readonly [Key in keyof BaseCopy]: BaseCopy[Key] } = { views: views?.[moment].views ?? 0 };
  const ours = views?.[moment].ours ?? 0;
  const rating = rated?.[moment].rating;
  if (rating !== undefined) copy.rating = rating;
  if (ours > 0) copy.ours = ours;
  if (moment === "goal" || !(views?.isUnsettled === true || rated?.isUnsettled === true)) return copy;
  const unsettled: Field[] = [];
  if (views?.isUnsettled === true) unsettled.push("watched");
  if (rated?.isUnsettled === true) unsettled.push("rating");
  return { ...copy, unsettled };
}
