import type { Id, Namespace, Operation, Target } from "@pakt/sync-core";
import type { SyncAnswer, TraktMetadataBody } from "@pakt/trakt-sdk";

import { toTraktMetadata } from "./quality-words.ts";

/** An operation that Trakt can carry out. */
export type TraktOperation = Exclude<Operation, { readonly side: "plex" }>;

/** One id as Trakt takes it. */
export interface SentId {
  readonly trakt?: number;
  readonly tmdb?: number;
  readonly tvdb?: number;
  readonly imdb?: string;
}

/** What is said of one title: nothing for a removal or on a watchlist, a date for a play, a value for a rating, what a file is like. */
export interface SentValues extends TraktMetadataBody {
  readonly watched_at?: string;
  readonly rating?: number;
  readonly rated_at?: string;
  readonly collected_at?: string;
}

/** A body of `/sync/history`, `ratings`, `collection` or `watchlist`, adding or removing. */
export interface SentBody {
  readonly movies?: SentTitle[];
  readonly shows?: SentShow[];
  readonly seasons?: SentTitle[];
  readonly episodes?: SentTitle[];
  /** Plays by Trakt's ids of them. */
  readonly ids?: number[];
}

interface SentTitle extends SentValues {
  readonly ids: SentId;
}

interface SentShow extends SentValues {
  readonly ids: SentId;
  readonly seasons?: SentSeason[];
}

interface SentSeason extends SentValues {
  readonly number: number;
  readonly episodes?: SentEpisode[];
}

interface SentEpisode extends SentValues {
  readonly number: number;
}

/** The namespaces that Trakt takes in a body, the most trusted first (Trakt's published API contract; episodes by tmdb or imdb are not sure). */
const ACCEPTED: Readonly<Record<Target["type"], readonly Namespace[]>> = {
  movie: ["trakt", "tmdb", "imdb"],
  show: ["trakt", "tvdb", "tmdb", "imdb"],
  season: ["trakt", "tvdb", "tmdb"],
  episode: ["trakt", "tvdb"],
};

/** The one id that is sent for a title; `undefined` when it has none that Trakt takes. */
export function toSentId(type: Target["type"], ids: readonly Id[]): SentId | undefined {
  for (const namespace of ACCEPTED[type]) {
    const id = ids.find((candidate) => candidate.startsWith(`${namespace}:`));
    if (id === undefined) continue;
    const value = id.slice(namespace.length + 1);
    if (namespace === "imdb") return { imdb: value };
    const number = Number(value);
    if (Number.isSafeInteger(number)) return { [namespace]: number };
  }
  return undefined;
}

/** Where an operation's title stands in a body. */
export type Place =
  | { readonly kind: "flat"; readonly list: "movies" | "shows" | "seasons" | "episodes"; readonly ids: SentId }
  | { readonly kind: "nested"; readonly ids: SentId; readonly season: number; readonly episode?: number }
  /** One play by Trakt's id of it. */
  | { readonly kind: "play"; readonly play: number };

/** An operation with the place of its title. */
export interface PlacedOperation {
  readonly operation: TraktOperation;
  readonly place: Place;
}

/** Where an operation stands in a body; `undefined` when nothing that Trakt takes is known of its title. */
export function placeOfOperation(operation: TraktOperation): Place | undefined {
  return "play" in operation ? { kind: "play", play: operation.play } : placeOf(operation.target);
}

/** The place of a title; `undefined` when nothing that Trakt takes is known of it. */
export function placeOf(target: Target): Place | undefined {
  const { type, show, season, number } = target;
  if (target.by === "number" && (type === "season" || type === "episode")) {
    const ids = show === undefined ? undefined : toSentId("show", show.ids);
    if (ids === undefined || season === undefined) return undefined;
    if (type === "season") return { kind: "nested", ids, season };
    return number === undefined ? undefined : { kind: "nested", ids, season, episode: number };
  }
  const ids = toSentId(type, target.ids);
  return ids === undefined ? undefined : { kind: "flat", list: `${type}s`, ids };
}

