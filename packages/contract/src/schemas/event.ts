import * as z from "zod/mini";

import { currentRun, endedRun } from "./run.ts";
import { requests, side } from "./words.ts";

const phase = z.enum(["fetch", "index", "compare", "apply"]);

/** What the server tells while it works. A progress of one list or side takes the place of the one before. */
export const serverEvent = z.discriminatedUnion("type", [
  z.extend(currentRun, { type: z.literal("run-start") }),
  z.object({ type: z.literal("phase-start"), phase }),
  /** `requests` are those of the run so far. */
  z.object({ type: z.literal("phase-end"), phase, durationMs: z.number(), requests }),
  /** `what` is the list that is read, in words; `total` is absent until the service has announced it. */
  z.object({
    type: z.literal("fetch-progress"),
    side,
    what: z.string(),
    done: z.number(),
    total: z.exactOptional(z.number()),
  }),
  z.object({
    type: z.literal("plan-ready"),
    toPlex: z.number(),
    toTrakt: z.number(),
    held: z.number(),
    conflicts: z.number(),
  }),
  z.object({
    type: z.literal("apply-progress"),
    side,
    done: z.number(),
    applied: z.number(),
    total: z.number(),
  }),
  z.object({ type: z.literal("wait-start"), reason: z.string(), durationMs: z.number() }),
  z.object({ type: z.literal("warning"), message: z.string() }),
  /** The person asked for a stop: the batch in flight is finished. */
  z.object({ type: z.literal("run-stopping") }),
  z.extend(endedRun, { type: z.literal("run-end") }),
]);
export type ServerEvent = z.infer<typeof serverEvent>;
