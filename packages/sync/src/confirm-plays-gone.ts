import { isTraktError } from "@pakt/trakt-sdk";

import { findPlays } from "./find-plays.ts";
import type { ApplyHooks } from "./replica.ts";
import type { TraktOperation } from "./trakt-body.ts";
import type { TraktWriteContext } from "./trakt-endpoints.ts";

/**
 * Looks in the history for the plays of which no answer tells that they were removed: one that a complete read does not show by its id
 * is gone. `undefined` when it could not be read.
 */
export async function confirmPlaysGone(
  { trakt, clock, settleAfterMs }: TraktWriteContext,
  operations: readonly TraktOperation[],
  hooks: ApplyHooks,
): Promise<ReadonlySet<string> | undefined> {
  const removals = operations.flatMap((operation) => ("play" in operation ? [operation] : []));
  try {
    hooks.onWait?.({
      reason: "an answer of Trakt was lost; looking whether the plays are gone",
      durationMs: settleAfterMs,
    });
    await clock.sleep(settleAfterMs, hooks.signal);
    const left = new Set((await findPlays(trakt, removals, hooks.signal)).map(({ play }) => play));
    return new Set(removals.filter(({ play }) => !left.has(play)).map(({ id }) => id));
  } catch (error) {
    if (isTraktError(error) || hooks.signal?.aborted === true) return undefined;
    throw error;
  }
}
