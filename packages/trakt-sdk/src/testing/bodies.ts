import { z } from "zod";

/** A date in UTC, with `Z`. */
export const utc = z.iso.datetime();
const watchedAt = z.union([utc, z.literal("unknown"), z.literal("released")]).optional();
const someIds = <T extends z.ZodRawShape>(shape: T): z.ZodObject<T, z.core.$strict> =>
  z.strictObject(shape).refine((ids) => Object.values(ids).some((id) => id !== undefined), "has no id");

/** Ids of a movie: at least one, and no others. */
export const movieIds = someIds({
  trakt: z.int().optional(),
  slug: z.string().optional(),
  imdb: z.string().optional(),
  tmdb: z.int().optional(),
});
/** Ids of a show. */
export const showIds = someIds({
  trakt: z.int().optional(),
  slug: z.string().optional(),
  imdb: z.string().optional(),
  tmdb: z.int().optional(),
  tvdb: z.int().optional(),
});
/** Ids of a season. */
export const seasonIds = someIds({ trakt: z.int().optional(), tvdb: z.int().optional(), tmdb: z.int().optional() });
/** Ids of an episode. */
export const episodeIds = someIds({
  trakt: z.int().optional(),
  tvdb: z.int().optional(),
  imdb: z.string().optional(),
  tmdb: z.int().optional(),
});
/** Number of a season or an episode. */
export const number = z.int().min(0);

/** The body of `POST /sync/history`, and nothing else. */
export const historyBody = z.strictObject({
  movies: z.array(z.strictObject({ ids: movieIds, watched_at: watchedAt })).optional(),
  shows: z
    .array(
      z.strictObject({
        ids: showIds,
        watched_at: watchedAt,
        seasons: z
          .array(
            z.strictObject({
              number,
              watched_at: watchedAt,
              episodes: z.array(z.strictObject({ number, watched_at: watchedAt })).optional(),
            }),
          )
          .optional(),
      }),
    )
    .optional(),
  seasons: z.array(z.strictObject({ ids: seasonIds, watched_at: watchedAt })).optional(),
  episodes: z.array(z.strictObject({ ids: episodeIds, watched_at: watchedAt })).optional(),
});

/** Seasons and episodes inside a show, by number and without anything about them. */
export const nestedSeasons = z
  .array(z.strictObject({ number, episodes: z.array(z.strictObject({ number })).optional() }))
  .optional();

const titles = {
  movies: z.array(z.strictObject({ ids: movieIds })).optional(),
  shows: z.array(z.strictObject({ ids: showIds, seasons: nestedSeasons })).optional(),
  seasons: z.array(z.strictObject({ ids: seasonIds })).optional(),
  episodes: z.array(z.strictObject({ ids: episodeIds })).optional(),
};

/** The body of a removal by title. */
export const titlesBody = z.strictObject(titles);

/** The body of `POST /sync/history/remove`. */
export const historyRemovalBody = z.strictObject({ ...titles, ids: z.array(z.int()).optional() });

const rated = { rating: z.int().min(1).max(10), rated_at: utc.optional() };
const maybeRated = { rating: rated.rating.optional(), rated_at: utc.optional() };

/** The body of `POST /sync/ratings`. */
export const ratingsBody = z.strictObject({
  movies: z.array(z.strictObject({ ids: movieIds, ...rated })).optional(),
  shows: z
    .array(
      z.strictObject({
        ids: showIds,
        ...maybeRated,
        seasons: z
          .array(
            z.strictObject({
              number,
              ...maybeRated,
              episodes: z.array(z.strictObject({ number, ...rated })).optional(),
            }),
          )
          .optional(),
      }),
    )
    .optional(),
  seasons: z.array(z.strictObject({ ids: seasonIds, ...rated })).optional(),
  episodes: z.array(z.strictObject({ ids: episodeIds, ...rated })).optional(),
});

/** What every body of titles looks like, with whatever else stands beside the ids. */
export interface NestedBody<Extra> {
  readonly movies?: readonly (Extra & { readonly ids: Ids })[] | undefined;
  readonly shows?:
    | readonly (Extra & {
        readonly ids: Ids;
        readonly seasons?:
          | readonly (Extra & {
              readonly number: number;
              readonly episodes?: readonly (Extra & { readonly number: number })[] | undefined;
            })[]
          | undefined;
      })[]
    | undefined;
  readonly seasons?: readonly (Extra & { readonly ids: Ids })[] | undefined;
  readonly episodes?: readonly (Extra & { readonly ids: Ids })[] | undefined;
}

type Ids = Readonly<Record<string, string | number | undefined>>;
