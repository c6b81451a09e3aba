import { z } from "zod";
import { episodeSchema, movieSchema, showSchema } from "./title.ts";

// 64-bit at Trakt: z.int() refuses what a number cannot hold exactly.
const play = { id: z.int(), watched_at: z.string(), action: z.string() };

/** A row of `/sync/history`. */
export const historySchema = z.discriminatedUnion("type", [
  z.object({ ...play, type: z.literal("movie"), movie: movieSchema }),
  z.object({ ...play, type: z.literal("episode"), episode: episodeSchema, show: showSchema }),
]);

/** One play, newest first in its list. `watched_at` is an ISO string kept to the minute; 1970 stands for "unknown". @useDeclaredType */
export type TraktHistoryEntry = z.infer<typeof historySchema>;
