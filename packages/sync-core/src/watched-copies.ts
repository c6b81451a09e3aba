import type { CopyViews } from "./copy-views.ts";
import type { CopyPlan, CopyState, FieldPlan } from "./field-plan.ts";
import type { Watched } from "./item.ts";
import type { PlannedPlays } from "./plan-plays.ts";
import type { Resolution } from "./resolve-field.ts";
import type { Copy, Row } from "./row.ts";
import { fromMinute } from "./time.ts";

interface Question {
  readonly row: Row;
  readonly views: readonly CopyViews[];
  readonly resolution: Resolution<Watched>;
  /** Copies whose state is to change, allowed or not. */
  readonly copies: readonly Copy[];
  /** A view that Trakt has yet to hear of stays uncounted, so that it is met again if the play fails. */
  readonly isKeepingViews: boolean;
}

/** What base makes of each copy's views. */
export function watchedCopies({
  row,
  views,
  resolution,
  copies,
  isKeepingViews,
}: Question): ReadonlyMap<string, CopyPlan> {
  const changed = new Set(copies);
  const isLagging = resolution.reading.lagging === "plex";
  return new Map(
    row.copies.map((copy, position) => {
      const { ref, known } = copy;
      const read = views[position];
      const shown = stateOf(read?.views ?? 0, read?.ours ?? 0);
      const former = known && stateOf(known.views, known.ours ?? 0);
      const now = isLagging || (isKeepingViews && read?.isSeenAgain === true) ? (former ?? shown) : shown;
      const isMarked = changed.has(copy) && resolution.final !== undefined;
      const seen = isLagging ? now : shown;
      const goal = changed.has(copy) ? markedState(shown, isMarked) : seen;
      return [ref, { now, goal, isUnsettled: isMarked }];
    }),
  );
}

/** What base keeps of each copy's views while nothing can be said of the row. */
export function unchangedViews({ copies, record }: Row): ReadonlyMap<string, CopyPlan> {
  return new Map(
    copies.map(({ ref, known, item }) => {
      const state = known === undefined ? stateOf(item.watched?.plays ?? 0, 0) : stateOf(known.views, known.ours ?? 0);
      const isLate = record?.watched !== undefined && item.watched === undefined;
      const isUnsettled = known === undefined ? isLate : known.unsettled?.includes("watched") === true;
      return [ref, { now: state, goal: state, isUnsettled }];
    }),
  );
}

/** The view of a shared file that base has as given to the row. */
export function fileViewedAt(
  { record }: Row,
  { file }: PlannedPlays,
  { isWaiting, isIdle }: { readonly isWaiting: boolean; readonly isIdle: boolean },
): NonNullable<FieldPlan<Watched>["fileViewedAt"]> {
  const former = record?.fileViewedAt;
  const given =
    file === undefined || isWaiting ? former : file.minute === undefined ? "unknown" : fromMinute(file.minute);
  const now = isIdle ? given : former;
  return { ...(now !== undefined && { now }), ...(given !== undefined && { goal: given }) };
}

function markedState({ views = 0, ours = 0 }: CopyState, isMarked: boolean): CopyState {
  return isMarked ? stateOf(views + 1, ours + 1) : stateOf(0, 0);
}

function stateOf(views: number, ours: number): CopyState {
  return { views, ...(ours > 0 && { ours }) };
}
