import type { PlanContext } from "./context.ts";
import { noFileView, noLists, type CopyPlan, type CopyState, type FieldGoal, type FieldPlan } from "./field-plan.ts";
import type { Rating } from "./item.ts";
import { mergeRating } from "./merge-values.ts";
import { refusalMessages, refusalOf } from "./permit.ts";
import { rateCopy, rateOnTrakt } from "./rating-operations.ts";
import { isHeldUnread } from "./read-row.ts";
import { copiesToWrite, isGoneOnPlex, resolveField, type FieldRules, type Resolution } from "./resolve-field.ts";
import { listedOf, type Copy, type Row } from "./row.ts";
import { compareDates } from "./time.ts";

/** Ratings are equal by their value; the later wins, dated before undated. Less than a minute is a tie. */
export const ratingRules: FieldRules<Rating> = {
  field: "rating",
  isPerCopy: true,
  of: (holder) => holder.rating,
  isEqual: (first, second) => first.value === second.value,
  merge: mergeRating,
  newer: (plex, trakt, nowMinute) => {
    const order = compareDates(plex.at, trakt.at, nowMinute);
    if (order === 0) return undefined;
    return order > 0 ? "plex" : "trakt";
  },
};

/** Plans a row's rating. Where nothing can be said of it, base stays as it is. */
export function planRating(row: Row, context: PlanContext): FieldPlan<Rating> {
  const agreed = row.record?.rating;
  const question = { row, agreed, context, rules: ratingRules };
  const resolution = resolveField(question);
  if (resolution === undefined) return unchanged(row);
  const { reading, kind, final, writesTrakt, lists } = resolution;
  const copies = copiesToWrite(question, resolution);
  const refusal = copies.length === 0 ? undefined : refusalOf(row, "rating", "plex", context);
  const marks = refusal === undefined ? copies.flatMap((copy) => rateCopy(row, copy, resolution, context)) : [];
  const operations = writesTrakt ? [...rateOnTrakt(row, resolution, context), ...marks] : marks;
  // A removal that meets no copy with a rating is already done.
  const isUnread = kind === "to-write" && final === undefined && isHeldUnread(row, "rating", context.plex);
  const isDone =
    kind === "agreed" ||
    (kind === "to-write" && !writesTrakt && copies.length === 0 && final === undefined && !isUnread);
  const value = agreed !== undefined && final !== undefined && agreed.value === final.value ? agreed : final;
  const skipped = refusal === undefined ? [] : [listedOf(row, "rating", refusal, refusalMessages[refusal])];
  return {
    lists: skipped.length === 0 ? lists : { ...lists, skipped: [...lists.skipped, ...skipped] },
    operations,
    agreed: isDone ? value : agreed,
    goal: kind === "blocked" || isUnread ? undefined : { value, pending: pendingOf(resolution, operations.length > 0) },
    pending: reading.pending,
    declined: resolution.declined,
    isGoneOnPlex: isGoneOnPlex(resolution),
    copies: row.copies.map((copy) => planCopy(copy, resolution, copies)),
    fileViewedAt: noFileView,
  };
}

function unchanged({ record, copies }: Row): FieldPlan<Rating> {
  return {
    lists: noLists,
    operations: [],
    agreed: record?.rating,
    goal: undefined,
    pending: record?.pending?.rating,
    declined: record?.declined?.rating,
    isGoneOnPlex: false,
    copies: copies.map((copy) => unchangedCopy(copy, record?.rating !== undefined)),
    fileViewedAt: noFileView,
  };
}

function planCopy(
  copy: Copy,
  { reading, final, kind, writesTrakt }: Resolution<Rating>,
  written: readonly Copy[],
): CopyPlan {
  const isLagging = reading.pending?.side === "plex" && copy.known !== undefined;
  const shown = stateOf(isLagging ? copy.known?.rating : copy.item.rating?.value);
  // A rating that Trakt has yet to hear of, or may not, is not known yet, so that it is met again.
  const isUntold = kind === "blocked" || (kind === "to-write" && writesTrakt && final !== undefined);
  const now = isUntold ? stateOf(copy.known?.rating) : shown;
  if (!written.includes(copy)) return { now, goal: shown, isUnsettled: false };
  return { now, goal: stateOf(final?.value), isUnsettled: final !== undefined };
}

function unchangedCopy({ known, item }: Copy, isRated: boolean): CopyPlan {
  const state = stateOf(known === undefined ? item.rating?.value : known.rating);
  const isUnsettled =
    known === undefined ? isRated && item.rating === undefined : known.unsettled?.includes("rating") === true;
  return { now: state, goal: state, isUnsettled };
}

function stateOf(rating: number | undefined): CopyState {
  return { views: 0, ours: 0, rating };
}

function pendingOf(
  { writesTrakt, final, reading: { shown } }: Resolution<Rating>,
  isWritten: boolean,
): FieldGoal<Rating>["pending"] {
  const side = writesTrakt ? "trakt" : "plex";
  const previous = shown[side];
  if (!isWritten || previous?.value === final?.value) return undefined;
  return previous === undefined ? { side } : { side, previous };
}
