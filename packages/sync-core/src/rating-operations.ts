import type { PlanContext } from "./context.ts";
import type { Item, Rating, Side } from "./item.ts";
import type { HeldRating, Reason, RemoveRating, SetRating } from "./operation.ts";
import type { Resolution } from "./resolve-field.ts";
import { targetOf, type Copy, type Row } from "./row.ts";
import { toMinute } from "./time.ts";

interface RatingWrite {
  readonly row: Row;
  readonly context: PlanContext;
  readonly side: Side;
  readonly ref?: string;
  readonly final: Rating | undefined;
  readonly before: HeldRating | undefined;
  readonly reason: Reason;
}

/** The rating that something holds, as exactly as it is known. */
export function heldRating({ rating, exactRating }: RatingHolder): HeldRating | undefined {
  return rating === undefined || exactRating === undefined ? rating : { ...rating, exact: exactRating };
}

interface RatingHolder {
  readonly rating?: Item["rating"] | undefined;
  readonly exactRating?: number;
}

/** The write that brings Trakt to the row's rating, where that was decided. */
export function rateOnTrakt(
  row: Row,
  { final, reason, reading, writesTrakt }: Resolution<Rating>,
  context: PlanContext,
): readonly (SetRating | RemoveRating)[] {
  if (!writesTrakt || reason === undefined) return [];
  return toOperations({ row, context, side: "trakt", final, before: reading.values.trakt, reason });
}

/** The write that brings one Plex copy to the row's rating. */
export function rateCopy(
  row: Row,
  { ref, item, known }: Copy,
  { final, reason, writesTrakt }: Resolution<Rating>,
  context: PlanContext,
): readonly (SetRating | RemoveRating)[] {
  const isNew = reason === undefined || (writesTrakt && known === undefined);
  const before = heldRating(item);
  return toOperations({ row, context, side: "plex", ref, final, before, reason: isNew ? "new-copy" : reason });
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
