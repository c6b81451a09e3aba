import * as z from "zod/mini";

import { currentRun, endedRun, runSummary } from "./run.ts";
import { field, side, time, trouble } from "./words.ts";

/** How much an account may hold of something, and how much it holds. */
export const limit = z.object({ name: z.string(), limit: z.number(), used: z.exactOptional(z.number()) });

/** The Trakt account, as it was when it was asked. */
export const traktAccount = z.object({
  isSignedIn: z.boolean(),
  username: z.exactOptional(z.string()),
  vip: z.exactOptional(z.boolean()),
  /** Empty for a paying account. */
  limits: z.exactOptional(z.array(limit)),
  tokenExpiresAt: z.exactOptional(time),
  askedAt: time,
});

/** What one side gave of a field when it was last read. */
export const fieldReading = z.object({
  /** How many titles have a value. */
  count: z.number(),
  state: z.enum(["complete", "partial", "failed", "off"]),
  reason: z.exactOptional(z.string()),
});

/** A field: what was chosen, and what the last read found. */
export const fieldStatus = z.object({
  field,
  direction: z.enum(["two-way", "plex-to-trakt", "trakt-to-plex", "off"]),
  removals: z.enum(["keep", "propagate"]),
  conflicts: z.enum(["newest", "plex", "trakt", "ask"]),
  /** What these choices mean, one sentence. */
  effect: z.string(),
  read: z.exactOptional(z.record(side, fieldReading)),
  /** Changes that the last run found and did not write. */
  waiting: z.exactOptional(z.number()),
  held: z.exactOptional(z.number()),
});

/** Whether all is well, at a glance. Costs the services nothing: it tells what was found when they were last asked. */
export const status = z.object({
  version: z.string(),
  /** Since when the server runs. */
  startedAt: time,
  plex: z.object({
    url: z.exactOptional(z.string()),
    server: z.exactOptional(z.string()),
    version: z.exactOptional(z.string()),
    libraries: z.exactOptional(z.number()),
  }),
  trakt: z.omit(traktAccount, { askedAt: true, limits: true }),
  fields: z.array(fieldStatus),
  /** When the last complete comparison began. */
  comparedAt: z.exactOptional(time),
  /** What needs the person. */
  problems: z.array(trouble),
  /** When the services were last asked who they are. */
  askedAt: z.exactOptional(time),
  current: z.exactOptional(currentRun),
  last: z.exactOptional(endedRun),
  /** The newest run in the history, whoever ran it. */
  lastRun: z.exactOptional(runSummary),
  /** When the schedule runs next. */
  nextRunAt: z.exactOptional(time),
});
