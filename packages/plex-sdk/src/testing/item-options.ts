/** What every item of the in-memory server can be given. Times are epoch seconds, durations milliseconds. */
export interface ItemOptions {
  /** Default: a `plex://` guid made from the key. */
  readonly guid?: string | undefined;
  /** `Guid[]`, e.g. `["tmdb://603"]`. Default: none. */
  readonly guids?: readonly string[] | undefined;
  readonly title?: string | undefined;
  readonly year?: number | undefined;
  readonly duration?: number | undefined;
  readonly addedAt?: number | undefined;
  readonly originallyAvailableAt?: string | undefined;
  readonly viewCount?: number | undefined;
  readonly lastViewedAt?: number | undefined;
  readonly userRating?: number | undefined;
  readonly lastRatedAt?: number | undefined;
  /** Default: the next free number. */
  readonly ratingKey?: string | undefined;
}

/** A movie to add. */
export interface MovieOptions extends ItemOptions {
  readonly library: string;
  readonly editionTitle?: string | undefined;
  readonly file?: string | undefined;
}

/** A show to add. */
export interface ShowOptions extends ItemOptions {
  readonly library: string;
  /** The person's choice of order, e.g. `dvd`. */
  readonly showOrdering?: string | undefined;
}

/** A season to add to a show. */
export interface SeasonOptions extends ItemOptions {
  /** The show's key. */
  readonly show: string;
  readonly index: number;
}

/** An episode to add, to a season or to a show's season number (made when it is not there). */
export type EpisodeOptions = ItemOptions & {
  /** Left out for an episode that goes by date. */
  readonly index?: number | undefined;
  readonly file?: string | undefined;
} & ({ readonly season: string } | { readonly show: string; readonly parentIndex: number });
