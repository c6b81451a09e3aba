import { z } from "zod";

// Null or the epoch when it never happened. The stamps that a reader decides by must be there: two absent ones would look unchanged.
const stamp = z.string().nullable();
const later = z.string().nullish();

/** The answer of `/sync/last_activities`, as far as it is used. */
export const lastActivitiesSchema = z.object({
  all: later,
  movies: z.object({ watched_at: stamp, rated_at: stamp, collected_at: stamp, watchlisted_at: stamp }),
  episodes: z.object({ watched_at: stamp, rated_at: stamp, collected_at: stamp, watchlisted_at: stamp }),
  shows: z.object({ rated_at: stamp, watchlisted_at: stamp, hidden_at: later, dropped_at: later }),
  seasons: z.object({ rated_at: stamp, watchlisted_at: stamp, hidden_at: later }),
  watchlist: z.object({ updated_at: later }).nullish(),
  account: z.object({ settings_at: later }).nullish(),
});

/** When each list of the account last changed, removals included (trakt/trakt-api#361). ISO strings; compare for equality only. @useDeclaredType */
export type TraktLastActivities = z.infer<typeof lastActivitiesSchema>;
