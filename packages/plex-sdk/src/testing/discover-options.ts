/** How the in-memory Discover behaves. */
export interface DiscoverOptions {
  /** The most titles of one page of the watchlist, whatever is asked for. Default: no cap. */
  readonly discoverPageSize?: number | undefined;
  /** Whether the watchlist carries `Guid[]`; a title by itself always does. Default true. */
  readonly guidsInWatchlist?: boolean | undefined;
  /** Whether the watchlist says since when. Default true. */
  readonly watchlistedAtInLists?: boolean | undefined;
  /** Whether a movie that was seen, and a show of which all episodes were, leave the watchlist by themselves. Default false. */
  readonly dropsWatched?: boolean | undefined;
}

/** A title to add to the catalogue. */
export interface TitleOptions {
  readonly type: "movie" | "show";
  /** 24 hex digits. Default: the next free ones. */
  readonly ratingKey?: string | undefined;
  readonly title?: string | undefined;
  readonly year?: number | undefined;
  /** `Guid[]`, e.g. `["tmdb://603"]`. Default: none. */
  readonly guids?: readonly string[] | undefined;
}
