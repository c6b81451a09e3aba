import type { PlanContext } from "./context.ts";
import { viewsOf } from "./copy-views.ts";
import { noFileView, noLists, type FieldGoal, type FieldPlan } from "./field-plan.ts";
import type { FileView } from "./file-views.ts";
import type { Watched } from "./item.ts";
import { mergeWatched } from "./merge-values.ts";
import type { Listed, Operation } from "./operation.ts";
import { refusalMessages, refusalOf } from "./permit.ts";
import { planPlays, type PlannedPlays } from "./plan-plays.ts";
import { isHeldUnread } from "./read-row.ts";
import { settleSeenAgain, withNewestPlay } from "./seen-again.ts";
import { copiesToWrite, isGoneOnPlex, resolveField, type FieldRules, type Resolution } from "./resolve-field.ts";
import { listedOf, type Copy, type Row } from "./row.ts";
import { fromMinute } from "./time.ts";
import { fileViewedAt, unchangedViews, watchedCopies } from "./watched-copies.ts";
import { markCopy, removePlays } from "./watched-operations.ts";

/** Watched is watched, whenever it was. */
export const watchedRules: FieldRules<Watched> = {
  field: "watched",
  isPerCopy: true,
  of: (holder) => holder.watched,
  isEqual: () => true,
  merge: mergeWatched,
  newer: () => undefined,
};

/**
 * Plans whether a row is watched, its plays, and its part in the view of a shared file. Where nothing can be said of it, base
 * stays as it is. Only movies and episodes are watched: a play of a show would be one of each of its episodes.
 */
export function planWatched(row: Row, context: PlanContext, file: FileView | undefined): FieldPlan<Watched> {
  const isWatchable = row.type === "movie" || row.type === "episode";
  const agreed = agreedOf(row);
  const question = { row, agreed, context, rules: watchedRules };
  const read = isWatchable ? resolveField(question) : undefined;
  if (read === undefined) return unchanged(row, agreed);
  const views = row.copies.map((copy) => viewsOf(copy, context));
  const planned = planPlays({ row, resolution: read, views, context }, file);
  const { read: settled, plays } = settleSeenAgain(row, { read, plays: planned }, agreed, context);
  const resolution = withViews(settled, agreed, plays);
  const { kind, final } = resolution;

  const isPlayedAgain = resolution.decision.kind === "write" && read.decision.kind === "remove";
  const unwatched = copiesToWrite(isPlayedAgain ? { ...question, agreed: undefined } : question, resolution);
  const changed = withFileCopies(row, unwatched, plays.file);
  const refusal = changed.length === 0 ? undefined : refusalOf(row, "watched", "plex", context);
  const operations = operationsOf(row, { resolution, plays, marked: refusal === undefined ? changed : [] });
  const isUnread = kind === "to-write" && final === undefined && isHeldUnread(row, "watched", context.plex);
  const isBlocked = kind === "blocked" || plays.skipped.length > 0 || isUnread;
  // A removal that meets no watched copy is already done.
  const isDone = kind === "agreed" || (!isBlocked && operations.length === 0 && final === undefined);
  const skipped: Listed[] = [...plays.skipped];
  if (refusal !== undefined) skipped.push(listedOf(row, "watched", refusal, refusalMessages[refusal]));
  if (kind === "blocked" && settled.kind !== "blocked")
    skipped.push(listedOf(row, "watched", "own-view", ownViewMessage));
  const { lists } = resolution;
  return {
    lists: skipped.length === 0 ? lists : { ...lists, skipped: [...lists.skipped, ...skipped] },
    operations,
    agreed: isDone ? final && withNewestPlay(agreed ?? final, resolution, context) : agreed,
    goal: isBlocked
      ? undefined
      : {
          value: goalOf(isPlayedAgain ? undefined : agreed, resolution, plays),
          pending: pendingOf(resolution, operations),
        },
    pending: read.reading.pending,
    declined: read.declined,
    isGoneOnPlex: isGoneOnPlex(resolution),
    copies: watchedCopies(row, { views, resolution, changed, isKeepingViews: plays.isWanted }),
    fileViewedAt: fileViewedAt(row, plays, {
      isWaiting: isBlocked || refusal !== undefined,
      isIdle: operations.length === 0,
    }),
  };
}

interface Writes {
  readonly resolution: Resolution<Watched>;
  readonly plays: PlannedPlays;
  /** The copies that are written. */
  readonly marked: readonly Copy[];
}

function operationsOf(row: Row, { resolution, plays, marked }: Writes): readonly Operation[] {
  if (marked.length === 0 && !resolution.writesTrakt) return plays.sent;
  const marks = marked.map((copy) => markCopy(row, copy, resolution, plays.file));
  return [...plays.sent, ...removePlays(row, resolution), ...marks];
}

const ownViewMessage = "Only pakt marked it in Plex: no view to send to Trakt.";

function unchanged(row: Row, agreed: Watched | undefined): FieldPlan<Watched> {
  const given = row.record?.fileViewedAt;
  return {
    lists: noLists,
    operations: [],
    agreed,
    goal: undefined,
    pending: row.record?.pending?.watched,
    declined: row.record?.declined?.watched,
    isGoneOnPlex: false,
    copies: unchangedViews(row),
    fileViewedAt: given === undefined ? noFileView : { now: given, goal: given },
  };
}

function agreedOf({ record }: Row): Watched | undefined {
  if (record?.watched === undefined) return undefined;
  const { at } = record.watched;
  return at === undefined ? { plays: 1 } : { at, plays: 1 };
}

/** What a person's view changes in what the table says. */
function withViews(read: Resolution<Watched>, agreed: Watched | undefined, plays: PlannedPlays): Resolution<Watched> {
  // A view is a change where neither side has it, not yet or no more.
  if (read.final === undefined && plays.file !== undefined) {
    return { ...read, kind: "to-write", final: agreed ?? { plays: 1 } };
  }
  const isOwnView = read.writesTrakt && read.final !== undefined && !plays.isWanted;
  return isOwnView ? { ...read, kind: "blocked", writesTrakt: false, reason: undefined } : read;
}

function withFileCopies(row: Row, copies: readonly Copy[], file: FileView | undefined): readonly Copy[] {
  if (file === undefined) return copies;
  const isUnwatchedInFile = ({ ref, item }: Copy): boolean => file.refs.has(ref) && item.watched === undefined;
  return row.copies.filter((copy) => copies.includes(copy) || isUnwatchedInFile(copy));
}

function goalOf(
  agreed: Watched | undefined,
  { final }: Resolution<Watched>,
  { minute }: PlannedPlays,
): Watched | undefined {
  if (final === undefined) return undefined;
  return minute === undefined ? (agreed ?? final) : { at: fromMinute(minute), plays: 1 };
}

function pendingOf(
  { reading: { shown } }: Resolution<Watched>,
  operations: readonly Operation[],
): FieldGoal<Watched>["pending"] {
  if (operations.length === 0) return undefined;
  const isChange = ({ side, action }: Operation): boolean => (action === "remove") === (shown[side] !== undefined);
  const change =
    operations.find((each) => each.side === "trakt" && isChange(each)) ??
    operations.find((each) => each.side === "plex" && isChange(each));
  if (change === undefined) return undefined;
  const previous = shown[change.side];
  return previous === undefined ? { side: change.side } : { side: change.side, previous };
}
