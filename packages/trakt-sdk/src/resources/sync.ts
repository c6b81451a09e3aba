import type { Call } from "../call.ts";
import type { CallOptions } from "../oauth/oauth.ts";
import { lastActivitiesSchema } from "../schemas/last-activities.ts";
import type { TraktLastActivities } from "../schemas/last-activities.ts";
import { syncAnswerSchema, toSyncAnswer } from "../schemas/sync-answer.ts";
import type { SyncAnswer } from "../schemas/sync-answer.ts";
import type { CollectionBody } from "../collection-body.ts";
import type { HistoryBody, HistoryRemoval, RatingsBody, TitlesBody } from "../sync-body.ts";
import type { WatchlistBody } from "../watchlist-body.ts";
import { read, write } from "./request.ts";
import { createSyncLists } from "./sync-lists.ts";
import type { TraktSyncLists } from "./sync-lists.ts";

/** Reading and writing what the account holds. */
export interface TraktSync extends TraktSyncLists {
  lastActivities(options?: CallOptions): Promise<TraktLastActivities>;
  /**
   * Adds plays. Not idempotent: Trakt adds again what it already has. When the error's `mayHaveHappened` is true, read the history
   * back before sending anything again.
   */
  addHistory(body: HistoryBody, options?: CallOptions): Promise<SyncAnswer>;
  /** Removes plays; without history ids *all* plays of a title, those that came meanwhile too. */
  removeHistory(body: HistoryRemoval, options?: CallOptions): Promise<SyncAnswer>;
  /** Sets ratings; an earlier one is overwritten. Idempotent. 200 in one body went well, 800 timed out (trakt/trakt-api#448). */
  addRatings(body: RatingsBody, options?: CallOptions): Promise<SyncAnswer>;
  /** Idempotent. */
  removeRatings(body: TitlesBody, options?: CallOptions): Promise<SyncAnswer>;
  /**
   * Collects movies and episodes; the date and metadata of what is collected already are overwritten and counted under `updated`.
   * Idempotent as long as every date is sent: the same body may be sent again. Throws `account-limit` when the collection is full.
   */
  addCollection(body: CollectionBody, options?: CallOptions): Promise<SyncAnswer>;
  /** Takes movies and episodes out of the collection, by a show or season all of its episodes. Idempotent. */
  removeCollection(body: TitlesBody, options?: CallOptions): Promise<SyncAnswer>;
  /**
   * Lists titles; what is listed already stays as it is and is counted under `existing`. Idempotent, but a title that was watched
   * meanwhile has left the list, and comes back. Throws `account-limit` when the watchlist is full.
   */
  addWatchlist(body: WatchlistBody, options?: CallOptions): Promise<SyncAnswer>;
  /** Takes titles off the watchlist; a show alone, without what is listed of its seasons and episodes. Idempotent. */
  removeWatchlist(body: TitlesBody, options?: CallOptions): Promise<SyncAnswer>;
}

/** The `sync` part of a client. */
export function createSync(call: Call): TraktSync {
  const post = async (path: string, body: unknown, options: CallOptions | undefined): Promise<SyncAnswer> =>
    toSyncAnswer(await write(call, { path, body, schema: syncAnswerSchema, signal: options?.signal }));
  return {
    ...createSyncLists(call),
    lastActivities: (options) =>
      read(call, { path: "/sync/last_activities", schema: lastActivitiesSchema, signal: options?.signal }),
    addHistory: (body, options) => post("/sync/history", body, options),
    removeHistory: (body, options) => post("/sync/history/remove", body, options),
    addRatings: (body, options) => post("/sync/ratings", body, options),
    removeRatings: (body, options) => post("/sync/ratings/remove", body, options),
    addCollection: (body, options) => post("/sync/collection", body, options),
    removeCollection: (body, options) => post("/sync/collection/remove", body, options),
    addWatchlist: (body, options) => post("/sync/watchlist", body, options),
    removeWatchlist: (body, options) => post("/sync/watchlist/remove", body, options),
  };
}
