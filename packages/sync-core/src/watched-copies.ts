import type { CopyViews } from "./copy-views.ts";
import type { CopyPlan, CopyState, FieldPlan } from "./field-plan.ts";
import type { Watched } from "./item.ts";
import type { PlannedPlays } from "./plan-plays.ts";
import { isOpen } from "./read-row.ts";
import type { Resolution } from "./resolve-field.ts";
import type { Copy, Row } from "./row.ts";
import { fromMinute } from "./time.ts";

interface Question {
  readonly views: readonly CopyViews[];
  readonly resolution: Resolution<Watched>;
  /** Copies whose state is to change, allowed or not. */
  readonly changed: readonly Copy[];
  /** A view that Trakt has yet to hear of stays uncounted, so that it is met again if the play fails. */
  readonly isKeepingViews: boolean;
}

/** What base makes of each copy's views. */
export function watchedCopies(
  { copies, record }: Row,
  { views, resolution, changed, isKeepingViews }: Question,
): readonly CopyPlan[] {
  const isWaiting = resolution.kind === "blocked" && record?.watched !== undefined;
  const isLagging = resolution.reading.pending?.side === "plex";
  return copies.map((copy, position) => {
    const read = views[position];
    const shown = stateOf(read?.views ?? 0, read?.ours ?? 0);
    const former = copy.known === undefined ? shown : stateOf(copy.known.views, copy.known.ours ?? 0);
    const now = isLagging || (isKeepingViews && read?.isSeenAgain === true) ? former : shown;
    // What was not written for now does not make a copy one that a person cleared.
    const isLeftOut = isWaiting && copy.item.watched === undefined && isOpen(copy, "watched");
    if (!changed.includes(copy)) return { now, goal: isLagging ? now : shown, isUnsettled: isLeftOut };
    const isMarked = resolution.final !== undefined;
    const goal = isMarked ? stateOf(shown.views + 1, shown.ours + 1) : stateOf(0, 0);
    return { now, goal, isUnsettled: isMarked };
  });
}

/** What base keeps of each copy's views while nothing can be said of the row. */
export function unchangedViews({ copies, record }: Row): readonly CopyPlan[] {
  return copies.map(({ known, item }) => {
    const state = known === undefined ? stateOf(item.watched?.plays ?? 0, 0) : stateOf(known.views, known.ours ?? 0);
    const isLate = record?.watched !== undefined && item.watched === undefined;
    const isUnsettled = known === undefined ? isLate : known.unsettled?.includes("watched") === true;
    return { now: state, goal: state, isUnsettled };
  });
}

/** The view of a shared file that base has as given to the row. */
export function fileViewedAt(
  { record }: Row,
  { file }: PlannedPlays,
  { isWaiting, isIdle }: { readonly isWaiting: boolean; readonly isIdle: boolean },
): FieldPlan<Watched>["fileViewedAt"] {
  const former = record?.fileViewedAt;
  if (file === undefined || isWaiting) return { now: former, goal: former };
  const given = file.minute === undefined ? "unknown" : fromMinute(file.minute);
  return { now: isIdle ? given : former, goal: given };
}

function stateOf(views: number, ours: number): CopyState {
  return { views, ours, rating: undefined };
}
