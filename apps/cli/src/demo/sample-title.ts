import type { SampleFileName } from "./sample-files.ts";

/** What one side says about a title. Times are UTC ISO 8601. */
export interface SampleState {
  readonly watchedAt?: string;
  readonly rating?: number;
  readonly ratedAt?: string;
}

/** A copy of a title on the Plex server. */
export interface SampleCopy extends SampleState {
  /** Key of the library; for a show's parts, that of the show. */
  readonly library?: string;
  /** A guid of an old agent, or of none. Default: Plex's own with the title's ids. */
  readonly guid?: string;
  /** Path of its file, where several episodes share one. */
  readonly file?: string;
  /** What its versions are like, in Plex's order, which is not that of their quality. Default: one in 1080p with stereo. */
  readonly versions?: readonly SampleFileName[];
}

/** A title of the sample household: on Plex (in one or more copies), on Trakt, or on both. */
export interface SampleTitle {
  readonly title: string;
  readonly ids: { readonly trakt: number; readonly tmdb?: number; readonly imdb?: string; readonly tvdb?: number };
  readonly plex?: readonly SampleCopy[];
  readonly trakt?: SampleState;
  /** What Trakt's collection says of it at first. Default: what is right; `bluray` is a disc that a person entered. */
  readonly collected?: SampleFileName | "bluray" | "nothing";
}

/** Where a movie or show is wanted. */
export interface SampleListing {
  /** Key in Plex's catalogue, Discover; absent when Plex does not know the title. */
  readonly plexKey?: string;
  /** Since when it is on the watchlist of each side. */
  readonly listed?: { readonly plex?: string; readonly trakt?: string };
  /** The one side whose watchlist has it after a sync too: Trakt has no room for it, or Plex does not know it. */
  readonly staysOn?: "plex" | "trakt";
}

/** A movie. A trakt id of 0 says that Trakt does not know it. */
export interface SampleMovie extends SampleTitle, SampleListing {
  readonly year: number;
  readonly minutes: number;
}

/** A show with its seasons and their episodes. */
export interface SampleShow extends SampleMovie {
  readonly seasons: readonly (SampleTitle & {
    readonly number: number;
    readonly episodes: readonly (SampleTitle & { readonly number: number })[];
  })[];
}

/** A title that is on no shelf here: someone wants to see it. */
export interface SampleWish extends Pick<SampleMovie, "title" | "year" | "ids">, SampleListing {
  readonly type: "movie" | "show";
}
