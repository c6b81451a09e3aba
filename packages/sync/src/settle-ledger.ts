import { settlePlays, unsettledPlays } from "@pakt/sync-core";
import type { Ledger } from "@pakt/sync-core";
import { isTraktError } from "@pakt/trakt-sdk";

import type { Home } from "./home.ts";
import type { SyncEvent } from "./sync-event.ts";
import type { TraktReplica } from "./trakt-replica.ts";

/**
 * Finds out what became of plays that an earlier run sent without getting an answer: waits until they are old enough for Trakt to
 * show them, then reads the history. What cannot be found out stays unknown, and is not sent again.
 */
export async function settleLedger(
  home: Home,
  ledger: Ledger,
  trakt: TraktReplica,
  options: {
    readonly dryRun: boolean;
    readonly onEvent: (event: SyncEvent) => void;
    readonly signal?: AbortSignal | undefined;
  },
): Promise<Ledger> {
  const plays = unsettledPlays(ledger);
  if (plays.length === 0) return ledger;
  const newest = Math.max(...plays.map(({ sentAt }) => Date.parse(sentAt)));
  const { settleAfterMs } = home.tuning;
  // A clock that was ahead when they were sent must not make anybody wait longer.
  const waitMs = Math.min(newest + settleAfterMs - home.clock.now(), settleAfterMs);
  if (waitMs > 0 && options.dryRun) return ledger;
  if (waitMs > 0) {
    options.onEvent({
      type: "wait-start",
      reason: `an earlier run ended before Trakt answered; looking whether ${plays.length === 1 ? "a play" : `${plays.length} plays`} arrived`,
      durationMs: waitMs,
    });
    await home.clock.sleep(waitMs, options.signal);
  }
  try {
    return settlePlays(ledger, plays, await trakt.findPlays(plays, options.signal));
  } catch (error) {
    if (!isTraktError(error) || error.code === "aborted") throw error;
    options.onEvent({ type: "warning", message: `Plays of an earlier run could not be looked for: ${error.message}` });
    return ledger;
  }
}
