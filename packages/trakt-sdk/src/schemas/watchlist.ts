import { z } from "zod";
import { episodeSchema, movieSchema, seasonSchema, showSchema } from "./title.ts";

const listed = {
  rank: z.number().nullish(),
  id: z.number().nullish(),
  listed_at: z.string(),
  notes: z.string().nullish(),
};

/** A row of `/sync/watchlist`. */
export const watchlistSchema = z.discriminatedUnion("type", [
  z.object({ ...listed, type: z.literal("movie"), movie: movieSchema }),
  z.object({ ...listed, type: z.literal("show"), show: showSchema }),
  z.object({ ...listed, type: z.literal("season"), season: seasonSchema, show: showSchema }),
  z.object({ ...listed, type: z.literal("episode"), episode: episodeSchema, show: showSchema }),
]);

/** A title that the person wants to see. `listed_at` is an ISO string; `id` is the entry's, not the title's. @useDeclaredType */
export type TraktWatchlistEntry = z.infer<typeof watchlistSchema>;
