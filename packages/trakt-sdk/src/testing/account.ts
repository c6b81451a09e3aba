import { changeSettings, defaultSettings } from "./account-settings.ts";
import type { AccountSettings, AccountSettingsChange } from "./account-settings.ts";
import type { CatalogueIndex, TitleType } from "./catalogue.ts";
import { createCollectionShelf } from "./collection-shelf.ts";
import type { CollectionShelf, Copy, StoredCollected } from "./collection-shelf.ts";
import { createStamps } from "./stamps.ts";
import type { Stamps } from "./stamps.ts";
import { createWatchlistShelf } from "./watchlist-shelf.ts";
import type { StoredWatchlistEntry, WatchlistShelf } from "./watchlist-shelf.ts";

/** One play as the service keeps it. */
export interface StoredPlay {
  readonly id: number;
  readonly type: "movie" | "episode";
  readonly traktId: number;
  /** ISO, to the minute. */
  readonly watchedAt: string;
  readonly action: "scrobble" | "checkin" | "watch";
  /** Epoch milliseconds. */
  readonly storedAt: number;
}

/** One rating as the service keeps it. */
export interface StoredRating {
  readonly type: TitleType;
  readonly traktId: number;
  readonly value: number;
  readonly ratedAt: string;
}

/** The account: a person's acts, and what tests look at. */
export interface Account {
  readonly settings: AccountSettings;
  changeSettings(change: AccountSettingsChange): void;
  /** `at` is ISO; its seconds are dropped, as Trakt does. What is watched leaves the watchlist. */
  watch(type: "movie" | "episode", traktId: number, at: string): void;
  /** Removes all plays of a title. */
  unwatch(type: "movie" | "episode", traktId: number): void;
  rate(type: TitleType, traktId: number, value: number, at: string): void;
  unrate(type: TitleType, traktId: number): void;
  /** Overwrites the date and all metadata of what is there. */
  collect(type: "movie" | "episode", traktId: number, copy: Copy): void;
  uncollect(type: "movie" | "episode", traktId: number): void;
  /** `at` is ISO. What is listed already stays as it is. */
  list(type: TitleType, traktId: number, at: string): void;
  unlist(type: TitleType, traktId: number): void;
  /** In the order in which they were stored. */
  plays(): readonly StoredPlay[];
  ratings(): readonly StoredRating[];
  collection(): readonly StoredCollected[];
  /** In the order of the ranks. */
  watchlist(): readonly StoredWatchlistEntry[];
}

/** {@link Account} with what the service needs. */
export interface AccountStore extends Account {
  readonly stamps: Stamps;
  /** Moves whenever plays do. */
  playsRevision(): number;
  ratingsRevision(): number;
  playCount(): number;
  playsOf(type: "movie" | "episode", traktId: number): readonly StoredPlay[];
  ratingOf(type: TitleType, traktId: number): StoredRating | undefined;
  removePlay(id: number): StoredPlay | undefined;
  readonly collectionShelf: CollectionShelf;
  readonly watchlistShelf: WatchlistShelf;
}

const plural = { movie: "movies", show: "shows", season: "seasons", episode: "episodes" } as const;

/** An account that has seen, rated, collected and listed nothing. */
export function createAccount(parts: {
  readonly now: () => number;
  readonly catalogue: CatalogueIndex;
  readonly settings: AccountSettingsChange;
  /** Whether what is watched leaves the watchlist. */
  readonly dropsWatched: boolean;
}): AccountStore {
  const { now } = parts;
  const stamps = createStamps(now);
  const plays = new Map<string, StoredPlay[]>();
  const byId = new Map<number, StoredPlay>();
  const ratings = new Map<string, StoredRating>();
  const revision = { plays: 0, ratings: 0 };
  let nextId = 10_000_000_001;
  let settings = changeSettings(defaultSettings, parts.settings);

  const touchPlays = (type: "movie" | "episode"): void => {
    revision.plays += 1;
    stamps.move(plural[type], "watched_at");
  };
  const touchRatings = (type: TitleType): void => {
    revision.ratings += 1;
    stamps.move(plural[type], "rated_at");
  };
  const collectionShelf = createCollectionShelf(now, (type) => {
    stamps.move(plural[type], "collected_at");
  });
  const watchlistShelf = createWatchlistShelf((type) => {
    stamps.move(plural[type], "watchlisted_at");
    stamps.move("watchlist", "updated_at");
  });
  const dropWatched = (type: "movie" | "episode", traktId: number): void => {
    watchlistShelf.unlist(type, traktId);
    const entry = type === "episode" ? parts.catalogue.find(type, { trakt: traktId }) : undefined;
    if (entry?.type !== "episode") return;
    watchlistShelf.unlist("season", entry.season.ids.trakt);
    watchlistShelf.unlist("show", entry.show.ids.trakt);
  };
  const unwatch = (type: "movie" | "episode", traktId: number): void => {
    for (const play of plays.get(`${type}:${traktId}`) ?? []) byId.delete(play.id);
    if (plays.delete(`${type}:${traktId}`)) touchPlays(type);
  };

  return {
    stamps,
    collectionShelf,
    watchlistShelf,
    get settings() {
      return settings;
    },
    changeSettings: (change) => {
      settings = changeSettings(settings, change);
      stamps.move("account", "settings_at");
    },
    watch: (type, traktId, at) => {
      if (settings.watchOnlyOnce) unwatch(type, traktId);
      const id = nextId;
      nextId += 1;
      const play: StoredPlay = { id, type, traktId, watchedAt: toMinute(at), action: "watch", storedAt: now() };
      const held = plays.get(`${type}:${traktId}`);
      if (held) held.push(play);
      else plays.set(`${type}:${traktId}`, [play]);
      byId.set(id, play);
      touchPlays(type);
      if (parts.dropsWatched) dropWatched(type, traktId);
    },
    unwatch,
    rate: (type, traktId, value, at) => {
      ratings.set(`${type}:${traktId}`, { type, traktId, value, ratedAt: new Date(at).toISOString() });
      touchRatings(type);
    },
    unrate: (type, traktId) => {
      if (ratings.delete(`${type}:${traktId}`)) touchRatings(type);
    },
    collect: (type, traktId, copy) => {
      collectionShelf.collect(type, traktId, copy);
    },
    uncollect: (type, traktId) => {
      collectionShelf.uncollect(type, traktId);
    },
    list: (type, traktId, at) => {
      watchlistShelf.list(type, traktId, { at });
    },
    unlist: (type, traktId) => {
      watchlistShelf.unlist(type, traktId);
    },
    collection: () => collectionShelf.all(),
    watchlist: () => watchlistShelf.all(),
    plays: () => [...byId.values()],
    ratings: () => [...ratings.values()],
    playsRevision: () => revision.plays,
    ratingsRevision: () => revision.ratings,
    playCount: () => byId.size,
    playsOf: (type, traktId) => plays.get(`${type}:${traktId}`) ?? [],
    ratingOf: (type, traktId) => ratings.get(`${type}:${traktId}`),
    removePlay: (id) => {
      const play = byId.get(id);
      if (play === undefined) return undefined;
      const key = `${play.type}:${play.traktId}`;
      const kept = (plays.get(key) ?? []).filter((other) => other.id !== id);
      if (kept.length > 0) plays.set(key, kept);
      else plays.delete(key);
      byId.delete(id);
      touchPlays(play.type);
      return play;
    },
  };
}

function toMinute(at: string): string {
  const date = new Date(at);
  date.setUTCSeconds(0, 0);
  return date.toISOString();
}
