import { emptyLedger, recordIntents, settlePlays } from "@pakt/sync-core";
import { isTraktError } from "@pakt/trakt-sdk";

import { isoNow } from "./clock.ts";
import { findPlays } from "./find-plays.ts";
import { UNSEEN_COPIES } from "./intent-context.ts";
import type { ApplyHooks } from "./replica.ts";
import type { TraktOperation } from "./trakt-body.ts";
import type { TraktWriteContext } from "./trakt-endpoints.ts";

/** Looks for plays whose answer was lost, once Trakt's reads have had time to catch up. `undefined` when that could not be done. */
export async function confirmPlays(
  context: TraktWriteContext,
  operations: readonly TraktOperation[],
  hooks: ApplyHooks,
): Promise<ReadonlySet<string> | undefined> {
  const { trakt, clock, settleAfterMs } = context;
  const { plays } = recordIntents(emptyLedger, operations, UNSEEN_COPIES, isoNow(clock));
  try {
    hooks.onWait?.({
      reason: "an answer of Trakt was lost; looking whether the plays arrived",
      durationMs: settleAfterMs,
    });
    await clock.sleep(settleAfterMs, hooks.signal);
    const shown = await findPlays(trakt, plays, hooks.signal);
    const settled = settlePlays({ ...emptyLedger, plays }, plays, shown);
    return new Set(settled.plays.filter(({ state }) => state === "applied").map(({ operation }) => operation));
  } catch (error) {
    if (isTraktError(error) || hooks.signal?.aborted === true) return undefined;
    throw error;
  }
}
