/** The times at which the lists last changed. */
export interface Stamps {
  /** Moves the stamp of one list, and `all`. No stamp is ever given twice. */
  move(block: string, key: string): void;
  /** When one list last changed, ISO. */
  of(block: string, key: string): string;
  /** The answer of `/sync/last_activities`. */
  read(): Record<string, unknown>;
}

const epoch = "1970-01-01T00:00:00.000Z";

const blocks: Readonly<Record<string, readonly string[]>> = {
  movies: [
    "watched_at",
    "collected_at",
    "rated_at",
    "watchlisted_at",
    "favorited_at",
    "commented_at",
    "paused_at",
    "hidden_at",
  ],
  episodes: ["watched_at", "collected_at", "rated_at", "watchlisted_at", "commented_at", "paused_at"],
  shows: ["rated_at", "watchlisted_at", "favorited_at", "commented_at", "hidden_at", "dropped_at"],
  seasons: ["rated_at", "watchlisted_at", "commented_at", "hidden_at"],
  comments: ["liked_at", "reacted_at", "blocked_at"],
  lists: ["liked_at", "reacted_at", "updated_at", "commented_at"],
  watchlist: ["updated_at"],
  favorites: ["updated_at"],
  collaborations: ["updated_at"],
  account: ["settings_at", "followed_at", "following_at", "pending_at", "requested_at"],
  saved_filters: ["updated_at"],
  notes: ["updated_at"],
};

/**
 * Stamps that have never moved.
 *
 * A change gets its stamp when somebody looks: what changed between two looks shares one, so that thousands of changes at once do not
 * push the stamps into the future.
 */
export function createStamps(now: () => number): Stamps {
  const given = new Map<string, string>();
  const moved = new Map<string, number>();
  let last = 0;
  const settle = (): void => {
    if (moved.size === 0) return;
    last = Math.max(last + 1, ...moved.values());
    const stamp = new Date(last).toISOString();
    for (const key of moved.keys()) given.set(key, stamp);
    moved.clear();
  };
  return {
    move: (block, key) => {
      moved.set(`${block}.${key}`, now());
    },
    of: (block, key) => {
      settle();
      return given.get(`${block}.${key}`) ?? epoch;
    },
    read: () => {
      settle();
      return {
        all: last === 0 ? epoch : new Date(last).toISOString(),
        ...Object.fromEntries(
          Object.entries(blocks).map(([block, keys]) => [
            block,
            Object.fromEntries(keys.map((key) => [key, given.get(`${block}.${key}`) ?? epoch])),
          ]),
        ),
      };
    },
  };
}
