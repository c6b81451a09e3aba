import type { Schedule } from "@pakt/contract";
import { Cron } from "croner";

const HOUR_MS = 3_600_000;

/**
 * The first time of a schedule after `after`, epoch milliseconds; `undefined` for a cron expression that never comes. Hours are counted from
 * `anchor`, the last start.
 */
export function nextTime(
  { every }: Pick<Schedule, "every">,
  { after, anchor, timeZone }: { readonly after: number; readonly anchor: number; readonly timeZone: string },
): number | undefined {
  if ("hours" in every) {
    const stepMs = every.hours * HOUR_MS;
    return anchor + Math.max(1, Math.floor((after - anchor) / stepMs) + 1) * stepMs;
  }
  return openCron(every.cron, timeZone).nextRun(new Date(after))?.getTime();
}

/** Five fields, as everyone knows them. Throws what croner throws for an expression that is none. */
export function openCron(pattern: string, timeZone: string): Cron {
  return new Cron(pattern, { timezone: timeZone, paused: true, mode: "5-part" });
}
