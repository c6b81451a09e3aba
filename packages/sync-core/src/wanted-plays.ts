import type { PlanContext } from "./context.ts";
import { newestMinute, type CopyViews } from "./copy-views.ts";
import type { FileView } from "./file-views.ts";
import type { Watched } from "./item.ts";
import type { Reason } from "./operation.ts";
import type { Resolution } from "./resolve-field.ts";
import type { Row } from "./row.ts";
import { toMinute } from "./time.ts";

/** A play that Trakt's history lacks. */
export interface WantedPlay {
  /** A minute since 1970; `undefined` where Plex knows no date. */
  readonly minute: number | undefined;
  readonly reason: Reason;
}

/** What the plays of a row are judged by. */
export interface PlayQuestion {
  readonly row: Row;
  readonly resolution: Resolution<Watched>;
  readonly views: readonly CopyViews[];
  readonly context: PlanContext;
}

/** Two views closer than this are one: the runtime, and at least half an hour. */
export function oneViewMinutes({ runtimeMs }: Row): number {
  return Math.max(30, (runtimeMs ?? 0) / 60_000);
}

/** The play of a title that Plex has as watched and Trakt has not, at the last view by a person; `undefined` when pakt alone marked it. */
export function firstPlay({ resolution, views }: PlayQuestion): WantedPlay | undefined {
  const { writesTrakt, final, reason } = resolution;
  const seen = views.filter(({ isSeen }) => isSeen);
  if (!writesTrakt || final === undefined || reason === undefined || seen.length === 0) return undefined;
  return { minute: newestMinute(seen), reason };
}

/** One play for the newest view by a person since base, however often it was seen; never without a record in base. */
export function rewatch({ row, resolution, views, context }: PlayQuestion): WantedPlay | undefined {
  const { plex, trakt } = resolution.reading.values;
  // Where Trakt has no play, none is doubled.
  if (plex === undefined || (trakt !== undefined && !context.policy.rewatches)) return undefined;
  if (row.record?.watched === undefined && trakt === undefined) return undefined;
  const minute = newestMinute(views.filter(({ isSeenAgain }) => isSeenAgain));
  const last = toMinute(trakt?.at, context.nowMinute);
  if (minute === undefined || !isAnotherView(row, minute, last)) return undefined;
  return { minute, reason: "rewatched-on-plex" };
}

/** The play of an episode whose file was seen through another episode; `own` is what is sent for the episode itself. */
export function playWithFile(
  question: PlayQuestion,
  file: FileView,
  own: WantedPlay | undefined,
): WantedPlay | undefined {
  const { row, resolution, views, context } = question;
  const seen = views.filter(({ isSeen }) => isSeen);
  const { minute } = file;
  const play: WantedPlay = { minute, reason: "viewed-with-file" };
  const { trakt } = resolution.reading.values;
  if (trakt === undefined && own === undefined && row.record?.watched === undefined) return play;
  // The episode's own view of the file is planned as its own. On a first run what was seen before is no further play.
  const ownMinute = newestMinute(seen);
  if (minute === undefined || (seen.length > 0 && row.record === undefined)) return undefined;
  if (!context.policy.rewatches || (ownMinute ?? 0) >= minute) return undefined;
  const agreed = trakt === undefined ? row.record?.watched?.at : trakt.at;
  const last = newestMinute([{ minute: toMinute(agreed, context.nowMinute) }, { minute: own?.minute }]);
  return isAnotherView(row, minute, last) ? play : undefined;
}

function isAnotherView(row: Row, minute: number, last: number | undefined): boolean {
  return last === undefined || minute - last > oneViewMinutes(row);
}
