import { z } from "zod";
import type { Call } from "../call.ts";
import type { PageList } from "../page.ts";
import {
  collectedMovieSchema,
  collectedShowSchema,
  minimalCollectionSchema,
  toMinimalCollection,
} from "../schemas/collection.ts";
import type { TraktCollectedMovie, TraktCollectedShow, TraktMinimalCollected } from "../schemas/collection.ts";
import { historySchema } from "../schemas/history.ts";
import type { TraktHistoryEntry } from "../schemas/history.ts";
import { ratingSchema } from "../schemas/rating.ts";
import type { TraktRating } from "../schemas/rating.ts";
import {
  minimalMoviesSchema,
  minimalShowsSchema,
  toMinimalMovies,
  toMinimalShows,
} from "../schemas/watched-minimal.ts";
import type { TraktMinimalWatchedMovie, TraktMinimalWatchedShow } from "../schemas/watched-minimal.ts";
import { watchedMovieSchema, watchedShowProgressSchema, watchedShowSchema } from "../schemas/watched.ts";
import type { TraktWatchedMovie, TraktWatchedShow, TraktWatchedShowProgress } from "../schemas/watched.ts";
import { watchlistSchema } from "../schemas/watchlist.ts";
import type { TraktWatchlistEntry } from "../schemas/watchlist.ts";
import { readPage } from "./request.ts";

/** The account's lists. Each function names a list; hand it to `paginate`. Trakt applies at most 250 rows a page. */
export interface TraktSyncLists {
  watchedMovies(): PageList<TraktWatchedMovie>;
  /** With `extended: "progress"` the watched episodes come along, 100 shows a page at most. */
  watchedShows(options: { readonly extended: "progress" }): PageList<TraktWatchedShowProgress>;
  watchedShows(): PageList<TraktWatchedShow>;
  /** Every play of every movie by Trakt's ids. Takes limits of 10000; announces no counts, so the walk ends on an empty page. */
  watchedMoviesMinimal(): PageList<TraktMinimalWatchedMovie>;
  /** Every play of every episode by Trakt's ids, specials included. Takes limits of 1000; announces no counts. */
  watchedShowsMinimal(): PageList<TraktMinimalWatchedShow>;
  /** All types when none is given. */
  ratings(options?: { readonly type?: "movies" | "shows" | "seasons" | "episodes" }): PageList<TraktRating>;
  /** Plays, newest first. `id` is Trakt's and needs a `type`; `startAt` and `endAt` (ISO, UTC) filter when it was watched. */
  history(options?: HistoryOptions): PageList<TraktHistoryEntry>;
  /** `metadata` comes with `extended: "metadata"` only. */
  collectionMovies(options?: { readonly extended?: "metadata" }): PageList<TraktCollectedMovie>;
  /** Collected episodes by show and number. `metadata` comes with `extended: "metadata"` only. */
  collectionShows(options?: { readonly extended?: "metadata" }): PageList<TraktCollectedShow>;
  /** When each movie was collected, by Trakt's ids. Takes limits of 50000; announces no counts, so the walk ends on an empty page. */
  collectionMoviesMinimal(): PageList<TraktMinimalCollected>;
  /** When each episode was collected, by Trakt's ids. Takes limits of 50000; announces no counts. */
  collectionEpisodesMinimal(): PageList<TraktMinimalCollected>;
  /**
   * What the person wants to see. With a `type` in the order in which it was listed, so that pages stand still; all types come in the
   * order that the person chose on Trakt, which may be a random one: give a type where there may be more than a page.
   */
  watchlist(options?: { readonly type?: "movies" | "shows" | "seasons" | "episodes" }): PageList<TraktWatchlistEntry>;
}

/** What `history` may be narrowed by. */
export type HistoryOptions = { readonly startAt?: string | undefined; readonly endAt?: string | undefined } & (
  | { readonly type?: "movies" | "shows" | "seasons" | "episodes"; readonly id?: never }
  | { readonly type: "movies" | "shows" | "seasons" | "episodes"; readonly id: number }
);

const watchedMovies = z.array(watchedMovieSchema);
const watchedShows = z.array(watchedShowSchema);
const watchedShowsProgress = z.array(watchedShowProgressSchema);
const ratings = z.array(ratingSchema);
const history = z.array(historySchema);
const collectedMovies = z.array(collectedMovieSchema);
const collectedShows = z.array(collectedShowSchema);
const watchlist = z.array(watchlistSchema);

/** The lists of the `sync` part of a client. */
export function createSyncLists(call: Call): TraktSyncLists {
  const list =
    <Row>(path: string, schema: z.ZodType<Row[]>, query: Record<string, string | undefined> = {}): PageList<Row> =>
    (page) =>
      readPage(call, { path, query, schema, toRows: (rows) => rows, page });

  const listCollected =
    (path: string): PageList<TraktMinimalCollected> =>
    (page) =>
      readPage(call, { path, schema: minimalCollectionSchema, toRows: toMinimalCollection, page });

  function listShows(options: { readonly extended: "progress" }): PageList<TraktWatchedShowProgress>;
  function listShows(): PageList<TraktWatchedShow>;
  function listShows(options?: {
    readonly extended: "progress";
  }): PageList<TraktWatchedShowProgress> | PageList<TraktWatchedShow> {
    if (options === undefined) return list("/sync/watched/shows", watchedShows);
    return list("/sync/watched/shows", watchedShowsProgress, { extended: options.extended });
  }

  return {
    watchedMovies: () => list("/sync/watched/movies", watchedMovies),
    watchedShows: listShows,
    watchedMoviesMinimal: () => (page) =>
      readPage(call, {
        path: "/users/me/watched/movies",
        query: { extended: "min" },
        schema: minimalMoviesSchema,
        toRows: toMinimalMovies,
        page,
      }),
    watchedShowsMinimal: () => (page) =>
      readPage(call, {
        path: "/users/me/watched/shows",
        query: { extended: "min", specials: "true", season_numbers: "true" },
        schema: minimalShowsSchema,
        toRows: toMinimalShows,
        page,
      }),
    ratings: (options) => list(toPath("/sync/ratings", [options?.type]), ratings),
    history: (options) =>
      list(toPath("/sync/history", [options?.type, options?.id]), history, {
        start_at: options?.startAt,
        end_at: options?.endAt,
      }),
    collectionMovies: (options) => list("/sync/collection/movies", collectedMovies, { extended: options?.extended }),
    collectionShows: (options) => list("/sync/collection/shows", collectedShows, { extended: options?.extended }),
    collectionMoviesMinimal: () => listCollected("/sync/collection/minimal/movies"),
    collectionEpisodesMinimal: () => listCollected("/sync/collection/minimal/episodes"),
    watchlist: (options) =>
      list(toPath("/sync/watchlist", options?.type === undefined ? [] : [options.type, "added", "asc"]), watchlist),
  };
}

function toPath(base: string, segments: readonly (string | number | undefined)[]): string {
  return [base, ...segments.filter((segment) => segment !== undefined)].join("/");
}
