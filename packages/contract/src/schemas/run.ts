import * as z from "zod/mini";

import { exitCode, field, fieldCounts, id, requests, side, time, trouble } from "./words.ts";

/** What a run of the server is for; `plan` and `undo-plan` write nothing. */
export const runPurpose = z.enum(["sync", "plan", "apply", "undo", "undo-plan"]);

/** Who began a run. */
export const starter = z.enum(["page", "key", "schedule"]);

/** A run that is under way. There is one at a time. */
export const currentRun = z.object({
  purpose: runPurpose,
  by: starter,
  startedAt: time,
  /** The batch in flight is finished and recorded; nothing more is begun. */
  isStopping: z.boolean(),
});

/** How the last run of this server ended. */
export const endedRun = z.object({
  purpose: runPurpose,
  by: starter,
  startedAt: time,
  finishedAt: time,
  /** The run in the history. Absent where nothing was kept of it. */
  run: z.exactOptional(z.string()),
  /** The plan that it made. */
  plan: z.exactOptional(z.string()),
  exitCode,
  fields: z.exactOptional(fieldCounts),
  held: z.exactOptional(z.number()),
  requests: z.exactOptional(requests),
  /** What stopped it. */
  error: z.exactOptional(z.extend(trouble, { code: z.string() })),
});

/** What runs, and what ran last. */
export const runState = z.object({ current: z.exactOptional(currentRun), last: z.exactOptional(endedRun) });

const amounts = z.partialRecord(field, z.int().check(z.minimum(1)));

/** What a sync or a plan is to do. */
export const choices = z.strictObject({
  only: z.exactOptional(z.array(field).check(z.minLength(1))),
  /** Held removals that are let through, once, by their exact count. */
  allowRemovals: z.exactOptional(amounts),
  allowAdds: z.exactOptional(amounts),
  resendDates: z.exactOptional(z.boolean()),
});

/** One line of the history. */
export const runSummary = z.object({
  run: z.string(),
  kind: z.enum(["sync", "apply", "undo", "dedupe"]),
  startedAt: time,
  finishedAt: time,
  durationMs: z.number(),
  /** False for a run that was killed. */
  hasEnded: z.boolean(),
  exitCode: z.exactOptional(exitCode),
  fields: fieldCounts,
  outcomes: z.record(z.string(), z.number()),
  requests: z.exactOptional(requests),
  versions: z.record(z.string(), z.string()),
  undoes: z.exactOptional(z.string()),
  /** Absent for a person at the command line. */
  by: z.exactOptional(z.string()),
});

/** A page of the history, newest first. */
export const runList = z.object({ runs: z.array(runSummary), total: z.number() });

const offset = z.exactOptional(z.string().check(z.regex(/^\d{1,7}$/, "is a whole number")));

/** Where a page of the history begins, and how many it holds: 50 unless told. */
export const runListQuery = z.object({
  offset,
  limit: z.exactOptional(z.string().check(z.regex(/^[1-9]\d{0,2}$/, "is a whole number from 1 to 999"))),
});

/** Where a page of rows begins, and how many it holds: 10 000 unless told, which is the most. */
export const rowsQuery = z.object({
  offset,
  limit: z.exactOptional(z.string().check(z.regex(/^([1-9]\d{0,3}|10000)$/, "is a whole number from 1 to 10000"))),
});

/** What is said of one field of one title: for a plan. Absent: nothing. */
const comparison = {
  /** What both sides last agreed on. */
  agreed: z.exactOptional(z.unknown()),
  plex: z.exactOptional(z.unknown()),
  trakt: z.exactOptional(z.unknown()),
  /** How many copies of it Plex has. */
  copies: z.exactOptional(z.number()),
};

/** One write, as a plan or a run shows it. */
export const row = z.object({
  id: z.string(),
  /** Rows of one title have the same. */
  title: z.object({ name: z.string(), type: z.enum(["movie", "show", "season", "episode"]), key: z.string() }),
  ids: z.array(id),
  field,
  /** The side that is written. */
  side,
  action: z.enum(["add", "update", "remove"]),
  /** A kebab-case word. */
  reason: z.string(),
  /** The copy in Plex that is written: server and rating key. */
  copy: z.exactOptional(z.string()),
  /** What the written side has now; absent: nothing. */
  before: z.exactOptional(z.unknown()),
  /** What it gets; absent: nothing. */
  after: z.exactOptional(z.unknown()),
  ...comparison,
  /** What became of it; absent in a plan, and where it was not begun. */
  outcome: z.exactOptional(
    z.object({
      status: z.enum(["applied", "unmatched", "refused", "failed", "unknown"]),
      message: z.exactOptional(z.string()),
      at: time,
    }),
  ),
});
export type Row = z.infer<typeof row>;

const listed = z.object({
  field: z.exactOptional(field),
  title: z.string(),
  ids: z.array(id),
  reason: z.string(),
  message: z.exactOptional(z.string()),
  /** The flag of the command line that lets a held one through once. */
  flag: z.exactOptional(z.string()),
  winner: z.exactOptional(side),
  candidates: z.exactOptional(z.array(z.object({ title: z.string(), ids: z.array(id) }))),
  ...comparison,
});

/** What a plan or a run shows and did not write, and why. */
export const lists = z.object({
  conflicts: z.array(listed),
  kept: z.array(listed),
  skipped: z.array(listed),
  held: z.array(listed),
  problems: z.array(listed),
  refused: z.array(listed),
  failed: z.array(listed),
  unknown: z.array(listed),
  unmatched: z.array(listed),
  incomplete: z.array(z.object({ side, field, reason: z.string() })),
  warnings: z.array(z.string()),
});

/** What is kept of a run, with a page of its rows. */
export const runRecord = z.object({
  summary: runSummary,
  rows: z.array(row),
  /** How many rows there are in all. */
  total: z.number(),
  lists: z.exactOptional(lists),
});

/** What of a run is taken back. */
export const undoChoice = z.strictObject({
  only: z.exactOptional(field),
  /** The id of one row. */
  operation: z.exactOptional(z.string().check(z.maxLength(500))),
});
