import type { Operation, Outcome } from "@pakt/sync-core";

import { isoNow } from "./clock.ts";
import type { Clock } from "./clock.ts";

/** The outcome of an operation, now. */
export function toOutcome(clock: Clock, operation: Operation, status: Outcome["status"], message?: string): Outcome {
  return { operation: operation.id, status, at: isoNow(clock), ...(message === undefined ? {} : { message }) };
}
