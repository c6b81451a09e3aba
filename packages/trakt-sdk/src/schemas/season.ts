import { z } from "zod";
import { episodeSchema, seasonSchema } from "./title.ts";

/** A row of `/shows/:id/seasons?extended=episodes`. */
export const seasonWithEpisodesSchema = seasonSchema.extend({ episodes: z.array(episodeSchema).nullish() });

/** A season with its episodes and their ids; 0 is the specials. An empty season may come without `episodes`. @useDeclaredType */
export type TraktSeason = z.infer<typeof seasonWithEpisodesSchema>;
