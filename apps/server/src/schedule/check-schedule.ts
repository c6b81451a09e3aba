import type { Schedule } from "@pakt/contract";

import { HttpFailure } from "../http/http-failure.ts";
import { nextTime, openCron } from "./next-time.ts";

const NAMES: Readonly<Record<string, string>> = {
  minute: "minute",
  hour: "hour",
  day: "day",
  month: "month",
  dayOfWeek: "weekday",
};

/** Throws HttpFailure, with the field and a sentence, for a schedule that can never run. */
export function checkSchedule(schedule: Schedule, ownTimeZone: string): void {
  const { timeZone = ownTimeZone, every } = schedule;
  if (!isTimeZone(timeZone))
    throw wrong("timeZone", `There is no time zone ${timeZone}.`, "Use a name like Europe/Berlin.");
  if (!("cron" in every)) return;
  const advice = "Five fields: minute, hour, day, month, weekday. For example 0 3 * * * is every day at 03:00.";
  try {
    openCron(every.cron, timeZone);
  } catch (error) {
    throw wrong("every.cron", explain(error), advice);
  }
  const now = Date.now();
  if (nextTime(schedule, { after: now, anchor: now, timeZone }) === undefined) {
    throw wrong("every.cron", "This never comes.", advice);
  }
}

function isTimeZone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat("en", { timeZone: name }).resolvedOptions().timeZone !== "";
  } catch {
    return false;
  }
}

/** What croner says of a wrong expression, in words for people. */
function explain(error: unknown): string {
  const text = error instanceof Error ? error.message : "";
  const value = /[Ii]nvalid value for (\w+): *'?(-?\w+)/.exec(text);
  const name = value?.[1] === undefined ? undefined : NAMES[value[1]];
  if (name !== undefined && value?.[2] !== undefined) return `There is no ${name} ${value[2]}.`;
  const reason = text.replace(/^[\w\s]*CronPattern:\s*/, "").replace(/\.+$/, "");
  return reason === "" ? "This is no cron expression." : `This is no cron expression: ${reason}.`;
}

function wrong(path: string, message: string, advice: string): HttpFailure {
  return new HttpFailure({ status: 400, code: "invalid", message, advice, fields: [{ path, message }] });
}
