import type { AnswerOf, Schedule } from "@pakt/contract";

import { checkSchedule } from "./check-schedule.ts";
import { describeCron } from "./describe-cron.ts";
import { nextTime } from "./next-time.ts";

const TIMES = 3;

/** A schedule in words, with its next three times. Throws HttpFailure for one that can never run. */
export function previewSchedule(
  schedule: Schedule,
  { now, anchor, timeZone: own }: { readonly now: number; readonly anchor: number; readonly timeZone: string },
): AnswerOf<"previewSchedule"> {
  checkSchedule(schedule, own);
  const { timeZone = own } = schedule;
  const next: string[] = [];
  let after: number | undefined = now;
  while (schedule.isOn && next.length < TIMES) {
    after = nextTime(schedule, { after, anchor, timeZone });
    if (after === undefined) break;
    next.push(new Date(after).toISOString());
  }
  return { words: wordsOf(schedule, timeZone), next, timeZone };
}

function wordsOf({ isOn, every, jitterMinutes }: Schedule, timeZone: string): string {
  if (!isOn) return "pakt syncs only when it is asked to.";
  const times =
    "hours" in every
      ? `Every ${every.hours === 1 ? "hour" : `${every.hours} hours`}`
      : `${capital(describeCron(every.cron))} (${timeZone})`;
  const late =
    jitterMinutes === 0 ? "" : `, up to ${jitterMinutes === 1 ? "a minute" : `${jitterMinutes} minutes`} later`;
  return `${times}${late}.`;
}

function capital(words: string): string {
  return words.slice(0, 1).toUpperCase() + words.slice(1);
}
