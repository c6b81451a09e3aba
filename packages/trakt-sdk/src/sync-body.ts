import type { UtcTime } from "./utc-time.ts";

/** At least one id. Send exactly one: the answer echoes it, and of several a wrong one can win. */
type AtLeastOne<T> = { [K in keyof T]-?: Required<Pick<T, K>> & Partial<T> }[keyof T];

/** Ids of a movie in a body. */
export type MovieIds = AtLeastOne<{
  readonly trakt: number;
  readonly slug: string;
  readonly imdb: string;
  readonly tmdb: number;
}>;
/** Ids of a show in a body. */
export type ShowIds = AtLeastOne<{
  readonly trakt: number;
  readonly slug: string;
  readonly imdb: string;
  readonly tmdb: number;
  readonly tvdb: number;
}>;
/** Ids of a season in a body. */
export type SeasonIds = AtLeastOne<{ readonly trakt: number; readonly tvdb: number; readonly tmdb: number }>;
/** Ids of an episode in a body. The contract takes `trakt` and `tvdb`; the other two are unverified. Never a show's id. */
export type EpisodeIds = AtLeastOne<{
  readonly trakt: number;
  readonly tvdb: number;
  readonly imdb: string;
  readonly tmdb: number;
}>;

/**
 * When it was watched: UTC ISO 8601 with `Z` (kept to the minute, trakt/trakt-api#694), `unknown` (stored as 1970), or `released`
 * (episodes). Anything else silently becomes now (trakt/trakt-api#310).
 */
export type WatchedAt = UtcTime | "unknown" | "released";

/** The body of `POST /sync/history`. A date on a show or season holds for what is nested in it. */
export interface HistoryBody {
  readonly movies?: readonly { readonly ids: MovieIds; readonly watched_at?: WatchedAt }[];
  /** Without `seasons` *every* episode of the show is marked: list the episodes. */
  readonly shows?: readonly {
    readonly ids: ShowIds;
    readonly watched_at?: WatchedAt;
    readonly seasons?: readonly {
      readonly number: number;
      readonly watched_at?: WatchedAt;
      readonly episodes?: readonly { readonly number: number; readonly watched_at?: WatchedAt }[];
    }[];
  }[];
  readonly seasons?: readonly { readonly ids: SeasonIds; readonly watched_at?: WatchedAt }[];
  readonly episodes?: readonly { readonly ids: EpisodeIds; readonly watched_at?: WatchedAt }[];
}

/** The body of `POST /sync/history/remove`: titles, of which *all* plays go, or single plays by history id. */
export interface HistoryRemoval extends TitlesBody {
  readonly ids?: readonly number[];
}

/** Titles without anything about them: the body of removals. */
export interface TitlesBody {
  readonly movies?: readonly { readonly ids: MovieIds }[];
  readonly shows?: readonly {
    readonly ids: ShowIds;
    readonly seasons?: readonly {
      readonly number: number;
      readonly episodes?: readonly { readonly number: number }[];
    }[];
  }[];
  readonly seasons?: readonly { readonly ids: SeasonIds }[];
  readonly episodes?: readonly { readonly ids: EpisodeIds }[];
}

/** A whole number; Trakt answers others with an error. */
export type RatingValue = 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8 | 9 | 10;

interface Rated {
  readonly rating: RatingValue;
  /** UTC ISO 8601 with `Z`. Default now. */
  readonly rated_at?: UtcTime;
}

/** The body of `POST /sync/ratings`. A rating on a show rates the show and none of its episodes. */
export interface RatingsBody {
  readonly movies?: readonly ({ readonly ids: MovieIds } & Rated)[];
  readonly shows?: readonly ({
    readonly ids: ShowIds;
    readonly seasons?: readonly ({
      readonly number: number;
      readonly episodes?: readonly ({ readonly number: number } & Rated)[];
    } & Partial<Rated>)[];
  } & Partial<Rated>)[];
  readonly seasons?: readonly ({ readonly ids: SeasonIds } & Rated)[];
  readonly episodes?: readonly ({ readonly ids: EpisodeIds } & Rated)[];
}
