import { createCaller } from "./call-plex.ts";
import type { CallOptions, PlexClientOptions } from "./client-options.ts";
import { clientHeaders, tokenHeader } from "./client-headers.ts";
import type { ItemsOptions } from "./list-items.ts";
import { listItems, readItemsByIds } from "./list-items.ts";
import type { HistoryOptions, PlexHistoryRow } from "./list-history.ts";
import { listHistory } from "./list-history.ts";
import type { PageList } from "./page.ts";
import type { PlexItem, PlexItemOf, PlexItemType } from "./plex-item.ts";
import type { PlexLibrary } from "./plex-library.ts";
import { libraryContainer, toLibrary } from "./plex-library.ts";
import type { PlexIdentity, PlexServerAbout, PlexServerAccount } from "./server-answers.ts";
import { aboutContainer, accountContainer, identityContainer } from "./server-answers.ts";
import type { MarkOptions, RateOptions } from "./write-state.ts";
import { writeMark, writeRating } from "./write-state.ts";

/** Where a media server is, and the token for it. */
export interface PlexServerOptions extends PlexClientOptions {
  /** E.g. `http://10.0.0.5:32400`; a path is kept (`https://example.org/plex`). */
  readonly url: string;
  /** The server's own token (`PlexResource.accessToken`), whose user's state is read and written. */
  readonly token: string;
}

/** A Plex Media Server. Every method throws `PlexError` only. */
export interface PlexServer {
  /** Who the server is (`GET /identity`); needs no token and sends none. */
  identity(options?: CallOptions): Promise<PlexIdentity>;
  /** Name and owner of the server (`GET /`); proves that the token is good. */
  about(options?: CallOptions): Promise<PlexServerAbout>;
  /** All libraries that the token's user can see, of whatever type. */
  libraries(options?: CallOptions): Promise<PlexLibrary[]>;
  /** The items of one type in a library, for `paginate`. */
  items<T extends PlexItemType>(options: ItemsOptions<T>): PageList<PlexItemOf<T>>;
  /** Items by rating key with their streams, at most 100 a request. Keys that the server does not know are left out. */
  itemsByIds(ratingKeys: readonly string[], options?: CallOptions): Promise<PlexItem[]>;
  /**
   * Marks as watched, now: Plex takes no date. Each call adds 1 to `viewCount`, so it is never sent again by itself but after 429:
   * on an error with `mayHaveHappened` read the item back. The key of a show or season marks all its episodes.
   */
  scrobble(options: MarkOptions): Promise<void>;
  /** Marks as not watched: count and date are gone. */
  unscrobble(options: MarkOptions): Promise<void>;
  /** Rates 0 to 10, or clears the rating with `undefined`. A `ratedAt` in the future is refused by the server. */
  rate(options: RateOptions): Promise<void>;
  /** The users known to the server; the owner is 1. Needs the owner's token. */
  accounts(options?: CallOptions): Promise<PlexServerAccount[]>;
  /** What was played, newest first, for `paginate`. Marks by hand or by `scrobble` are not in it (PMS 1.40 and later). */
  history(options?: HistoryOptions): PageList<PlexHistoryRow>;
}

/** Makes the client of one media server. Throws `invalid-request` or `unauthorized` at once when address or token cannot be right. */
export function createPlexServer(options: PlexServerOptions): PlexServer {
  const caller = createCaller({ ...options, baseUrl: options.url });
  const anonymous = clientHeaders(options);
  const headers = { ...anonymous, ...tokenHeader(options.token) };
  const wire = { caller, headers };

  return {
    identity: async ({ signal } = {}) => {
      const answer = await caller.read(
        { method: "GET", path: "/identity", headers: anonymous, signal },
        identityContainer,
      );
      return answer.body.MediaContainer;
    },
    about: async ({ signal } = {}) => {
      const answer = await caller.read({ method: "GET", path: "/", headers, signal }, aboutContainer);
      return answer.body.MediaContainer;
    },
    libraries: async ({ signal } = {}) => {
      const answer = await caller.read({ method: "GET", path: "/library/sections", headers, signal }, libraryContainer);
      return (answer.body.MediaContainer.Directory ?? []).map(toLibrary);
    },
    items: (itemsOptions) => listItems(wire, itemsOptions),
    itemsByIds: (ratingKeys, callOptions = {}) => readItemsByIds(wire, { ...callOptions, ratingKeys }),
    scrobble: (mark) => writeMark(wire, { ...mark, as: "watched" }),
    unscrobble: (mark) => writeMark(wire, { ...mark, as: "unwatched" }),
    rate: (rating) => writeRating(wire, rating),
    accounts: async ({ signal } = {}) => {
      const answer = await caller.read({ method: "GET", path: "/accounts", headers, signal }, accountContainer);
      // Account 0 is a blank placeholder.
      return (answer.body.MediaContainer.Account ?? []).filter((account) => account.id > 0);
    },
    history: (historyOptions = {}) => listHistory(wire, historyOptions),
  };
}
