import type { BaseCopy, BaseRecord } from "./base.ts";
import type { RowGoal } from "./base-patch.ts";
import type { CopyPlan, FieldPlan } from "./field-plan.ts";
import type { Field, Rating, Watched } from "./item.ts";
import { isHeld } from "./read-row.ts";
import type { Row } from "./row.ts";
import { toMinute } from "./time.ts";

/** Both fields of one row, planned. */
export interface RowPlan {
  readonly row: Row;
  readonly watched: FieldPlan<Watched>;
  readonly rating: FieldPlan<Rating>;
}

/** What base's record of a row becomes when nothing is applied; `undefined` where there is nothing to remember. */
export function adoptedRecord(plan: RowPlan, nowMinute: number): BaseRecord | undefined {
  const { watched, rating } = plan;
  const record = toRecord(plan, {
    moment: "now",
    watched: watched.agreed && datedOf(watched.agreed, nowMinute),
    rating: rating.agreed,
  });
  if (watched.pending !== undefined || rating.pending !== undefined) {
    record.pending = {
      ...(watched.pending && { watched: watched.pending }),
      ...(rating.pending && { rating: rating.pending }),
    };
  }
  return isWorthKeeping(record) ? record : undefined;
}

/** What the record becomes when all operations of the row are applied. */
export function goalOf(plan: RowPlan, nowMinute: number): RowGoal {
  const { watched, rating } = plan;
  return {
    record: toRecord(plan, {
      moment: "goal",
      watched: watched.goal?.value && datedOf(watched.goal.value, nowMinute),
      rating: rating.goal?.value,
    }),
    before: copiesOf(plan, "now"),
    fields: [...(watched.goal ? (["watched"] as const) : []), ...(rating.goal ? (["rating"] as const) : [])],
    pending: {
      ...(watched.goal?.pending && { watched: watched.goal.pending }),
      ...(rating.goal?.pending && { rating: rating.goal.pending }),
    },
  };
}

/** Whether a record says anything: a value, or what must be remembered of values that are gone. */
export function isWorthKeeping({ watched, rating, pending, fileViewedAt, copies }: BaseRecord): boolean {
  if (watched !== undefined || rating !== undefined || pending !== undefined || fileViewedAt !== undefined) return true;
  return Object.values(copies ?? {}).some(({ ours }) => ours !== undefined);
}

interface Values {
  readonly moment: "now" | "goal";
  readonly watched: { readonly at?: string } | undefined;
  readonly rating: Rating | undefined;
}

type Building = { -readonly [Key in keyof BaseRecord]: BaseRecord[Key] };

function toRecord(plan: RowPlan, { moment, watched, rating }: Values): Building {
  const { type, ids, title, year, show, season, number } = plan.row;
  const record: Building = { type, ids, title };
  if (year !== undefined) record.year = year;
  if (show !== undefined) record.show = show;
  if (season !== undefined) record.season = season;
  if (number !== undefined) record.number = number;
  if (watched !== undefined) record.watched = watched;
  if (rating !== undefined) record.rating = rating;
  const copies = copiesOf(plan, moment);
  if (Object.keys(copies).length > 0) record.copies = copies;
  const given = plan.watched.fileViewedAt[moment];
  if (given !== undefined) record.fileViewedAt = given;
  return record;
}

function datedOf({ at }: Watched, nowMinute: number): { readonly at?: string } {
  return at !== undefined && toMinute(at, nowMinute) !== undefined ? { at } : {};
}

/** Copies that the reads show, and those that base knows of: a file that comes back is no new copy. */
function copiesOf({ row, watched, rating }: RowPlan, moment: "now" | "goal"): Readonly<Record<string, BaseCopy>> {
  const copies: Record<string, BaseCopy> = {};
  for (const [ref, copy] of Object.entries(row.record?.copies ?? {})) {
    const isGone = (watched.isGoneOnPlex && isHeld(copy, "watched")) || (rating.isGoneOnPlex && isHeld(copy, "rating"));
    if (!isGone) copies[ref] = copy;
  }
  row.copies.forEach(({ ref }, position) => {
    copies[ref] = toCopy(watched.copies[position], rating.copies[position], moment);
  });
  return copies;
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
