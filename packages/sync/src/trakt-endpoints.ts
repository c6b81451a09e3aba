import type {
  CollectionBody,
  HistoryBody,
  HistoryRemoval,
  RatingsBody,
  SyncAnswer,
  TitlesBody,
  Trakt,
  WatchlistBody,
} from "@pakt/trakt-sdk";

import type { Clock } from "./clock.ts";
import { confirmCollection, confirmWatchlist } from "./confirm-library.ts";
import { confirmPlaysGone } from "./confirm-plays-gone.ts";
import { confirmPlays } from "./confirm-plays.ts";
import { confirmRatings } from "./confirm-ratings.ts";
import type { ApplyHooks } from "./replica.ts";
import type { SentBody, TraktOperation } from "./trakt-body.ts";

/** What writing to Trakt stands on. */
export interface TraktWriteContext {
  readonly trakt: Trakt;
  readonly clock: Clock;
  /** Titles in one POST. */
  readonly batches: {
    readonly history: number;
    readonly ratings: number;
    readonly collection: number;
    readonly watchlist: number;
  };
  /** A play whose answer was lost is looked for after so long: Trakt's reads may lag behind its writes. Milliseconds. */
  readonly settleAfterMs: number;
}

/** The bulk writes that pakt uses. */
export type EndpointName = `${"add" | "remove"}-${"history" | "ratings" | "collection" | "watchlist"}` | "remove-plays";

/** One bulk write, with the read that tells what became of a lost one. */
export interface Endpoint {
  /** Titles in one POST. */
  readonly size: number;
  /** Which numbers of the answer say how many operations were carried out; removed history counts plays and not titles. */
  readonly counts: "added" | "deleted" | "nothing";
  readonly send: (body: SentBody) => Promise<SyncAnswer>;
  /** Ids of the operations that a complete read shows as done; `undefined` when no such read could be had. */
  readonly confirm: (
    operations: readonly TraktOperation[],
    hooks: ApplyHooks,
  ) => Promise<ReadonlySet<string> | undefined>;
}

/** The endpoint of an operation. */
export function endpointOf(operation: TraktOperation): EndpointName {
  if ("play" in operation) return "remove-plays";
  const { field, action } = operation;
  return `${action === "remove" ? "remove" : "add"}-${LISTS[field]}`;
}

const LISTS = { watched: "history", rating: "ratings", collection: "collection", watchlist: "watchlist" } as const;

/** Makes the bulk writes. */
export function createEndpoints(context: TraktWriteContext): Readonly<Record<EndpointName, Endpoint>> {
  const { sync } = context.trakt;
  const { history, ratings, collection, watchlist } = context.batches;
  // `toBody` gives every title one id that Trakt takes for its type, and the values of its kind of operation: the casts say so.
  const confirmRated: Endpoint["confirm"] = (operations, { signal }) =>
    confirmRatings(context.trakt, operations, signal);
  return {
    "add-history": {
      size: history,
      counts: "added",
      send: (body) => sync.addHistory(body as HistoryBody),
      confirm: (operations, hooks) => confirmPlays(context, operations, hooks),
    },
    "remove-history": {
      size: history,
      counts: "nothing",
      send: (body) => sync.removeHistory(body as TitlesBody),
      // Removing once more does no harm: nothing counts as done, all of it is sent again.
      confirm: () => Promise.resolve(new Set<string>()),
    },
    "remove-plays": {
      size: history,
      counts: "nothing",
      send: (body) => sync.removeHistory(body as HistoryRemoval),
      confirm: (operations, hooks) => confirmPlaysGone(context, operations, hooks),
    },
    "add-ratings": {
      size: ratings,
      counts: "added",
      send: (body) => sync.addRatings(body as RatingsBody),
      confirm: confirmRated,
    },
    "remove-ratings": {
      size: ratings,
      counts: "deleted",
      send: (body) => sync.removeRatings(body as TitlesBody),
      confirm: confirmRated,
    },
    "add-collection": {
      size: collection,
      counts: "added",
      send: (body) => sync.addCollection(body as CollectionBody),
      confirm: (operations, { signal }) => confirmCollection(context.trakt, operations, signal),
    },
    "remove-collection": {
      size: collection,
      counts: "deleted",
      send: (body) => sync.removeCollection(body as TitlesBody),
      confirm: (operations, { signal }) => confirmCollection(context.trakt, operations, signal),
    },
    "add-watchlist": {
      size: watchlist,
      counts: "added",
      send: (body) => sync.addWatchlist(body as WatchlistBody),
      confirm: (operations, { signal }) => confirmWatchlist(context.trakt, operations, signal),
    },
    "remove-watchlist": {
      size: watchlist,
      counts: "deleted",
      send: (body) => sync.removeWatchlist(body as TitlesBody),
      confirm: (operations, { signal }) => confirmWatchlist(context.trakt, operations, signal),
    },
  };
}
