import type { PlanContext } from "./context.ts";
import { noLists, type CopyPlan, type FieldPlan } from "./field-plan.ts";
import type { Rating, Side } from "./item.ts";
import { mergeRating } from "./merge-values.ts";
import type { Reason, RemoveRating, SetRating } from "./operation.ts";
import { refusalMessages, refusalOf } from "./permit.ts";
import { copiesToWrite, isGoneOnPlex, resolveField, type FieldRules, type Resolution } from "./resolve-field.ts";
import { listedOf, targetOf, type Copy, type Row } from "./row.ts";
import { toMinute } from "./time.ts";

/** Ratings are equal by their value; the later wins, dated before undated. */
export const ratingRules: FieldRules<Rating> = {
  field: "rating",
  of: (holder) => holder.rating,
  isEqual: (first, second) => first.value === second.value,
  merge: mergeRating,
  newer: (plex, trakt, nowMinute) => {
    const difference = (toMinute(plex.at, nowMinute) ?? 0) - (toMinute(trakt.at, nowMinute) ?? 0);
    if (difference === 0) return undefined;
    return difference > 0 ? "plex" : "trakt";
  },
};

/** Plans a row's rating; `undefined` where nothing can be said of it. */
export function planRating(row: Row, context: PlanContext): FieldPlan<Rating> | undefined {
  const agreed = row.record?.rating;
  const resolution = resolveField(row, agreed, context, ratingRules);
  if (resolution === undefined) return undefined;
  const { reading, isAgreed, isBlocked, final, writesTrakt, lists } = resolution;
  const copies = copiesToWrite(row, agreed, resolution, ratingRules);
  const refusal = copies.length === 0 ? undefined : refusalOf(row, "rating", "plex", context);
  const written = refusal === undefined ? copies : [];
  const skipped = refusal === undefined ? [] : [listedOf(row, "rating", refusal, refusalMessages[refusal])];
  // A removal that meets no copy with a rating is already done.
  const isDone = isAgreed || (!isBlocked && !writesTrakt && copies.length === 0 && final === undefined);
  const value = agreed !== undefined && final !== undefined && agreed.value === final.value ? agreed : final;
  const pending = pendingOf(resolution, written.length > 0);
  return {
    ...lists,
    skipped: [...lists.skipped, ...skipped],
    operations: [
      ...onTrakt(row, resolution, context),
      ...written.flatMap((copy) => onPlex(row, copy, resolution, context)),
    ],
    agreed: isDone ? value : agreed,
    ...(!isBlocked && { goal: { value, ...(pending !== undefined && { pending }) } }),
    ...(reading.pending !== undefined && { pending: reading.pending }),
    isGoneOnPlex: isGoneOnPlex(resolution),
    copies: new Map(
      row.copies.map((copy) => {
        const isWritten = copies.includes(copy);
        const now =
          reading.lagging === "plex" && copy.known !== undefined ? copy.known.rating : copy.item.rating?.value;
        return [
          copy.ref,
          {
            now: stateOf(now),
            goal: stateOf(isWritten ? final?.value : now),
            isUnsettled: isWritten && final !== undefined,
          },
        ];
      }),
    ),
  };
}

/** No rating to plan: base stays as it is. */
export function unchangedRating({ record, copies }: Row): FieldPlan<Rating> {
  const pending = record?.pending?.rating;
  return {
    ...noLists,
    operations: [],
    agreed: record?.rating,
    ...(pending !== undefined && { pending }),
    isGoneOnPlex: false,
    copies: new Map(copies.map((copy) => [copy.ref, unchangedCopy(copy, record?.rating !== undefined)])),
  };
}

function unchangedCopy({ known, item }: Copy, isRated: boolean): CopyPlan {
  const state = stateOf(known === undefined ? item.rating?.value : known.rating);
  const isUnsettled =
    known === undefined ? isRated && item.rating === undefined : known.unsettled?.includes("rating") === true;
  return { now: state, goal: state, isUnsettled };
}

function stateOf(rating: number | undefined): { readonly rating?: number } {
  return rating === undefined ? {} : { rating };
}

function pendingOf(
  { writesTrakt, final, reading: { shown } }: Resolution<Rating>,
  writesPlex: boolean,
): NonNullable<FieldPlan<Rating>["goal"]>["pending"] {
  const side = writesTrakt ? "trakt" : "plex";
  const previous = shown[side];
  if ((!writesTrakt && !writesPlex) || previous?.value === final?.value) return undefined;
  return { side, ...(previous !== undefined && { previous }) };
}

function onTrakt(
  row: Row,
  resolution: Resolution<Rating>,
  context: PlanContext,
): readonly (SetRating | RemoveRating)[] {
  const { final, reason, reading, writesTrakt } = resolution;
  if (!writesTrakt || reason === undefined) return [];
  return toOperations({ row, context, side: "trakt", final, before: reading.values.trakt, reason });
}

function onPlex(
  row: Row,
  { ref, item, known }: Copy,
  { final, reason, writesTrakt }: Resolution<Rating>,
  context: PlanContext,
): readonly (SetRating | RemoveRating)[] {
  const isNew = reason === undefined || (writesTrakt && known === undefined);
  return toOperations({
    row,
    context,
    side: "plex",
    ref,
    final,
    before: item.rating,
    reason: isNew ? "new-copy" : reason,
  });
}

interface RatingWrite {
  readonly row: Row;
  readonly context: PlanContext;
  readonly side: Side;
  readonly ref?: string;
  readonly final: Rating | undefined;
  readonly before: Rating | undefined;
  readonly reason: Reason;
}

function toOperations(write: RatingWrite): readonly (SetRating | RemoveRating)[] {
  const { row, context, side, ref, final, before, reason } = write;
  const shared = {
    field: "rating",
    side,
    row: row.key,
    reason,
    target: targetOf(row, side),
    ...(ref !== undefined && { ref }),
  } as const;
  const place = `${side}:${row.key}${ref === undefined ? "" : `@${ref}`}`;
  if (final === undefined) {
    return before === undefined ? [] : [{ ...shared, id: `rating:remove:${place}`, action: "remove", before }];
  }
  const action = before === undefined ? "add" : "update";
  const isDated = toMinute(final.at, context.nowMinute) !== undefined;
  const rating = { value: final.value, ...(isDated && final.at !== undefined && { at: final.at }) };
  return [{ ...shared, id: `rating:${action}:${place}`, action, rating, ...(before !== undefined && { before }) }];
}
