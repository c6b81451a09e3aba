import type { Side, Snapshot } from "@pakt/sync-core";

/**
 * What it means when a side does not list a title. A scan of libraries does not say whether what they do not hold was seen or rated;
 * it does say that there is no file. Everything else is a complete list of an account.
 */
export const UNLISTED: Readonly<Record<Side, Snapshot["unlisted"]>> = {
  plex: { watched: "unknown", rating: "unknown", collection: "absent", watchlist: "absent" },
  trakt: { watched: "absent", rating: "absent", collection: "absent", watchlist: "absent" },
};
