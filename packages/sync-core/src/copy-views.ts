import type { PlanContext } from "./context.ts";
import type { Copy } from "./row.ts";
import { toMinute } from "./time.ts";

/** A copy's views, told apart by who brought them about. */
export interface CopyViews {
  readonly ref: string;
  readonly views: number;
  /** Brought about by pakt: what base counted, and scrobbles of the ledger that base has not counted yet. */
  readonly ours: number;
  /** Whether a person has seen it. */
  readonly isSeen: boolean;
  /** Whether a person has seen it since base. Never for a copy that base does not know. */
  readonly isSeenAgain: boolean;
  /** The last view as a minute since 1970; `undefined` where Plex knows no usable date. */
  readonly minute: number | undefined;
}

/** Our own scrobble is no person's view: it is never exported as a play. */
export function viewsOf(
  { ref, item, known: former }: Copy,
  { sent, nowMinute, isOtherViewer }: PlanContext,
): CopyViews {
  const known = isOtherViewer ? undefined : former;
  const views = item.watched?.plays ?? 0;
  const before = known?.views ?? 0;
  const scrobbles = sent.scrobblesOf(ref);
  const uncounted =
    scrobbles.length === 0
      ? 0
      : scrobbles.filter(({ viewsBefore }) => viewsBefore >= before && viewsBefore < views).length;
  const ours = Math.min(views, (known?.ours ?? 0) + uncounted);
  return {
    ref,
    views,
    ours,
    isSeen: views > ours,
    isSeenAgain: known !== undefined && views - known.views > uncounted,
    minute: toMinute(item.watched?.at, nowMinute),
  };
}

/** The newest of some views, as a minute since 1970; `undefined` where none has a date. */
export function newestMinute(views: readonly Pick<CopyViews, "minute">[]): number | undefined {
  let newest: number | undefined;
  for (const { minute } of views) {
    if (minute !== undefined && (newest === undefined || minute > newest)) newest = minute;
  }
  return newest;
}
