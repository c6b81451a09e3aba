/** The libraries of the sample server. */
export const LIBRARIES = [
  { key: "1", title: "Movies", type: "movie" },
  { key: "2", title: "Movies 4K", type: "movie" },
  { key: "3", title: "TV Shows", type: "show" },
] as const;

/** Since when the titles are in the libraries, and in Trakt's collection. */
export const SHELVED_AT = "2024-03-02T10:00:00Z";

/** How many titles fit on the watchlist of the sample account at Trakt, which is a free one. */
export const WATCHLIST_LIMIT = 5;
