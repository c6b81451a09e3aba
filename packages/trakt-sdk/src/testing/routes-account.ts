import type { Route } from "./route.ts";

import { toShownLimits } from "./shown-limits.ts";

/** The account itself, and when its lists changed. */
export const accountRoutes: readonly Route[] = [
  {
    method: "GET",
    path: /^\/sync\/last_activities$/,
    access: "account",
    run: ({ account }) => ({ status: 200, body: account.stamps.read() }),
  },
  {
    method: "GET",
    path: /^\/users\/settings$/,
    query: { extended: /^browsing$/ },
    access: "account",
    run: ({ account, shownLimits }, request) => {
      const { username, uuid, vip, watchOnlyOnce } = account.settings;
      return {
        status: 200,
        body: {
          user: {
            username,
            private: false,
            name: username,
            vip,
            vip_ep: false,
            vip_og: false,
            ids: { slug: username, trakt: 1, uuid },
          },
          account: { timezone: "Europe/Madrid", date_format: "dmy", time_24hr: true },
          ...toShownLimits(account.settings, shownLimits),
          ...(request.query.get("extended") === "browsing"
            ? { browsing: { watch_only_once: watchOnlyOnce, watch_after_rating: false } }
            : {}),
        },
      };
    },
  },
  {
    method: "GET",
    path: /^\/users\/me\/stats$/,
    access: "account",
    run: ({ account, lists }) => {
      const plays = account.plays();
      const ratings = account.ratings();
      const ofType = (type: string): number => ratings.filter((rating) => rating.type === type).length;
      const watched = (type: string): { plays: number; watched: number } => {
        const held = plays.filter((play) => play.type === type);
        return { plays: held.length, watched: new Set(held.map(({ traktId }) => traktId)).size };
      };
      const distribution = Array.from({ length: 10 }, (_, index) => [
        String(index + 1),
        ratings.filter(({ value }) => value === index + 1).length,
      ]);
      return {
        status: 200,
        body: {
          movies: { ...watched("movie"), minutes: 0, ratings: ofType("movie"), comments: 0 },
          shows: { watched: lists.watchedShows().length, ratings: ofType("show"), comments: 0 },
          seasons: { ratings: ofType("season"), comments: 0 },
          episodes: { ...watched("episode"), minutes: 0, ratings: ofType("episode"), comments: 0 },
          ratings: { total: ratings.length, distribution: Object.fromEntries(distribution) },
        },
      };
    },
  },
];
