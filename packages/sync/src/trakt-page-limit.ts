/** The largest page that Trakt gives of ordinary lists: a larger limit is answered with 250 rows (trakt/trakt-api#924). */
export const TRAKT_PAGE_LIMIT = 250;

/** The largest page with `extended=progress` (Taxel/PlexTraktSync#2518). */
export const TRAKT_PROGRESS_PAGE_LIMIT = 100;
