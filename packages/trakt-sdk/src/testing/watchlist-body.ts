import { z } from "zod";
import { episodeIds, movieIds, nestedSeasons, seasonIds, showIds } from "./bodies.ts";

const notes = z.string().max(500).optional();

/** The body of `POST /sync/watchlist`, and nothing else. */
export const watchlistBody = z.strictObject({
  movies: z.array(z.strictObject({ ids: movieIds, notes })).optional(),
  shows: z.array(z.strictObject({ ids: showIds, notes, seasons: nestedSeasons })).optional(),
  seasons: z.array(z.strictObject({ ids: seasonIds, notes })).optional(),
  episodes: z.array(z.strictObject({ ids: episodeIds, notes })).optional(),
});
