import { z } from "zod";
import { movieSchema, showSchema } from "./title.ts";

const plays = { plays: z.number(), last_watched_at: z.string().nullish(), last_updated_at: z.string().nullish() };

/** A row of `/sync/watched/movies`. */
export const watchedMovieSchema = z.object({ ...plays, movie: movieSchema });

/** A row of `/sync/watched/shows` without `extended`: it says nothing about episodes (trakt/trakt-api#835). */
export const watchedShowSchema = z.object({ ...plays, reset_at: z.string().nullish(), show: showSchema });

/**
 * A row of `/sync/watched/shows?extended=progress`. `seasons` is required: a row without it would read as "nothing watched".
 */
export const watchedShowProgressSchema = z.object({
  ...plays,
  reset_at: z.string().nullish(),
  show: showSchema,
  seasons: z.array(
    z.object({
      number: z.number(),
      episodes: z.array(z.object({ number: z.number(), plays: z.number(), last_watched_at: z.string().nullish() })),
    }),
  ),
});

/** A watched movie. Times are Trakt's ISO strings: a `Date` for each of many thousand rows would cost more than it gives. @useDeclaredType */
export type TraktWatchedMovie = z.infer<typeof watchedMovieSchema>;
/** A watched show without its episodes. Times are ISO strings. @useDeclaredType */
export type TraktWatchedShow = z.infer<typeof watchedShowSchema>;
/** A watched show with its watched episodes by number; they carry no ids here. Times are ISO strings. @useDeclaredType */
export type TraktWatchedShowProgress = z.infer<typeof watchedShowProgressSchema>;
