import { LARGE, MEDIUM, SMALL } from "./household-sizes.ts";
import type { HouseholdSize } from "./household-sizes.ts";
import type { RequestCounts } from "./over-budget.ts";

/** What the reads of a run may cost on each service. */
interface ReadBudget {
  readonly plex: RequestCounts;
  readonly trakt: RequestCounts;
}

/** What runs of a household may cost that both sides agree on. */
export interface HouseholdBudget {
  readonly name: string;
  readonly size: HouseholdSize;
  readonly first: ReadBudget;
  readonly unchanged: ReadBudget;
}

const ASK_TRAKT_ONCE = { "GET /sync/last_activities": 1 };

/** Counted by the page, as the services cap them: a household that is five times as large costs five times as many pages, and no more. */
export const REQUEST_BUDGETS: readonly HouseholdBudget[] = [
  {
    name: "500 movies and 3 000 episodes",
    size: SMALL,
    // Two pages to see whether lists tell of streams; with them 1 of movies and 6 of episodes; 1 of shows, 1 of rated seasons. Later 1 of movies, 3 of episodes.
    first: {
      plex: {
        "GET /api/v2/user": 1,
        "GET /identity": 1,
        "GET /library/sections": 1,
        "GET /library/sections/:id/all": 11,
        "GET /discover/library/sections/watchlist/all": 1,
      },
      trakt: {
        ...ASK_TRAKT_ONCE,
        "GET /users/settings": 1,
        "GET /sync/watched/movies": 2,
        "GET /sync/watched/shows": 1,
        "GET /sync/ratings": 1,
        "GET /sync/collection/movies": 2,
        "GET /sync/collection/shows": 1,
        "GET /sync/watchlist/movies/added/asc": 1,
        "GET /sync/watchlist/shows/added/asc": 1,
      },
    },
    unchanged: {
      plex: {
        "GET /identity": 1,
        "GET /library/sections": 1,
        "GET /library/sections/:id/all": 6,
        "GET /discover/library/sections/watchlist/all": 1,
      },
      trakt: ASK_TRAKT_ONCE,
    },
  },
  {
    name: "2 000 movies and 12 000 episodes",
    size: MEDIUM,
    // 2 pages to look, 4 of movies, 24 of episodes, 1 of shows, 1 of rated seasons. Later 2 of movies, 12 of episodes.
    first: {
      plex: {
        "GET /api/v2/user": 1,
        "GET /identity": 1,
        "GET /library/sections": 1,
        "GET /library/sections/:id/all": 32,
        "GET /discover/library/sections/watchlist/all": 1,
      },
      trakt: {
        ...ASK_TRAKT_ONCE,
        "GET /users/settings": 1,
        "GET /sync/watched/movies": 5,
        "GET /sync/watched/shows": 2,
        "GET /sync/ratings": 2,
        "GET /sync/collection/movies": 8,
        "GET /sync/collection/shows": 1,
        "GET /sync/watchlist/movies/added/asc": 1,
        "GET /sync/watchlist/shows/added/asc": 1,
      },
    },
    unchanged: {
      plex: {
        "GET /identity": 1,
        "GET /library/sections": 1,
        "GET /library/sections/:id/all": 16,
        "GET /discover/library/sections/watchlist/all": 1,
      },
      trakt: ASK_TRAKT_ONCE,
    },
  },
  {
    name: "10 000 movies and 50 000 episodes",
    size: LARGE,
    // 2 pages to look, 20 of movies, 100 of episodes, 1 of shows, 1 of rated seasons. Later 10 of movies, 50 of episodes.
    first: {
      plex: {
        "GET /api/v2/user": 1,
        "GET /identity": 1,
        "GET /library/sections": 1,
        "GET /library/sections/:id/all": 124,
        "GET /discover/library/sections/watchlist/all": 1,
      },
      trakt: {
        ...ASK_TRAKT_ONCE,
        "GET /users/settings": 1,
        "GET /sync/watched/movies": 24,
        "GET /sync/watched/shows": 10,
        "GET /sync/ratings": 8,
        "GET /sync/collection/movies": 40,
        "GET /sync/collection/shows": 4,
        "GET /sync/watchlist/movies/added/asc": 1,
        "GET /sync/watchlist/shows/added/asc": 1,
      },
    },
    unchanged: {
      plex: {
        "GET /identity": 1,
        "GET /library/sections": 1,
        "GET /library/sections/:id/all": 62,
        "GET /discover/library/sections/watchlist/all": 1,
      },
      trakt: ASK_TRAKT_ONCE,
    },
  },
];
