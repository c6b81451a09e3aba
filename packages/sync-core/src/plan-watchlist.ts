import type { PlannedMark } from "./base-patch.ts";
import { compareText } from "./compare-text.ts";
import type { PlanContext } from "./context.ts";
import { noLists, type ValuePlan } from "./field-plan.ts";
import type { Side, Watchlisted } from "./item.ts";
import { mergeWatchlisted } from "./merge-values.ts";
import type { AddToWatchlist, RemoveFromWatchlist } from "./operation.ts";
import { findDrop, standingMarks, type Drop, type OwnMarks } from "./own-marks.ts";
import { refusalMessages, refusalOf } from "./permit.ts";
import { resolveField, type FieldRules, type Resolution } from "./resolve-field.ts";
import { listedOf, targetOf, type Row } from "./row.ts";
import { laterDate, toMinute } from "./time.ts";
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

/** The plan of a row's watchlist, with what base remembers of our own marks. */
export interface WatchlistPlan extends ValuePlan<true> {
  /** When nothing is applied, and when all operations of the watchlist are. */
  readonly ownMarks: { readonly now: OwnMarks | undefined; readonly goal: OwnMarks | undefined };
  /** Marks of this plan for which a service may take the title off its list. */
  readonly marks: readonly PlannedMark[];
}

/**
 * Plans whether a row is on both watchlists. Services take off the list what is watched: a title that this plan marks as watched, by
 * `marking`, is not put on a list by it too, and what goes for a mark of ours alone is no person's removal.
 */
export function planWatchlist(row: Row, context: PlanContext, marking: readonly PlannedMark[]): WatchlistPlan {
  const agreed = row.record?.watchlist;
  const isListable = row.type === "movie" || row.type === "show";
  const resolution = isListable
    ? resolveField({ row, agreed: agreed && {}, context, rules: watchlistRules })
    : undefined;
  if (resolution === undefined) {
    const { pending, declined, ownMarks } = row.record ?? {};
    const kept = { pending: pending?.watchlist, declined: declined?.watchlist };
    const marks = isListable && agreed === true ? marking : [];
    return { ...unchangedValue(agreed, kept), ownMarks: { now: ownMarks, goal: ownMarks }, marks };
  }
  const { values, shown } = resolution.reading;
  const standing = standingMarks(row.record?.ownMarks, shown);
  const drop = findDrop({ row, isAgreed: agreed === true, marks: standing, values, nowMinute: context.nowMinute });
  const question = { row, agreed, resolution, context, isBeingWatched: marking.length > 0 };
  const dropped = drop && planDrop(question, drop);
  const planned = dropped ?? planListing(question);
  const isOpen = dropped !== undefined || values.plex !== undefined || values.trakt !== undefined;
  const isRemoved = planned.operations.some(({ action }) => action === "remove");
  return {
    ...planned,
    ownMarks: { now: isOpen ? standing : undefined, goal: undefined },
    marks: isRemoved ? [] : datedMarks(marking, { values, standing }),
  };
}

interface Question {
  readonly row: Row;
  readonly agreed: true | undefined;
  readonly resolution: Resolution<Watchlisted>;
  readonly context: PlanContext;
  readonly isBeingWatched: boolean;
}

function planListing({ row, agreed, resolution, context, isBeingWatched }: Question): ValuePlan<true> {
  const { final, kind, lists } = resolution;
  if (isBeingWatched && kind === "to-write" && final !== undefined) {
    const skipped = [...lists.skipped, listedOf(row, "watchlist", "being-watched", beingWatchedMessage)];
    return { ...asItIs(agreed, resolution), lists: { ...lists, skipped } };
  }
  return valuePlan({
    agreed,
    resolution,
    final: final && true,
    operations: kind === "to-write" ? [toOperation(row, resolution, context)] : [],
  });
}

/** What becomes of a title that went for our own mark; `undefined` where the table decides. */
function planDrop(
  { row, agreed, resolution, context, isBeingWatched }: Question,
  { side, isUndone }: Drop,
): ValuePlan<true> | undefined {
  // Listed on the other side since: it is written here anyway.
  if (resolution.decision.kind === "write") return undefined;
  const { reading, declined } = resolution;
  const unchanged = asItIs(agreed, resolution);
  if (!isUndone) {
    return {
      ...unchanged,
      lists: { ...noLists, kept: [listedOf(row, "watchlist", "started-watching", startedMessage)] },
    };
  }
  const refusal = declined === undefined ? refusalOf(row, "watchlist", side, context) : "declined";
  const other = reading.values[side === "plex" ? "trakt" : "plex"];
  if (refusal !== undefined) {
    // Nothing is left of it that could stand.
    if (other === undefined) return undefined;
    return {
      ...unchanged,
      lists: { ...noLists, skipped: [listedOf(row, "watchlist", refusal, refusalMessages[refusal])] },
    };
  }
  if (isBeingWatched) {
    const skipped = [listedOf(row, "watchlist", "being-watched", beingWatchedMessage)];
    return { ...unchanged, lists: { ...noLists, skipped } };
  }
  const add = {
    ...resolution,
    final: other ?? {},
    reason: "dropped-by-own-mark",
    writesTrakt: side === "trakt",
  } as const;
  return {
    ...unchanged,
    operations: [toOperation(row, add, context)],
    // Where it is on no list, the other follows once a read shows it on this one.
    goal: { value: other === undefined ? undefined : agreed, pending: { side } },
  };
}

function asItIs(agreed: true | undefined, { reading, declined }: Resolution<Watchlisted>): ValuePlan<true> {
  return unchangedValue(agreed, { pending: reading.pending, declined });
}

/** The marks on sides that have the title listed, or had it before another mark of ours, with the date of the wish. */
function datedMarks(
  marking: readonly PlannedMark[],
  known: { readonly values: Readonly<Record<Side, Watchlisted | undefined>>; readonly standing: OwnMarks | undefined },
): readonly PlannedMark[] {
  const { values, standing } = known;
  const listedAt = laterDate(values.plex?.at, values.trakt?.at);
  return marking
    .filter(({ side }) => values[side] !== undefined || standing?.[side] !== undefined)
    .map((mark) => ({
      ...mark,
      ...(listedAt !== undefined && { listedAt }),
      ...(values[mark.side] === undefined && { isGone: true as const }),
    }))
    .toSorted((first, second) => compareText(first.operation, second.operation));
}

const beingWatchedMessage =
  "Not put on the watchlist: this run marks it as watched, and watched titles leave the list.";

const startedMessage =
  "A service took the show off its list because pakt told it of a view; it stays on the other list until you change one.";

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
