import type { AnswerOf, Schedule } from "@pakt/contract";

import type { ServerStore } from "../server-store.ts";
import { nextTime } from "./next-time.ts";
import { previewSchedule } from "./preview-schedule.ts";

/** How a scheduled run ended. `skipped`: it was not to be judged, for another run was under way, or a person stopped it. */
export type ScheduledEnd = "done" | "failed" | "skipped";

/** Starts runs by themselves. */
export interface Scheduler {
  /** Begins to watch the time. A run that was missed while nobody did is made up for, once. */
  start(): void;
  /** Waits for what is under way. */
  stop(): Promise<void>;
  state(): AnswerOf<"readSchedule">;
  /** When it runs next, UTC ISO 8601; `undefined` when it is off. */
  nextRunAt(): string | undefined;
  preview(schedule: Schedule): AnswerOf<"previewSchedule">;
  /** Throws HttpFailure for a schedule that can never run. */
  change(schedule: Schedule): Promise<void>;
}

/** What a scheduler works with. */
export interface SchedulerOptions {
  readonly store: ServerStore;
  /** Makes a run and tells how it ended. */
  readonly run: () => Promise<ScheduledEnd>;
  readonly now: () => number;
  /** From 0 (included) to 1 (excluded). */
  readonly random: () => number;
  /** The machine's, an IANA name. */
  readonly timeZone: string;
  readonly onUnexpected: (error: unknown) => void;
}

const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;
/** A machine that slept sees its timers late: the time is looked at anew so often. */
const LOOK_MS = 30_000;
/** What is later than this was slept through. */
const LATE_MS = 10 * MINUTE_MS;
/** After a failure it is tried again after so long, after the next one after twice as long, and so on up to a day. */
const FIRST_PAUSE_MS = 15 * MINUTE_MS;

/** Off, until a person turns it on. */
const DEFAULT: Schedule = { isOn: false, every: { cron: "0 3 * * *" }, jitterMinutes: 5, catchUp: true };

/** The scheduler of a server that remembers in `store`. */
export function createScheduler({ store, run, now, random, timeZone, onUnexpected }: SchedulerOptions): Scheduler {
  let timer: NodeJS.Timeout | undefined;
  let isRunning = false;
  let isWatching = false;
  let underWay: Promise<void> = Promise.resolve();
  /** Stands for a time that was written down while the clock was wrong, and lies ahead. */
  let corrected: number | undefined;
  /** The share of the jitter that the next run waits. */
  let chance = random();
  /** Set where even the start could not be written down. */
  let notBefore = 0;

  const schedule = (): Schedule => store.current().schedule ?? DEFAULT;
  const history = () => store.current().scheduled ?? { failures: 0 };
  const zoneOf = (chosen: Schedule): string => chosen.timeZone ?? timeZone;

  let lastNext: { readonly question: string; readonly time: number | undefined } | undefined;

  /** The same question is asked at each look, and a cron expression takes a while to answer it. */
  function next(chosen: Schedule, options: Parameters<typeof nextTime>[1]): number | undefined {
    const question = JSON.stringify([chosen.every, options]);
    if (lastNext?.question !== question) lastNext = { question, time: nextTime(chosen, options) };
    return lastNext.time;
  }

  /** Since when a time counts as not yet served. */
  function anchorAt(): number {
    const { since, lastStartedAt } = history();
    const told = [timeOf(since), timeOf(lastStartedAt)].flatMap((time) =>
      time !== undefined && time <= now() ? time : [],
    );
    if (told.length > 0) {
      corrected = undefined;
      return Math.max(...told);
    }
    corrected = Math.min(corrected ?? now(), now());
    return corrected;
  }

  function dueAt(): number | undefined {
    const chosen = schedule();
    if (!chosen.isOn) return undefined;
    const { failures, lastFailedAt } = history();
    const failedAt = timeOf(lastFailedAt);
    const anchor = anchorAt();
    if (failures > 0 && failedAt !== undefined) {
      return (failedAt <= now() ? failedAt : anchor) + pauseAfter(failures);
    }
    const zone = { anchor, timeZone: zoneOf(chosen) };
    const jitterMs = chosen.jitterMinutes * MINUTE_MS * chance;
    const first = next(chosen, { ...zone, after: anchor });
    if (first === undefined) return undefined;
    const isMissed = first + jitterMs < now() - LATE_MS;
    if (!isMissed || chosen.catchUp) return first + jitterMs;
    const later = nextTime(chosen, { ...zone, after: now() - LATE_MS });
    return later === undefined ? undefined : later + jitterMs;
  }

  function nextRunAt(): string | undefined {
    const due = dueAt();
    return due === undefined ? undefined : new Date(Math.max(due, now())).toISOString();
  }

  function watch(): void {
    clearTimeout(timer);
    if (!isWatching || isRunning) return;
    const due = dueAt();
    if (due === undefined) return;
    const wait = Math.max(due, notBefore) - now();
    timer = setTimeout(look, Math.max(0, Math.min(wait, LOOK_MS)));
  }

  function look(): void {
    const due = dueAt();
    if (due === undefined || Math.max(due, notBefore) > now()) {
      watch();
      return;
    }
    isRunning = true;
    underWay = carryOut()
      .catch((error: unknown) => {
        notBefore = now() + FIRST_PAUSE_MS;
        onUnexpected(error);
      })
      .finally(() => {
        isRunning = false;
        chance = random();
        watch();
      });
  }

  async function carryOut(): Promise<void> {
    const startedAt = new Date(now()).toISOString();
    // Written down first: a server that dies with the run does not begin it again and again.
    await store.change((memory) => ({ ...memory, scheduled: { ...history(), lastStartedAt: startedAt } }));
    const end = await run();
    if (end === "skipped") return;
    await store.change((memory) => {
      const { since } = history();
      const kept = { ...(since === undefined ? {} : { since }), lastStartedAt: startedAt };
      return {
        ...memory,
        scheduled:
          end === "done"
            ? { ...kept, failures: 0 }
            : { ...kept, failures: history().failures + 1, lastFailedAt: new Date(now()).toISOString() },
      };
    });
  }

  const previewOf = (chosen: Schedule): AnswerOf<"previewSchedule"> =>
    previewSchedule(chosen, { now: now(), anchor: anchorAt(), timeZone });

  return {
    start: () => {
      isWatching = true;
      watch();
    },
    stop: () => {
      isWatching = false;
      clearTimeout(timer);
      return underWay;
    },
    nextRunAt,
    state: () => {
      const nextAt = nextRunAt();
      const { failures, lastStartedAt } = history();
      return {
        schedule: schedule(),
        preview: previewOf(schedule()),
        ...(nextAt === undefined ? {} : { nextRunAt: nextAt }),
        ...(lastStartedAt === undefined ? {} : { lastStartedAt }),
        failures,
      };
    },
    preview: previewOf,
    change: async (chosen) => {
      previewOf(chosen);
      await store.change((memory) => ({
        ...memory,
        schedule: chosen,
        scheduled: { ...startedOnly(history()), since: new Date(now()).toISOString(), failures: 0 },
      }));
      watch();
    },
  };
}

function startedOnly({ lastStartedAt }: { readonly lastStartedAt?: string }): { readonly lastStartedAt?: string } {
  return lastStartedAt === undefined ? {} : { lastStartedAt };
}

function timeOf(text: string | undefined): number | undefined {
  return text === undefined ? undefined : Date.parse(text);
}

function pauseAfter(failures: number): number {
  return Math.min(DAY_MS, FIRST_PAUSE_MS * 2 ** Math.min(failures - 1, 10));
}
