import type { PlexMedia } from "../plex-media.ts";

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

/** The files of a movie or episode. */
export interface FileOptions {
  /** The path of the one file, when `media` is not given. */
  readonly file?: string | undefined;
  /**
   * The versions in full; what is absent is not sent, but for ids. Lists leave the streams out unless they are asked for. `[]` for an
   * item without files. Default: one file in 1080p H.264 with AAC in stereo.
   */
  readonly media?: readonly PlexMedia[] | undefined;
}

/** A movie to add. */
export interface MovieOptions extends ItemOptions, FileOptions {
  readonly library: string;
  readonly editionTitle?: string | undefined;
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
export type EpisodeOptions = ItemOptions &
  FileOptions & {
    /** Left out for an episode that goes by date. */
    readonly index?: number | undefined;
  } & ({ readonly season: string } | { readonly show: string; readonly parentIndex: number });
