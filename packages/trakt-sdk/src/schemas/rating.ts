import { z } from "zod";
import { episodeSchema, movieSchema, seasonSchema, showSchema } from "./title.ts";

const rating = { rated_at: z.string().nullish(), rating: z.number() };

/** A row of `/sync/ratings`. */
export const ratingSchema = z.discriminatedUnion("type", [
  z.object({ ...rating, type: z.literal("movie"), movie: movieSchema }),
  z.object({ ...rating, type: z.literal("show"), show: showSchema }),
  z.object({ ...rating, type: z.literal("season"), season: seasonSchema, show: showSchema }),
  z.object({ ...rating, type: z.literal("episode"), episode: episodeSchema, show: showSchema }),
]);

/** A rating from 1 to 10. `rated_at` is an ISO string. @useDeclaredType */
export type TraktRating = z.infer<typeof ratingSchema>;
