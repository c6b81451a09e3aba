import type { PlanContext } from "./context.ts";
import { viewsOf } from "./copy-views.ts";
import { noLists, type FieldPlan } from "./field-plan.ts";
import type { FileView } from "./file-views.ts";
import type { Watched } from "./item.ts";
import { mergeWatched } from "./merge-values.ts";
import type { Operation } from "./operation.ts";
import { refusalMessages, refusalOf } from "./permit.ts";
import { planPlays, type PlannedPlays } from "./plan-plays.ts";
import { copiesToWrite, isGoneOnPlex, resolveField, type FieldRules, type Resolution } from "./resolve-field.ts";
import { listedOf, type Copy, type Row } from "./row.ts";
import { fromMinute } from "./time.ts";
import { fileViewedAt, unchangedViews, watchedCopies } from "./watched-copies.ts";
import { markCopy, removePlays } from "./watched-operations.ts";

/** Watched is watched, whenever it was. */
export const watchedRules: FieldRules<Watched> = {
  field: "watched",
  of: (holder) => holder.watched,
  isEqual: () => true,
  merge: mergeWatched,
  newer: () => undefined,
};

/**
 * Plans whether a row is watched, its plays, and its part in the view of a shared file; `undefined` where nothing can be said of it.
 * Only movies and episodes are watched: a play of a show would be one of each of its episodes.
 */
export function planWatched(row: Row, context: PlanContext, file?: FileView): FieldPlan<Watched> | undefined {
  if (row.type !== "movie" && row.type !== "episode") return undefined;
  const agreed = agreedOf(row);
  const read = resolveField(row, agreed, context, watchedRules);
  if (read === undefined) return undefined;
  const views = row.copies.map((copy) => viewsOf(copy, context));
  const plays = planPlays({ row, resolution: read, views, context }, file);
  const resolution = withViews(read, agreed, plays);
  const isOwnView = resolution.isBlocked && !read.isBlocked;

  const copies = copiesToMark(row, agreed, resolution, plays.file);
  const refusal = copies.length === 0 ? undefined : refusalOf(row, "watched", "plex", context);
  const marked = refusal === undefined ? copies : [];
  const operations: readonly Operation[] = [
    ...plays.sent,
    ...removePlays(row, resolution),
    ...marked.map((copy) => markCopy(row, copy, resolution, plays.file)),
  ];
  const isBlocked = resolution.isBlocked || plays.skipped.length > 0;
  // A removal that meets no watched copy is already done.
  const isDone = resolution.isAgreed || (!isBlocked && operations.length === 0 && resolution.final === undefined);
  const pending = pendingOf(resolution, operations);
  return {
    ...resolution.lists,
    skipped: [
      ...resolution.lists.skipped,
      ...plays.skipped,
      ...(refusal === undefined ? [] : [listedOf(row, "watched", refusal, refusalMessages[refusal])]),
      ...(isOwnView
        ? [listedOf(row, "watched", "own-view", "Only pakt marked it in Plex: no view to send to Trakt.")]
        : []),
    ],
    operations,
    agreed: isDone ? resolution.final && (agreed ?? resolution.final) : agreed,
    ...(!isBlocked && { goal: { value: goalOf(agreed, resolution, plays), ...(pending && { pending }) } }),
    ...(read.reading.pending && { pending: read.reading.pending }),
    isGoneOnPlex: isGoneOnPlex(resolution),
    copies: watchedCopies({ row, views, resolution, copies, isKeepingViews: plays.isWanted }),
    fileViewedAt: fileViewedAt(row, plays, {
      isWaiting: isBlocked || refusal !== undefined,
      isIdle: operations.length === 0,
    }),
  };
}

/** No views to plan: base stays as it is. */
export function unchangedWatched(row: Row): FieldPlan<Watched> {
  const agreed = agreedOf(row);
  const pending = row.record?.pending?.watched;
  const fileView = row.record?.fileViewedAt;
  return {
    ...noLists,
    operations: [],
    agreed,
    ...(pending && { pending }),
    isGoneOnPlex: false,
    copies: unchangedViews(row),
    ...(fileView !== undefined && { fileViewedAt: { now: fileView, goal: fileView } }),
  };
}

function agreedOf({ record }: Row): Watched | undefined {
  return record?.watched && { ...record.watched, plays: 1 };
}

/** What a person's view changes in what the table says. */
function withViews(read: Resolution<Watched>, agreed: Watched | undefined, plays: PlannedPlays): Resolution<Watched> {
  const { kind } = read.decision;
  const { reason: _, ...open } = { ...read, isBlocked: false, writesTrakt: false };
  // A new view is a change, and a change wins over a removal.
  if (kind === "remove" && (plays.isWanted || plays.file !== undefined)) {
    return { ...open, decision: { kind: "nothing" }, isAgreed: true, final: agreed, lists: noLists };
  }
  if (kind === "nothing" && agreed === undefined && plays.file !== undefined) {
    return { ...open, isAgreed: false, final: { plays: 1 } };
  }
  const isOwnView = read.writesTrakt && read.final !== undefined && !plays.isWanted;
  return isOwnView ? { ...open, isBlocked: true } : read;
}

function copiesToMark(
  row: Row,
  agreed: Watched | undefined,
  resolution: Resolution<Watched>,
  file: FileView | undefined,
): readonly Copy[] {
  const copies = new Set(copiesToWrite(row, agreed, resolution, watchedRules));
  return row.copies.filter(
    (copy) => copies.has(copy) || (file?.refs.has(copy.ref) === true && copy.item.watched === undefined),
  );
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
): NonNullable<FieldPlan<Watched>["goal"]>["pending"] {
  const changesTrakt = operations.some(
    ({ side, action }) => side === "trakt" && (action === "remove") === (shown.trakt !== undefined),
  );
  const side = changesTrakt ? "trakt" : "plex";
  const changes = operations.some(
    (operation) => operation.side === side && (operation.action === "remove") === (shown[side] !== undefined),
  );
  const previous = shown[side];
  return changes ? { side, ...(previous !== undefined && { previous }) } : undefined;
}
