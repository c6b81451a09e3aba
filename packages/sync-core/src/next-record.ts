import type { BaseCopy, BaseRecord, Pending } from "./base.ts";
import type { RowGoal } from "./base-patch.ts";
import type { CopyState, FieldPlan } from "./field-plan.ts";
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
  const { row, watched, rating } = plan;
  const pending = {
    ...(watched.pending && { watched: watched.pending }),
    ...(rating.pending && { rating: rating.pending }),
  };
  const record = toRecord(row, {
    watched: watched.agreed && datedOf(watched.agreed, nowMinute),
    rating: rating.agreed,
    pending,
    copies: copiesOf(plan, "now"),
    fileViewedAt: watched.fileViewedAt?.now,
  });
  return isWorthKeeping(record) ? record : undefined;
}

/** What the record becomes when all operations of the row are applied. */
export function goalOf(plan: RowPlan, nowMinute: number): RowGoal {
  const { row, watched, rating } = plan;
  const fields = [...(watched.goal ? (["watched"] as const) : []), ...(rating.goal ? (["rating"] as const) : [])];
  return {
    record: toRecord(row, {
      watched: watched.goal?.value && datedOf(watched.goal.value, nowMinute),
      rating: rating.goal?.value,
      pending: {},
      copies: copiesOf(plan, "goal"),
      fileViewedAt: watched.fileViewedAt?.goal,
    }),
    before: copiesOf(plan, "now"),
    fields,
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
  readonly watched: { readonly at?: string } | undefined;
  readonly rating: Rating | undefined;
  readonly pending: Readonly<Partial<Record<Field, Pending>>>;
  readonly copies: Readonly<Record<string, BaseCopy>>;
  readonly fileViewedAt: string | undefined;
}

function toRecord(row: Row, { watched, rating, pending, copies, fileViewedAt }: Values): BaseRecord {
  const { type, ids, title, year, show, season, number } = row;
  return {
    type,
    ids,
    title,
    ...(year !== undefined && { year }),
    ...(show !== undefined && { show }),
    ...(season !== undefined && { season }),
    ...(number !== undefined && { number }),
    ...(watched !== undefined && { watched }),
    ...(rating !== undefined && { rating }),
    ...(Object.keys(pending).length > 0 && { pending }),
    ...(Object.keys(copies).length > 0 && { copies }),
    ...(fileViewedAt !== undefined && { fileViewedAt }),
  };
}

function datedOf({ at }: Watched, nowMinute: number): { readonly at?: string } {
  return at !== undefined && toMinute(at, nowMinute) !== undefined ? { at } : {};
}

/** Copies that the reads show, and those that base knows of: a file that comes back is no new copy. */
function copiesOf({ row, watched, rating }: RowPlan, moment: "now" | "goal"): Readonly<Record<string, BaseCopy>> {
  const shown = row.copies.map(({ ref }) => {
    const [views, rated] = [watched.copies.get(ref), rating.copies.get(ref)];
    const unsettled: readonly Field[] =
      moment === "goal"
        ? []
        : [...(views?.isUnsettled ? (["watched"] as const) : []), ...(rated?.isUnsettled ? (["rating"] as const) : [])];
    return [ref, toCopy({ ...views?.[moment], ...rated?.[moment] }, unsettled)] as const;
  });
  const former = Object.entries(row.record?.copies ?? {}).filter(
    ([, copy]) =>
      !(watched.isGoneOnPlex && isHeld(copy, "watched")) && !(rating.isGoneOnPlex && isHeld(copy, "rating")),
  );
  return Object.fromEntries([...former, ...shown]);
}

function toCopy({ views = 0, ours, rating }: CopyState, unsettled: readonly Field[]): BaseCopy {
  return {
    views,
    ...(rating !== undefined && { rating }),
    ...(ours !== undefined && { ours }),
    ...(unsettled.length > 0 && { unsettled }),
  };
}
