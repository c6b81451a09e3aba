import type { CallOptions, PlexClientOptions } from "./client-options.ts";
import { clientHeaders, tokenHeader } from "./client-headers.ts";
import { systemClock } from "./clock.ts";
import { createDiscoverCaller } from "./discover-caller.ts";
import type { MatchOptions } from "./match-title.ts";
import { matchTitle } from "./match-title.ts";
import { readTitle } from "./read-title.ts";
import type { WatchlistAnswer, WatchlistOptions } from "./read-watchlist.ts";
import { readWatchlist } from "./read-watchlist.ts";
import type { PlexWatchlistItem } from "./watchlist-item.ts";
import { createWriteGate } from "./write-gate.ts";
import type { WatchlistOutcome, WatchlistWriteOptions } from "./write-watchlist.ts";
import { writeWatchlist } from "./write-watchlist.ts";

/** Where Discover is, and the token for it. */
export interface PlexDiscoverOptions extends PlexClientOptions {
  /** Default `https://discover.provider.plex.tv`, which has served the watchlist since August 2025 (pushingkarmaorg/python-plexapi#1541). A path is kept. */
  readonly url?: string | undefined;
  /** The account's token (`waitForPin`, `switchHomeUser`). A server's token is refused. */
  readonly token: string;
  /** The pause from the end of one write to the start of the next, in milliseconds. Default 500 (jamcalli/Pulsarr: 1 to 2 a second). */
  readonly pacing?: { readonly writeIntervalMs?: number | undefined } | undefined;
}

/**
 * Plex Discover: the account's watchlist, and the catalogue whose titles can be on it. Every method throws `PlexError` only.
 * Plex may take a title off the list by itself when it was watched (not verified: an option of the account).
 */
export interface PlexDiscover {
  /**
   * The whole watchlist, newest first, proven complete: as many different rows as Plex announces, else `incomplete`. Rows that are neither
   * movie nor show count for the proof and are left out.
   *
   * With the `etag` of the last read, an unchanged list costs one request. The first page is proof enough for the rest: what is added comes
   * first, and what is removed changes `totalSize`, which stands in its body.
   */
  watchlist(options?: WatchlistOptions): Promise<WatchlistAnswer>;
  /** One title with its external ids; undefined when Plex has none with that key, although the list may still show it (seerr-team/seerr). */
  item(ratingKey: string, options?: CallOptions): Promise<PlexWatchlistItem | undefined>;
  /** The title with an external id, never found by name. Undefined when no title lists the id itself, when several do, and for what is no id (`tmdb:0`). Costs a request, at most two. */
  match(options: MatchOptions): Promise<PlexWatchlistItem | undefined>;
  /**
   * Lists a title; Plex takes no date. `already` when it was listed. Throws `not-found` for a title that Plex does not have.
   * Writes go one at a time with a pause between them, and are sent again on 429 only: after an error with `mayHaveHappened` read the list
   * back, or call again, for a second call changes nothing.
   */
  add(options: WatchlistWriteOptions): Promise<WatchlistOutcome>;
  /** Takes a title off the list. `already` when it was not listed, and for a title that Plex does not have: it answers both alike. Otherwise like `add`. */
  remove(options: WatchlistWriteOptions): Promise<WatchlistOutcome>;
}

/** Makes the client of Discover. Throws `invalid-request` or `unauthorized` at once when address or token cannot be right. */
export function createPlexDiscover(options: PlexDiscoverOptions): PlexDiscover {
  const { url = "https://discover.provider.plex.tv", clock = systemClock } = options;
  const restMs = options.pacing?.writeIntervalMs ?? 500;
  const caller = createDiscoverCaller({ ...options, baseUrl: url });
  const wire = { caller, headers: { ...clientHeaders(options), ...tokenHeader(options.token) } };
  const inTurn = createWriteGate({ clock, intervalMs: restMs });

  return {
    watchlist: (watchlistOptions = {}) => readWatchlist(wire, watchlistOptions),
    item: (ratingKey, { signal } = {}) => readTitle(wire, { ratingKey, signal }),
    match: (matchOptions) => matchTitle(wire, matchOptions),
    add: (write) => inTurn(() => writeWatchlist(wire, { ...write, action: "add", restMs }), write.signal),
    remove: (write) => inTurn(() => writeWatchlist(wire, { ...write, action: "remove", restMs }), write.signal),
  };
}
