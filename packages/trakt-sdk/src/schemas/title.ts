import { z } from "zod";

// Trakt leaves unknown ids out, or says null or "" (seen in recorded answers of all three kinds).
const foreign = { imdb: z.string().nullish(), tmdb: z.number().nullish() };
const foreignWithTvdb = { ...foreign, tvdb: z.number().nullish() };

/** A movie as it stands in every list. */
export const movieSchema = z.object({
  title: z.string().nullish(),
  year: z.number().nullish(),
  ids: z.object({ trakt: z.number(), slug: z.string().nullish(), ...foreign }),
});

/** A show as it stands in every list. */
export const showSchema = z.object({
  title: z.string().nullish(),
  year: z.number().nullish(),
  ids: z.object({ trakt: z.number(), slug: z.string().nullish(), ...foreignWithTvdb }),
  aired_episodes: z.number().nullish(),
});

/** A season as it stands in lists. Seasons have no IMDb id. */
export const seasonSchema = z.object({
  number: z.number(),
  ids: z.object({ trakt: z.number(), tvdb: z.number().nullish(), tmdb: z.number().nullish() }),
});

/** An episode as it stands in lists, in Trakt's own (TMDB) order. */
export const episodeSchema = z.object({
  season: z.number(),
  number: z.number(),
  title: z.string().nullish(),
  ids: z.object({ trakt: z.number(), ...foreignWithTvdb }),
});

/** A movie. Ids that Trakt does not know are absent, null or empty strings. @useDeclaredType */
export type TraktMovie = z.infer<typeof movieSchema>;
/** A show. Ids that Trakt does not know are absent, null or empty strings. @useDeclaredType */
export type TraktShow = z.infer<typeof showSchema>;
/** A season without its episodes. @useDeclaredType */
export type TraktSeasonTitle = z.infer<typeof seasonSchema>;
/** An episode. Ids that Trakt does not know are absent, null or empty strings. @useDeclaredType */
export type TraktEpisode = z.infer<typeof episodeSchema>;
