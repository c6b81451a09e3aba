import type { PlanContext } from "./context.ts";
import { newestMinute } from "./copy-views.ts";
import { isNewView, type FileView } from "./file-views.ts";
import type { SentPlay } from "./ledger.ts";
import type { AddPlay, Listed } from "./operation.ts";
import { refusalMessages, refusalOf } from "./permit.ts";
import { listedOf, targetOf, type Row } from "./row.ts";
import { fromMinute, isDayOld, toMinute } from "./time.ts";
import {
  firstPlay,
  oneViewMinutes,
  playWithFile,
  rewatch,
  type PlayQuestion,
  type WantedPlay,
} from "./wanted-plays.ts";

/** The plays of a row: what is sent, and what stands against the rest. */
export interface PlannedPlays {
  readonly sent: readonly AddPlay[];
  /** Why other wanted plays are not sent. */
  readonly skipped: readonly Listed[];
  /** Whether a person's view is still to be told to Trakt, sent or not. */
  readonly isWanted: boolean;
  /** The newest minute among what is sent; `undefined` where none has a date. */
  readonly minute: number | undefined;
  /** The view of a shared file that this row is given. */
  readonly file: FileView | undefined;
}

/** Plans the plays that Trakt's history lacks. A play that the ledger has is never sent again before it is settled. */
export function planPlays(question: PlayQuestion, file: FileView | undefined): PlannedPlays {
  const { row, resolution, context } = question;
  const own = firstPlay(question) ?? rewatch(question);
  // What the policy or an incomplete read stops is not opened by a file's view.
  const isStopped = resolution.kind === "blocked" && resolution.decision.kind !== "remove";
  const fresh = file !== undefined && !isStopped && isNewView(file, givenTo(row)) ? file : undefined;
  const withFile = fresh && playWithFile(question, fresh, own);
  if (own === undefined && withFile === undefined) return fresh === undefined ? noPlays : { ...noPlays, file: fresh };

  const wanted = [own ?? [], withFile ?? []].flat();
  const refusal = refusalOf(row, "watched", "trakt", context);
  if (refusal !== undefined) {
    const skipped = [listedOf(row, "watched", refusal, refusalMessages[refusal])];
    return { ...noPlays, skipped, isWanted: true, file: withFile === undefined ? fresh : undefined };
  }
  const waiting = wanted.map((play) => whyWaiting(row, play, context));
  const ready = wanted.filter((_, position) => waiting[position] === undefined);
  return {
    sent: ready.map((play) => addPlay(row, play)),
    skipped: waiting.flatMap((reason) =>
      reason === undefined ? [] : listedOf(row, "watched", reason, waitingMessages[reason]),
    ),
    isWanted: true,
    minute: newestMinute(ready),
    file: fresh,
  };
}

/** No play is planned. */
export const noPlays: PlannedPlays = { sent: [], skipped: [], isWanted: false, minute: undefined, file: undefined };

type Waiting = "settling" | "awaiting-confirmation";

const waitingMessages: Readonly<Record<Waiting, string>> = {
  settling: "This play may have been sent; Trakt's history will tell.",
  "awaiting-confirmation": "This play was sent, and Trakt does not show it yet.",
};

/** A play within one view of a sent one is that play: Plex moves the date of a view while it lasts. */
function whyWaiting(row: Row, { minute }: WantedPlay, { sent, now }: PlanContext): Waiting | undefined {
  const { type, ids, show, season, number } = row;
  const plays = sent.playsOf({ type, ids, showIds: show?.ids, season, number }).filter(({ at }) => {
    const other = toMinute(at);
    if (minute === undefined || other === undefined) return minute === other;
    return Math.abs(minute - other) <= oneViewMinutes(row);
  });
  if (plays.some(isUnsettled)) return "settling";
  const isAwaited = plays.some(({ state, sentAt }) => state === "applied" && !isDayOld(sentAt, now));
  return isAwaited ? "awaiting-confirmation" : undefined;
}

/** Whether it is not known what became of a play. */
export function isUnsettled({ state }: SentPlay): boolean {
  return state === "sent" || state === "unknown";
}

function givenTo({ record }: Row): number | "unknown" | "never" {
  if (record?.fileViewedAt === undefined) return "never";
  return toMinute(record.fileViewedAt) ?? "unknown";
}

function addPlay(row: Row, { minute, reason }: WantedPlay): AddPlay {
  const at = minute === undefined ? "unknown" : fromMinute(minute);
  return {
    id: `watched:add:trakt:${row.key}@${at}`,
    row: row.key,
    field: "watched",
    action: "add",
    side: "trakt",
    reason,
    target: targetOf(row, "trakt"),
    at,
  };
}
