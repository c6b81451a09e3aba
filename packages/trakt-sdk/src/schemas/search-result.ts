import { z } from "zod";
import { episodeSchema, movieSchema, showSchema } from "./title.ts";

const resultSchema = z.discriminatedUnion("type", [
  z.object({ type: z.literal("movie"), movie: movieSchema }),
  z.object({ type: z.literal("show"), show: showSchema }),
  z.object({ type: z.literal("episode"), episode: episodeSchema, show: showSchema }),
]);

// People and lists may be found too; a broken movie must not pass for one of those.
const otherSchema = z.object({ type: z.string().regex(/^(?!(movie|show|episode)$)/) });

/** The answer of `/search/:namespace/:id`. */
export const searchSchema = z.array(z.union([resultSchema, otherSchema]));

/** A title that was found by one of its ids. @useDeclaredType */
export type TraktSearchResult = z.infer<typeof resultSchema>;

/** The titles among the results. */
export function toSearchResults(results: z.infer<typeof searchSchema>): TraktSearchResult[] {
  return results.filter((result): result is TraktSearchResult => "movie" in result || "show" in result);
}
