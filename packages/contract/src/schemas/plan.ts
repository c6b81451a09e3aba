import * as z from "zod/mini";

import { lists, row } from "./run.ts";
import { fieldCounts, time } from "./words.ts";

/** A plan that waits for a yes. It is kept until it is applied, runs out, or the server ends. */
export const planHead = z.object({
  plan: z.string(),
  kind: z.enum(["sync", "undo"]),
  createdAt: time,
  /** After this it is not applied any more. */
  expiresAt: time,
  /** The run that it takes back. */
  undoes: z.exactOptional(z.string()),
  fields: fieldCounts,
  operations: z.number(),
  held: z.number(),
  conflicts: z.number(),
  /** What writing it all costs. */
  estimate: z.object({ plexRequests: z.number(), traktRequests: z.number(), seconds: z.number() }),
});

export const planList = z.object({ plans: z.array(planHead) });

/** A plan with a page of its rows; `operations` says how many there are in all. */
export const plan = z.extend(planHead, { rows: z.array(row), lists });

/** A yes to a plan, but for some of its rows. */
export const applyPlan = z.strictObject({
  /** Ids of rows that are not to be written. */
  leaveOut: z.exactOptional(z.array(z.string().check(z.maxLength(500))).check(z.maxLength(200_000))),
});
