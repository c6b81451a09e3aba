// Walks the whole history of a Trakt account and prints a line a month.
//
//   TRAKT_CLIENT_ID=… TRAKT_ACCESS_TOKEN=… node walk-trakt-history.ts
import { createMemoryTokenStore, createTrakt, isTraktError, paginate } from "@pakt/trakt-sdk";

const { TRAKT_CLIENT_ID = "", TRAKT_ACCESS_TOKEN = "" } = process.env;

const trakt = createTrakt({
  clientId: TRAKT_CLIENT_ID,
  userAgent: "walk-trakt-history/1.0 (+https://github.com/pakt-sync/pakt)",
  tokens: createMemoryTokenStore({ accessToken: TRAKT_ACCESS_TOKEN, expiresAt: Number.MAX_SAFE_INTEGER }),
});

const months = new Map<string, { movies: number; episodes: number }>();
try {
  // Newest first, and only when the list is proven to be whole: no month is short because a page was.
  for await (const plays of paginate(trakt.sync.history(), { key: (play) => String(play.id) })) {
    for (const play of plays) {
      const month = play.watched_at.slice(0, "2026-01".length);
      const counted = months.get(month) ?? { movies: 0, episodes: 0 };
      counted[play.type === "movie" ? "movies" : "episodes"] += 1;
      months.set(month, counted);
    }
  }
  for (const [month, { movies, episodes }] of [...months].toReversed()) {
    console.log(`${month}  ${movies} movies, ${episodes} episodes`);
  }
} catch (error) {
  if (!isTraktError(error)) throw error;
  console.error(error.message);
  process.exitCode = 1;
}
