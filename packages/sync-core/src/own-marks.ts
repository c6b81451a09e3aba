import type { BaseRecord, OwnMark } from "./base.ts";
import type { PlannedMark } from "./base-patch.ts";
import type { FileView } from "./file-views.ts";
import type { Side, Watchlisted } from "./item.ts";
import type { Operation } from "./operation.ts";
import type { Row } from "./row.ts";
import { compareDates, fromMinute, laterDate } from "./time.ts";

/** Own marks by the side that they were made on. */
export type OwnMarks = Readonly<Partial<Record<Side, OwnMark>>>;

/** The operations that mark a row as watched, each with the view that it tells of. */
export function marksOf(
  row: Row,
  operations: readonly Operation[],
  file: FileView | undefined,
): readonly PlannedMark[] {
  const adds = operations.filter(({ action }) => action === "add");
  if (adds.length === 0) return [];
  const seen = row.plex.map(({ watched }) => watched?.at);
  const inFile = file?.minute === undefined ? undefined : fromMinute(file.minute);
  const newest = [row.trakt?.watched?.at, inFile, ...seen].reduce(laterDate, undefined);
  return adds.map((operation) => {
    const at = operation.side === "trakt" && "at" in operation ? operation.at : newest;
    const isDated = at !== undefined && at !== "unknown";
    return { operation: operation.id, side: operation.side, ...(isDated && { viewedAt: at }) };
  });
}

/** The record of a row of which base has nothing else to remember. */
export function namedRecord({ type, ids, title, year }: Row): BaseRecord {
  return { type, ids, title, ...(year !== undefined && { year }) };
}

/** A record with further marks: of each side the newest view and the newest listing. */
export function withOwnMarks(record: BaseRecord, made: readonly PlannedMark[]): BaseRecord {
  const ownMarks: Partial<Record<Side, OwnMark>> = { ...record.ownMarks };
  for (const mark of made) {
    const known = ownMarks[mark.side];
    const viewedAt = laterDate(known?.viewedAt, mark.viewedAt);
    const listedAt = laterDate(known?.listedAt, mark.listedAt);
    ownMarks[mark.side] = { ...(viewedAt !== undefined && { viewedAt }), ...(listedAt !== undefined && { listedAt }) };
  }
  return { ...record, ownMarks };
}

/** The marks whose side does not show the title as listed: of the others the service took no notice. */
export function standingMarks(
  marks: OwnMarks | undefined,
  shown: Readonly<Record<Side, Watchlisted | undefined>>,
): OwnMarks | undefined {
  const { plex, trakt } = marks ?? {};
  const standing = {
    ...(plex !== undefined && shown.plex === undefined && { plex }),
    ...(trakt !== undefined && shown.trakt === undefined && { trakt }),
  };
  return Object.keys(standing).length === 0 ? undefined : standing;
}

/** A title that a service took off its list for our mark: the wish is given back on `side`, or the difference stands. */
export interface Drop {
  readonly side: Side;
  readonly isUndone: boolean;
}

interface DropQuestion {
  readonly row: Row;
  readonly isAgreed: boolean;
  readonly marks: OwnMarks | undefined;
  /** What the lists hold. */
  readonly values: Readonly<Record<Side, Watchlisted | undefined>>;
  readonly nowMinute: number;
}

/**
 * Whether our own marks alone took a title off a list. Not where a movie was seen after it was listed, for that was the wish; of a show
 * it may have been one episode of many. A wish without a date counts as newer than the view, and so does any beside a view without one.
 */
export function findDrop({ row, isAgreed, marks, values, nowMinute }: DropQuestion): Drop | undefined {
  const lost = (["plex", "trakt"] as const).filter((side) => marks?.[side] !== undefined && values[side] === undefined);
  const isGone = values.plex === undefined && values.trakt === undefined;
  const [first, second] = lost;
  // What both lists had and a person took off one of them is gone from both.
  if (first === undefined || (isAgreed && isGone && second === undefined)) return undefined;
  const dates = lost.map((side) => marks?.[side]);
  const viewedAt = dates.map((mark) => mark?.viewedAt).reduce(laterDate, undefined);
  const listings = [...dates.map((mark) => mark?.listedAt), values.plex?.at, values.trakt?.at];
  const listedAt = listings.reduce(laterDate, undefined);
  const isSeenSince = listedAt !== undefined && compareDates(viewedAt, listedAt, nowMinute) > 0;
  if (isSeenSince && row.type === "movie") return undefined;
  const isLater =
    second !== undefined && laterDate(marks?.plex?.viewedAt, marks?.trakt?.viewedAt) !== marks?.plex?.viewedAt;
  return { side: isLater ? second : first, isUndone: isGone || !isSeenSince };
}
