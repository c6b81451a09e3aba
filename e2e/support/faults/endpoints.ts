import type { Errand } from "./undisturbed.ts";

/** What an endpoint is there for, and so what a fault of it costs. */
export type EndpointKind =
  /** Without it nothing of a side can be read. */
  | "plex-side"
  | "trakt-side"
  /** The same, and the request by which a sign-in that has expired is noticed and renewed. */
  | "trakt-stamps"
  /** Whose token it is. */
  | "plex-account"
  /** The titles of a library. The first request only finds out whether they come with their streams. */
  | "plex-library"
  /** Titles one by one: what their files are like, and seasons that a filter may have lost. */
  | "plex-titles"
  | "plex-watchlist"
  /** One title of the watchlist, or of the catalogue: where a list did not tell enough. */
  | "plex-listed-title"
  | "plex-match"
  | "plex-write"
  | "plex-watchlist-add"
  | "plex-watchlist-remove"
  /** A list of one field. */
  | "trakt-list"
  /** What is only counted, for the limit of the account. */
  | "trakt-count"
  /** Trakt's own numbering of a show. */
  | "trakt-numbers"
  /** A write of several titles in one body, and one of a single title. */
  | "trakt-batch"
  | "trakt-single"
  /** Plays removed by their ids, and all of a title's: of these no read tells what became of them. */
  | "trakt-plays-gone"
  | "trakt-play-gone"
  | "trakt-sign-in";

/** An endpoint in the matrix. */
export interface Row {
  readonly errand: Errand;
  readonly endpoint: string;
  readonly kind: EndpointKind;
}

const OF_SYNC: Readonly<Record<string, EndpointKind>> = {
  "GET /identity": "plex-side",
  "GET /library/sections": "plex-side",
  "GET /library/sections/:id/all": "plex-library",
  "GET /library/metadata/:id": "plex-titles",
  "PUT /:/scrobble": "plex-write",
  "PUT /:/unscrobble": "plex-write",
  "PUT /:/rate": "plex-write",
  "GET /api/v2/user": "plex-account",
  "GET /discover/library/sections/watchlist/all": "plex-watchlist",
  "GET /discover/library/metadata/:id": "plex-listed-title",
  "GET /discover/library/metadata/matches": "plex-match",
  "PUT /discover/actions/addToWatchlist": "plex-watchlist-add",
  "PUT /discover/actions/removeFromWatchlist": "plex-watchlist-remove",
  "POST /oauth/token": "trakt-sign-in",
  "GET /sync/last_activities": "trakt-stamps",
  "GET /users/settings": "trakt-side",
  "GET /sync/watched/movies": "trakt-list",
  "GET /sync/watched/shows": "trakt-list",
  "GET /sync/ratings": "trakt-list",
  "GET /sync/collection/movies": "trakt-list",
  "GET /sync/collection/shows": "trakt-list",
  "GET /sync/watchlist/movies/added/asc": "trakt-list",
  "GET /sync/watchlist/shows/added/asc": "trakt-list",
  "GET /sync/watchlist/seasons/added/asc": "trakt-count",
  "GET /sync/watchlist/episodes/added/asc": "trakt-count",
  "GET /search/tvdb/:id": "trakt-numbers",
  "GET /shows/:id/seasons": "trakt-numbers",
  // What is removed with all plays of a title is read before.
  "GET /sync/history": "trakt-list",
  "POST /sync/history": "trakt-batch",
  "POST /sync/history/remove": "trakt-play-gone",
  "POST /sync/ratings": "trakt-single",
  "POST /sync/ratings/remove": "trakt-single",
  "POST /sync/collection": "trakt-batch",
  "POST /sync/collection/remove": "trakt-single",
  "POST /sync/watchlist": "trakt-single",
  "POST /sync/watchlist/remove": "trakt-single",
};

/** What only taking a run back does: plays are looked up, and removed by their ids. */
const OF_UNDO: Readonly<Record<string, EndpointKind>> = {
  "GET /sync/history": "trakt-side",
  "POST /sync/history/remove": "trakt-plays-gone",
};

/** Every endpoint that a run calls, and what it is for. */
export const ROWS: readonly Row[] = [...rowsOf("sync", OF_SYNC), ...rowsOf("undo", OF_UNDO)];

function rowsOf(errand: Errand, kinds: Readonly<Record<string, EndpointKind>>): readonly Row[] {
  return Object.entries(kinds).map(([endpoint, kind]) => ({ errand, endpoint, kind }));
}
