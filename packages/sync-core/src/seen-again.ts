import type { PlanContext } from "./context.ts";
import { noLists, type FieldLists } from "./field-plan.ts";
import type { Side, Watched } from "./item.ts";
import { refusalMessages, refusalOf, type Refusal } from "./permit.ts";
import { noPlays, type PlannedPlays } from "./plan-plays.ts";
import type { Resolution } from "./resolve-field.ts";
import { listedOf, type Row } from "./row.ts";
import { laterDate, toMinute } from "./time.ts";

/** A row's reading, with the plays that are planned for it. */
export interface Seen {
  readonly read: Resolution<Watched>;
  readonly plays: PlannedPlays;
}

/**
 * What becomes of a title that was removed on one side and that a person has seen again on the other since base: `newest` lets the view win, as the
 * decision table does; a side that wins does so with what it says; with `ask` it is an open conflict.
 */
export function settleSeenAgain(
  row: Row,
  { read, plays }: Seen,
  agreed: Watched | undefined,
  context: PlanContext,
): Seen {
  if (read.decision.kind !== "remove") return { read, plays };
  const isViewed = plays.isWanted || plays.file !== undefined;
  if (read.decision.from === "trakt" && isViewed) return { read: asAgreed(read, agreed, noLists), plays };
  const isSeen = read.decision.from === "plex" ? isViewed : isPlayedAgain(row, read, agreed, context);
  if (!isSeen) return { read, plays };

  const seenOn = read.decision.from;
  // What a person took back is no open question.
  if (seenOn === "trakt" && read.declined !== undefined) {
    return { read: skip(row, asAgreed(read, agreed, noLists), "declined"), plays: noPlays };
  }
  const { conflicts } = context.policy.fields.watched;
  const winner = conflicts === "newest" ? seenOn : conflicts;
  const lists = conflicts === "newest" ? noLists : listConflict(row, read, seenOn, conflicts);
  if (winner === "ask") {
    return {
      read: { ...asAgreed(read, agreed, lists), kind: "blocked" },
      plays: { ...noPlays, isWanted: seenOn === "plex" },
    };
  }
  if (winner !== seenOn) {
    return { read: { ...read, lists: { ...read.lists, conflicts: lists.conflicts } }, plays: noPlays };
  }
  if (seenOn === "plex") return { read: asAgreed(read, agreed, lists), plays };
  return { read: markAgain(row, { ...read, lists }, agreed, context), plays };
}

/** Whether Trakt shows a play that is newer than all that base knows of, and that pakt did not send. Minutes are compared. */
function isPlayedAgain(
  row: Row,
  { reading }: Resolution<Watched>,
  agreed: Watched | undefined,
  { nowMinute, sent }: PlanContext,
): boolean {
  const minute = toMinute(reading.values.trakt?.at, nowMinute);
  if (minute === undefined || minute <= (toMinute(agreed?.at, nowMinute) ?? 0)) return false;
  const { type, ids, show, season, number } = row;
  return !sent.playsOf({ type, ids, showIds: show?.ids, season, number }).some(({ at }) => toMinute(at) === minute);
}

/** What base agrees on, with the newest play that Trakt shows beside a view on Plex: a later one is a new one. */
export function withNewestPlay(
  agreed: Watched | undefined,
  { reading: { values } }: Resolution<Watched>,
  { nowMinute }: PlanContext,
): Watched | undefined {
  const at = values.trakt?.at;
  const minute = toMinute(at, nowMinute);
  if (agreed === undefined || at === undefined || minute === undefined || values.plex === undefined) return agreed;
  return minute > (toMinute(agreed.at, nowMinute) ?? 0) ? { ...agreed, at: laterDate(agreed.at, at) ?? at } : agreed;
}

function asAgreed(read: Resolution<Watched>, agreed: Watched | undefined, lists: FieldLists): Resolution<Watched> {
  const decision = { kind: "nothing" } as const;
  return { ...read, decision, kind: "agreed", final: agreed, writesTrakt: false, reason: undefined, lists };
}

/** Plex is marked for the play on Trakt, where the policy allows it. */
function markAgain(
  row: Row,
  read: Resolution<Watched>,
  agreed: Watched | undefined,
  context: PlanContext,
): Resolution<Watched> {
  const reason = "changed-on-trakt";
  const decision = { kind: "write", from: "trakt", reason } as const;
  const refusal = refusalOf(row, "watched", "plex", context);
  if (refusal === undefined) {
    return { ...read, decision, kind: "to-write", final: read.reading.values.trakt, writesTrakt: false, reason };
  }
  return skip(row, asAgreed(read, agreed, read.lists), refusal);
}

function skip(row: Row, read: Resolution<Watched>, refusal: Refusal): Resolution<Watched> {
  const skipped = [listedOf(row, "watched", refusal, refusalMessages[refusal])];
  return { ...read, kind: "blocked", lists: { ...read.lists, skipped } };
}

function listConflict(
  row: Row,
  { reading: { values } }: Resolution<Watched>,
  seenOn: Side,
  rule: "plex" | "trakt" | "ask",
): FieldLists {
  const winner = rule === "ask" ? {} : { winner: rule };
  const what =
    seenOn === "plex" ? "Removed on Trakt and seen again on Plex" : "Removed on Plex and seen again on Trakt";
  const end = rule === "ask" ? "nothing is written" : `${rule === "plex" ? "Plex" : "Trakt"} wins`;
  const { plex, trakt } = values;
  const conflict = {
    ...listedOf(row, "watched", `conflict-${rule}`, `${what}; ${end}.`),
    ...(plex !== undefined && { plex }),
    ...(trakt !== undefined && { trakt }),
    ...winner,
  };
  return { ...noLists, conflicts: [conflict] };
}
