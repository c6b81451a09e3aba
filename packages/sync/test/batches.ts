import type { TraktWriteContext } from "../src/trakt-endpoints.ts";

/** As many titles in one POST as nobody would ever test with. */
export const BATCHES: TraktWriteContext["batches"] = { history: 500, ratings: 200, collection: 500, watchlist: 250 };
