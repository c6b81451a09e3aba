import { shiftFileViews, shiftSnapshot } from "@pakt/sync-core";
import type { Base, Snapshot } from "@pakt/sync-core";
import { isDeepStrictEqual } from "node:util";

import type { ServerClock } from "./plex-replica.ts";
import { serverOfRef } from "./plex-ref.ts";
import { reckonClocks } from "./reckon-clocks.ts";

/** How far the dates of each Plex server are ahead of right time, in milliseconds, by its name in refs. One that is right is not in here. */
export type PlexAhead = Readonly<Record<string, number>>;

/** How wrong the clocks are, and what is made of it. */
export interface ReckonedClocks {
  readonly plexAhead: PlexAhead;
  readonly warnings: readonly string[];
}

/** Reckons with the clock of every server; what is known of one that was not asked stays. Throws as `reckonClocks` does. */
export function reckonServerClocks(
  servers: readonly ServerClock[],
  trakt: number | undefined,
  former: PlexAhead | number,
): ReckonedClocks {
  const reckoned = servers.map(({ server, name, aheadMs }) => ({
    server,
    ...reckonClocks({ plex: aheadMs, trakt, name }, aheadOf(former, server)),
  }));
  const next = new Map(typeof former === "number" ? [] : Object.entries(former));
  for (const { server, plexAheadMs } of reckoned) {
    next.delete(server);
    if (plexAheadMs !== 0) next.set(server, plexAheadMs);
  }
  const plexAhead = Object.fromEntries(next);
  return {
    plexAhead: typeof former !== "number" && isDeepStrictEqual(former, plexAhead) ? former : plexAhead,
    // This machine's clock is the same for all of them.
    warnings: [...new Set(reckoned.flatMap(({ warnings }) => warnings))],
  };
}

/** A snapshot in right time. */
export function toRightTime(snapshot: Snapshot, ahead: PlexAhead): Snapshot {
  if (Object.keys(ahead).length === 0) return snapshot;
  return shiftSnapshot(snapshot, (ref) => -aheadOf(ahead, serverOfRef(ref)));
}

/** Base as it would be had its dates been taken as they are now. */
export function retimed(base: Base, former: PlexAhead | number, ahead: PlexAhead): Base {
  return shiftFileViews(base, (ref) => aheadOf(former, serverOfRef(ref)) - aheadOf(ahead, serverOfRef(ref)));
}

/** A number is of a time when there was one server. */
function aheadOf(ahead: PlexAhead | number, server: string): number {
  return typeof ahead === "number" ? ahead : (ahead[server] ?? 0);
}
