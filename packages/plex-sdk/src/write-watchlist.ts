import type { CallOptions } from "./client-options.ts";
import type { ServerWire } from "./list-items.ts";
import type { PlexErrorCode } from "./plex-error.ts";
import { isPlexError } from "./plex-error.ts";
import { toQueryString } from "./query-string.ts";
import { checkTitleKey } from "./read-title.ts";

/** What to list or to take off the list. */
export interface WatchlistWriteOptions extends CallOptions {
  /** See `PlexWatchlistItem.ratingKey`. */
  readonly ratingKey: string;
}

/** `already`: Plex answered that there was nothing to do. */
export type WatchlistOutcome = "done" | "already";

/** `PUT /actions/…` (python-plexapi), with the answer that means "nothing to do" (cenodude/CrossWatch). */
const ACTIONS: Readonly<Record<"add" | "remove", { readonly path: string; readonly already: PlexErrorCode }>> = {
  add: { path: "/actions/addToWatchlist", already: "conflict" },
  remove: { path: "/actions/removeFromWatchlist", already: "not-found" },
};

/** Lists a title, or takes it off the list. */
export async function writeWatchlist(
  wire: ServerWire,
  write: WatchlistWriteOptions & { readonly action: "add" | "remove"; readonly restMs: number },
): Promise<WatchlistOutcome> {
  const { path, already } = ACTIONS[write.action];
  const query = toQueryString({ ratingKey: checkTitleKey(write.ratingKey) });
  const { restMs, signal } = write;
  try {
    await wire.caller.send({ method: "PUT", path, query, headers: wire.headers, restMs, signal });
    return "done";
  } catch (error) {
    if (isPlexError(error, already)) return "already";
    throw error;
  }
}
