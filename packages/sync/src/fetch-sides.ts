import { ledgerOf, pendingFields } from "@pakt/sync-core";
import type { Field, Ledger, Side, Snapshot } from "@pakt/sync-core";

import { isoNow } from "./clock.ts";
import { confirmSeasons } from "./confirm-seasons.ts";
import type { Home } from "./home.ts";
import type { Sides } from "./open-sides.ts";
import { reckonServerClocks, toRightTime } from "./plex-ahead.ts";
import type { ReckonedClocks } from "./plex-ahead.ts";
import { settleLedger } from "./settle-ledger.ts";
import { sideBySide } from "./side-by-side.ts";
import type { State } from "./state.ts";
import type { SyncEvent } from "./sync-event.ts";

/** What both sides said, and what became of plays that an earlier run left in doubt. */
export interface Fetched {
  readonly plex: Snapshot;
  readonly trakt: Snapshot;
  /** Of the Trakt account that was read. */
  readonly ledger: Ledger;
  /** The account keeps one play a title. */
  readonly watchOnlyOnce: boolean;
  readonly clocks: ReckonedClocks;
}

/** Reads both sides at once. When one cannot be used the other's read is ended too. */
export async function fetchSides(
  home: Home,
  sides: Sides,
  fields: readonly Field[],
  state: State,
  options: {
    readonly dryRun: boolean;
    readonly onEvent: (event: SyncEvent) => void;
    readonly signal?: AbortSignal | undefined;
  },
): Promise<Fetched> {
  const fresh = new Set(pendingFields(state.base, "trakt", isoNow(home.clock)));
  const fetch = (side: Side, signal: AbortSignal): Promise<Snapshot> =>
    sides[side].fetch({
      fields,
      fresh,
      signal,
      onProgress: (progress) => options.onEvent({ type: "fetch-progress", side, ...progress }),
    });
  const [plex, trakt] = await sideBySide(options.signal, [
    (signal) => fetch("plex", signal),
    (signal) => fetch("trakt", signal),
  ]);
  const { clocks } = sides;
  const reckoned = reckonServerClocks(sides.plex.serverClocks(plex), clocks.aheadMs("trakt"), state.plexAheadMs ?? {});
  const sure = await confirmSeasons(sides.plex, { plex, trakt, base: state.base }, options.signal);
  const { own } = ledgerOf(state.ledger, trakt.identity.account);
  const ledger = await settleLedger(home, own, sides.trakt, options);
  const watchOnlyOnce = sides.trakt.settings()?.browsing?.watch_only_once === true;
  return { plex: toRightTime(sure, reckoned.plexAhead), trakt, ledger, watchOnlyOnce, clocks: reckoned };
}
