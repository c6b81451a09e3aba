import * as z from "zod/mini";

import { time } from "./words.ts";

/** When pakt syncs by itself. */
export const schedule = z.strictObject({
  isOn: z.boolean(),
  every: z.union([
    z.strictObject({ hours: z.int().check(z.minimum(1), z.maximum(720)) }),
    z.strictObject({ cron: z.string().check(z.minLength(1), z.maxLength(200)) }),
  ]),
  /** An IANA time zone in which a cron expression is meant. Default: the server's. */
  timeZone: z.exactOptional(z.string().check(z.maxLength(60))),
  /** Each run begins up to so many minutes late, by chance. */
  jitterMinutes: z.int().check(z.minimum(0), z.maximum(60)),
  /** Whether a run that was slept through is made up for, once. */
  catchUp: z.boolean(),
});
export type Schedule = z.infer<typeof schedule>;

/** A schedule in words, with the times that it gives. */
export const schedulePreview = z.object({
  /** One sentence. */
  words: z.string(),
  /** The next three times without jitter; empty when it is off. */
  next: z.array(time),
  timeZone: z.string(),
});

/** The schedule, what it means, and how it goes. */
export const scheduleState = z.object({
  schedule,
  preview: schedulePreview,
  /** When it runs next, jitter and pauses after failures counted. */
  nextRunAt: z.exactOptional(time),
  lastStartedAt: z.exactOptional(time),
  /** Failures in a row; after each it waits longer. */
  failures: z.number(),
});
