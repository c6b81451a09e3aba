import type { PlanContext } from "./context.ts";
import type { ValuePlan } from "./field-plan.ts";
import type { Watchlisted } from "./item.ts";
import { mergeWatchlisted } from "./merge-values.ts";
import type { AddToWatchlist, RemoveFromWatchlist } from "./operation.ts";
import { resolveField, type FieldRules, type Resolution } from "./resolve-field.ts";
import { listedOf, targetOf, type Row } from "./row.ts";
import { toMinute } from "./time.ts";
import { unchangedValue, valuePlan } from "./value-plan.ts";

/** Listed is listed, since whenever it was. */
export const watchlistRules: FieldRules<Watchlisted> = {
  field: "watchlist",
  isPerCopy: false,
  of: (holder) => holder.watchlist,
  isEqual: () => true,
  merge: mergeWatchlisted,
  newer: () => undefined,
};

/**
 * Plans whether a row is on both watchlists. Services take off the list what is watched: a title that this plan marks as watched is
 * not put on a list by it too.
 */
export function planWatchlist(row: Row, context: PlanContext, isBeingWatched: boolean): ValuePlan<true> {
  const agreed = row.record?.watchlist;
  const isListable = row.type === "movie" || row.type === "show";
  const resolution = isListable
    ? resolveField({ row, agreed: agreed && {}, context, rules: watchlistRules })
    : undefined;
  if (resolution === undefined)
    return unchangedValue(agreed, {
      pending: row.record?.pending?.watchlist,
      declined: row.record?.declined?.watchlist,
    });
  const { final, kind, lists } = resolution;
  if (isBeingWatched && kind === "to-write" && final !== undefined) {
    const skipped = [...lists.skipped, listedOf(row, "watchlist", "being-watched", beingWatchedMessage)];
    const kept = { pending: resolution.reading.pending, declined: resolution.declined };
    return { ...unchangedValue(agreed, kept), lists: { ...lists, skipped } };
  }
  return valuePlan({
    agreed,
    resolution,
    final: final && true,
    operations: kind === "to-write" ? [toOperation(row, resolution, context)] : [],
  });
}

const beingWatchedMessage =
  "Not put on the watchlist: this run marks it as watched, and watched titles leave the list.";

function toOperation(
  row: Row,
  { final, reason = "added-on-plex", writesTrakt, reading }: Resolution<Watchlisted>,
  { nowMinute }: PlanContext,
): AddToWatchlist | RemoveFromWatchlist {
  const side = writesTrakt ? "trakt" : "plex";
  const shared = { field: "watchlist", side, row: row.key, reason, target: targetOf(row, side) } as const;
  const place = `${side}:${row.key}`;
  if (final === undefined) {
    return { ...shared, id: `watchlist:remove:${place}`, action: "remove", before: reading.values[side] ?? {} };
  }
  const isDated = toMinute(final.at, nowMinute) !== undefined;
  return {
    ...shared,
    id: `watchlist:add:${place}`,
    action: "add",
    ...(isDated && final.at !== undefined && { listedAt: final.at }),
  };
}
