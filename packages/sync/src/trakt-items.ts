import type { Id, Item, ShowOfItem } from "@pakt/sync-core";
import type {
  TraktCollectedMovie,
  TraktCollectedShow,
  TraktRating,
  TraktSeason,
  TraktShow,
  TraktWatchedMovie,
  TraktWatchedShowProgress,
  TraktWatchlistEntry,
} from "@pakt/trakt-sdk";

import { fromTraktMetadata } from "./quality-words.ts";

/** What Trakt gives as the ids of a title; which of them depends on its type. */
interface TraktIdsOfTitle {
  readonly trakt?: number | null | undefined;
  readonly tmdb?: number | null | undefined;
  readonly tvdb?: number | null | undefined;
  readonly imdb?: string | null | undefined;
}

/** Trakt's ids in the core's words, Trakt's own first. */
export function toTraktIds(ids: TraktIdsOfTitle): readonly Id[] {
  const result: Id[] = [];
  if (ids.trakt != null) result.push(`trakt:${ids.trakt}`);
  if (ids.tmdb != null) result.push(`tmdb:${ids.tmdb}`);
  if (ids.tvdb != null) result.push(`tvdb:${ids.tvdb}`);
  if (ids.imdb != null && ids.imdb !== "") result.push(`imdb:${ids.imdb}`);
  return result;
}

/** A row of the watched movies. */
export function toWatchedMovie(row: TraktWatchedMovie): Item {
  const { movie } = row;
  return {
    type: "movie",
    ids: toTraktIds(movie.ids),
    title: movie.title ?? "",
    ...yearOf(movie.year),
    watched: { plays: Math.max(1, row.plays), ...dateOf(row.last_watched_at) },
  };
}

/** A row of the watched shows: its episodes, which Trakt names by number only. */
export function toWatchedEpisodes(row: TraktWatchedShowProgress): readonly Item[] {
  const show = toShow(row.show);
  return row.seasons.flatMap((season) =>
    season.episodes.map((episode): Item => ({
      type: "episode",
      ids: [],
      title: "",
      show,
      season: season.number,
      number: episode.number,
      watched: { plays: Math.max(1, episode.plays), ...dateOf(episode.last_watched_at) },
    })),
  );
}

/** A row of the ratings; `undefined` where it does not say what was rated. */
export function toRated(row: TraktRating): Item | undefined {
  const rating = { value: row.rating, ...dateOf(row.rated_at) };
  switch (row.type) {
    case "movie":
      return {
        type: "movie",
        ids: toTraktIds(row.movie.ids),
        title: row.movie.title ?? "",
        ...yearOf(row.movie.year),
        rating,
      };
    case "show":
      return { ...toShow(row.show), type: "show", rating };
    case "season":
      return {
        type: "season",
        ids: toTraktIds(row.season.ids),
        title: "",
        show: toShow(row.show),
        season: row.season.number,
        rating,
      };
    case "episode":
      return {
        type: "episode",
        ids: toTraktIds(row.episode.ids),
        title: row.episode.title ?? "",
        show: toShow(row.show),
        season: row.episode.season,
        number: row.episode.number,
        rating,
      };
    default:
      return undefined;
  }
}

/** A row of the collected movies. */
export function toCollectedMovie({ movie, collected_at: at, metadata }: TraktCollectedMovie): Item {
  return {
    type: "movie",
    ids: toTraktIds(movie.ids),
    title: movie.title ?? "",
    ...yearOf(movie.year),
    collection: { ...dateOf(at), ...fromTraktMetadata(metadata) },
  };
}

/** A row of the collected shows: its episodes, which Trakt names by number only. */
export function toCollectedEpisodes(row: TraktCollectedShow): readonly Item[] {
  const show = toShow(row.show);
  return row.seasons.flatMap((season) =>
    season.episodes.map((episode): Item => ({
      type: "episode",
      ids: [],
      title: "",
      show,
      season: season.number,
      number: episode.number,
      collection: { ...dateOf(episode.collected_at), ...fromTraktMetadata(episode.metadata) },
    })),
  );
}

/** A row of the watchlist; `undefined` for seasons and episodes, which no list of Plex can hold. */
export function toWatchlisted(row: TraktWatchlistEntry): Item | undefined {
  const watchlist = dateOf(row.listed_at);
  if (row.type === "show") return { ...toShow(row.show), type: "show", watchlist };
  if (row.type !== "movie") return undefined;
  const { movie } = row;
  return { type: "movie", ids: toTraktIds(movie.ids), title: movie.title ?? "", ...yearOf(movie.year), watchlist };
}

/** The season list of a show: every episode with its ids and Trakt's numbers, nothing about what was watched. */
export function toListedEpisodes(show: ShowOfItem, seasons: readonly TraktSeason[]): readonly Item[] {
  return seasons.flatMap((season) =>
    (season.episodes ?? []).map((episode): Item => ({
      type: "episode",
      ids: toTraktIds(episode.ids),
      title: episode.title ?? "",
      show,
      season: season.number,
      number: episode.number,
    })),
  );
}

/** A show of Trakt in the core's words. */
export function toShow(show: TraktShow): ShowOfItem {
  return { ids: toTraktIds(show.ids), title: show.title ?? "", ...yearOf(show.year) };
}

function yearOf(year: number | null | undefined): { readonly year?: number } {
  return year == null ? {} : { year };
}

/** Trakt stores a play without a date as the epoch. */
function dateOf(at: string | null | undefined): { readonly at?: string } {
  return at == null || at.startsWith("1970-01-01") ? {} : { at };
}
