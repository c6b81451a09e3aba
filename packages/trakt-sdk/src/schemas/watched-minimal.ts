import { z } from "zod";

/** `{"<movie id>": ["<watched at>", …]}`. */
export const minimalMoviesSchema = z.record(z.string(), z.array(z.string()));

/** `{"<show id>": {"<season id>|<number>": {"<episode id>": ["<watched at>", …]}}}`. */
export const minimalShowsSchema = z.record(
  z.string(),
  z.record(z.string().regex(/^\d+\|\d+$/), z.record(z.string(), z.array(z.string()))),
);

/** Every play of one movie. */
export interface TraktMinimalWatchedMovie {
  /** Trakt's id of the movie. */
  readonly trakt: number;
  /** One ISO string a play. */
  readonly watched_at: readonly string[];
}

/** Every play of one show's episodes, by Trakt's ids. */
export interface TraktMinimalWatchedShow {
  /** Trakt's id of the show. */
  readonly trakt: number;
  readonly seasons: readonly {
    readonly trakt: number;
    /** 0 for specials. */
    readonly number: number;
    readonly episodes: readonly { readonly trakt: number; readonly watched_at: readonly string[] }[];
  }[];
}

/** The map's entries. */
export function toMinimalMovies(map: z.infer<typeof minimalMoviesSchema>): TraktMinimalWatchedMovie[] {
  return Object.entries(map).map(([trakt, watchedAt]) => ({ trakt: Number(trakt), watched_at: watchedAt }));
}

/** The map's entries. */
export function toMinimalShows(map: z.infer<typeof minimalShowsSchema>): TraktMinimalWatchedShow[] {
  return Object.entries(map).map(([trakt, seasons]) => ({
    trakt: Number(trakt),
    seasons: Object.entries(seasons).map(([key, episodes]) => {
      const [season, number] = key.split("|");
      return { trakt: Number(season), number: Number(number), episodes: toMinimalMovies(episodes) };
    }),
  }));
}
