import type { TitleType } from "./catalogue.ts";
import { createStamps } from "./stamps.ts";
import type { Stamps } from "./stamps.ts";

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

/** What the account is and may. */
export interface AccountSettings {
  readonly username: string;
  readonly vip: boolean;
  /** Further plays of a title replace the one there is. */
  readonly watchOnlyOnce: boolean;
  /** How many plays and ratings fit in; beyond, a write is answered with 420. */
  readonly limits: { readonly history: number; readonly ratings: number };
}

/** The account: a person's acts, and what tests look at. */
export interface Account {
  readonly settings: AccountSettings;
  changeSettings(change: Partial<AccountSettings>): void;
  /** `at` is ISO; its seconds are dropped, as Trakt does. */
  watch(type: "movie" | "episode", traktId: number, at: string): void;
  /** Removes all plays of a title. */
  unwatch(type: "movie" | "episode", traktId: number): void;
  rate(type: TitleType, traktId: number, value: number, at: string): void;
  unrate(type: TitleType, traktId: number): void;
  /** In the order in which they were stored. */
  plays(): readonly StoredPlay[];
  ratings(): readonly StoredRating[];
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
}

const plural = { movie: "movies", show: "shows", season: "seasons", episode: "episodes" } as const;

/** An account that has seen and rated nothing. */
export function createAccount(now: () => number, initial: Partial<AccountSettings>): AccountStore {
  const stamps = createStamps(now);
  const plays = new Map<string, StoredPlay[]>();
  const byId = new Map<number, StoredPlay>();
  const ratings = new Map<string, StoredRating>();
  const revision = { plays: 0, ratings: 0 };
  let nextId = 10_000_000_001;
  let settings: AccountSettings = {
    username: "sam",
    vip: false,
    watchOnlyOnce: false,
    limits: { history: 100_000, ratings: 10_000 },
    ...initial,
  };

  const touchPlays = (type: "movie" | "episode"): void => {
    revision.plays += 1;
    stamps.move(plural[type], "watched_at");
  };
  const touchRatings = (type: TitleType): void => {
    revision.ratings += 1;
    stamps.move(plural[type], "rated_at");
  };
  const unwatch = (type: "movie" | "episode", traktId: number): void => {
    for (const play of plays.get(`${type}:${traktId}`) ?? []) byId.delete(play.id);
    if (plays.delete(`${type}:${traktId}`)) touchPlays(type);
  };

  return {
    stamps,
    get settings() {
      return settings;
    },
    changeSettings: (change) => {
      settings = { ...settings, ...change };
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
    },
    unwatch,
    rate: (type, traktId, value, at) => {
      ratings.set(`${type}:${traktId}`, { type, traktId, value, ratedAt: new Date(at).toISOString() });
      touchRatings(type);
    },
    unrate: (type, traktId) => {
      if (ratings.delete(`${type}:${traktId}`)) touchRatings(type);
    },
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
