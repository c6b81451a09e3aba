import { FIELDS } from "@pakt/sync-core";
import type { Operation } from "@pakt/sync-core";

import type { Home } from "./home.ts";

/** What writing costs. */
export interface WriteEstimate {
  readonly plexRequests: number;
  readonly traktRequests: number;
  readonly seconds: number;
}

/** One write to Plex with its answer, in a home network. */
const PLEX_WRITE_MS = 60;

/** What it costs to write these operations, if nothing has to be sent twice. */
export function estimateWrites({ config, tuning }: Home, operations: readonly Operation[]): WriteEstimate {
  const { batches } = config;
  const sizes = {
    watched: batches.history,
    rating: batches.ratings,
    collection: batches.collection,
    watchlist: batches.watchlist,
  };
  const toPlex = operations.filter(({ side }) => side === "plex");
  const listed = toPlex.filter(({ field }) => field === "watchlist").length;
  const traktRequests = FIELDS.flatMap((field) =>
    (["add", "remove"] as const).map((end) => {
      const count = operations.filter(
        (each) => each.side === "trakt" && each.field === field && (each.action === "remove") === (end === "remove"),
      ).length;
      return Math.ceil(count / sizes[field]);
    }),
  ).reduce((sum, count) => sum + count, 0);
  const plexMs = ((toPlex.length - listed) * PLEX_WRITE_MS) / batches.plexWrites + listed * tuning.plexListIntervalMs;
  return {
    plexRequests: toPlex.length,
    traktRequests,
    seconds: Math.ceil(Math.max(plexMs, traktRequests * tuning.writeIntervalMs) / 1000),
  };
}