/** The body of a batch; episodes that are written by number stand under their shows. */
export function toBody(batch: readonly PlacedOperation[]): SentBody {
  const flat = {
    movies: [] as SentTitle[],
    shows: [] as SentShow[],
    seasons: [] as SentTitle[],
    episodes: [] as SentTitle[],
    ids: [] as number[],
  };
  const shows = new Map<string, Map<number, { values: SentValues; episodes: SentEpisode[] }>>();
  const showIds = new Map<string, SentId>();
  for (const { operation, place } of batch) {
    if (place.kind === "play") {
      flat.ids.push(place.play);
      continue;
    }
    const values = valuesOf(operation);
    if (place.kind === "flat") {
      flat[place.list].push({ ...values, ids: place.ids });
      continue;
    }
    const key = JSON.stringify(place.ids);
    showIds.set(key, place.ids);
    const seasons = shows.get(key) ?? new Map<number, { values: SentValues; episodes: SentEpisode[] }>();
    shows.set(key, seasons);
    const season = seasons.get(place.season) ?? { values: {}, episodes: [] };
    if (place.episode === undefined) seasons.set(place.season, { ...season, values });
    else seasons.set(place.season, { ...season, episodes: [...season.episodes, { ...values, number: place.episode }] });
  }
  for (const [key, seasons] of shows) {
    const ids = showIds.get(key) ?? {};
    flat.shows.push({ ids, seasons: [...seasons].map(([number, season]) => toSentSeason(number, season)) });
  }
  return Object.fromEntries(Object.entries(flat).filter(([, list]) => list.length > 0));
}

function toSentSeason(number: number, season: { values: SentValues; episodes: SentEpisode[] }): SentSeason {
  return { ...season.values, number, ...(season.episodes.length === 0 ? {} : { episodes: season.episodes }) };
}

function valuesOf(operation: TraktOperation): SentValues {
  if (operation.action === "remove") return {};
  switch (operation.field) {
    case "watched":
      return "at" in operation ? { watched_at: operation.at } : {};
    case "rating": {
      const { value, at } = operation.rating;
      return { rating: value, ...(at === undefined ? {} : { rated_at: at }) };
    }
    case "collection": {
      const { quality, at } = operation;
      return { ...toTraktMetadata(quality), ...(at === undefined ? {} : { collected_at: at }) };
    }
    case "watchlist":
      return {};
    default:
      return operation satisfies never;
  }
}

/** Which of a batch's places an answer's `not_found` names. Trakt echoes what was sent, at the level that it could not find. */
export function isNotFound(place: Place, notFound: SyncAnswer["notFound"]): boolean {
  // A play that is not there is what was wanted.
  if (place.kind === "play") return false;
  if (place.kind === "flat") {
    // A show with seasons in it is where something else was looked for.
    return notFound[place.list].some(({ ids, seasons }) => isSameId(ids, place.ids) && (seasons ?? []).length === 0);
  }
  return notFound.shows.some((show) => {
    if (!isSameId(show.ids, place.ids)) return false;
    const seasons = show.seasons ?? [];
    if (seasons.length === 0) return true;
    return seasons.some((season) => {
      if (season.number !== place.season) return false;
      const episodes = season.episodes ?? [];
      if (episodes.length === 0) return true;
      return episodes.some(({ number }) => number === place.episode);
    });
  });
}

function isSameId(echo: Readonly<Record<string, unknown>> | undefined, sent: SentId): boolean {
  if (echo === undefined) return false;
  return Object.entries(sent).every(([namespace, value]) => String(echo[namespace]) === String(value));
}

/** Whether Trakt is to carry it out. */
export function isTraktOperation(operation: Operation): operation is TraktOperation {
  return operation.side === "trakt";
}
