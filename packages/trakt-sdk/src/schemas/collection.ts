import { z } from "zod";
import { metadataSchema } from "./media-metadata.ts";
import { movieSchema, showSchema } from "./title.ts";

/** A row of `/sync/collection/movies`. */
export const collectedMovieSchema = z.object({
  collected_at: z.string(),
  updated_at: z.string().nullish(),
  movie: movieSchema,
  metadata: metadataSchema,
});

/** A row of `/sync/collection/shows`. `seasons` is required: a row without it would read as "nothing collected". */
export const collectedShowSchema = z.object({
  last_collected_at: z.string().nullish(),
  last_updated_at: z.string().nullish(),
  show: showSchema,
  seasons: z.array(
    z.object({
      number: z.number(),
      episodes: z.array(z.object({ number: z.number(), collected_at: z.string(), metadata: metadataSchema })),
    }),
  ),
});

/** `{"<id>": "<collected at>"}`. */
export const minimalCollectionSchema = z.record(z.string().regex(/^\d+$/), z.string());

/** A collected movie. Times are ISO strings; `metadata` comes when it is asked for. @useDeclaredType */
export type TraktCollectedMovie = z.infer<typeof collectedMovieSchema>;
/** A show with its collected episodes by number; they carry no ids here. Times are ISO strings. @useDeclaredType */
export type TraktCollectedShow = z.infer<typeof collectedShowSchema>;

/** When one movie or episode was collected. */
export interface TraktMinimalCollected {
  /** Trakt's id of the movie or episode. */
  readonly trakt: number;
  /** An ISO string. */
  readonly collected_at: string;
}

/** The map's entries. */
export function toMinimalCollection(map: z.infer<typeof minimalCollectionSchema>): TraktMinimalCollected[] {
  return Object.entries(map).map(([trakt, collectedAt]) => ({ trakt: Number(trakt), collected_at: collectedAt }));
}
