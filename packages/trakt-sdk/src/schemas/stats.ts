import { z } from "zod";

const number = z.number().nullish();
const watchedStats = z
  .object({ plays: number, watched: number, minutes: number, collected: number, ratings: number })
  .nullish();

/** The answer of `/users/me/stats`; all of it optional, for the shape is changing (web client, 2026). */
export const statsSchema = z.object({
  movies: watchedStats,
  shows: z.object({ watched: number, collected: number, ratings: number }).nullish(),
  seasons: z.object({ ratings: number }).nullish(),
  episodes: watchedStats,
  ratings: z.object({ total: number, distribution: z.record(z.string(), z.number()).nullish() }).nullish(),
});

/** What the account holds, in numbers. @useDeclaredType */
export type TraktStats = z.infer<typeof statsSchema>;
