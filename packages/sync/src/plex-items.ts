import { idsOfItem } from "@pakt/plex-sdk";
import type { ExternalId, PlexEpisode, PlexItem, PlexMovie, PlexSeason, PlexShow } from "@pakt/plex-sdk";
import type { Collected, Id, Item, ShowOfItem, Watched } from "@pakt/sync-core";

/** Turns Plex's rows into the core's items. Shows must be given before their seasons and episodes. */
export interface PlexItemReader {
  /** `collected` tells what a row's file is like, where that is asked for. */
  add(rows: readonly PlexItem[], collected?: FileReading): void;
  /** All items so far; seasons that no row told of are made from their episodes. */
  items(): readonly Item[];
}

/** What a movie's or an episode's file is like; `undefined` without a file. */
export type FileReading = (row: PlexMovie | PlexEpisode) => Collected | undefined;

/** Makes a reader for one server. `refOf` turns a rating key into a ref that is unique across servers. */
export function createPlexItemReader(refOf: (ratingKey: string) => string): PlexItemReader {
  const shows = new Map<string, ShowOfItem>();
  const seasons = new Map<string, Item>();
  const others: Item[] = [];
  const episodes: Building[] = [];
  const firstInFile = new Map<string, Building>();

  function showOf(ratingKey: string | undefined, row: PlexSeason | PlexEpisode): ShowOfItem {
    const known = ratingKey === undefined ? undefined : shows.get(ratingKey);
    if (known !== undefined) return known;
    const title = row.type === "episode" ? row.grandparentTitle : row.parentTitle;
    const show: ShowOfItem = { ids: toIds(idsOfItem(row).show), title: title ?? "" };
    if (ratingKey !== undefined) shows.set(ratingKey, show);
    return show;
  }

  function addSeason(row: PlexSeason): void {
    const season: Building = {
      type: "season",
      ids: toIds(idsOfItem(row).own),
      title: row.title,
      show: showOf(row.parentRatingKey, row),
      ref: refOf(row.ratingKey),
    };
    if (row.index !== undefined) season.season = row.index;
    addRating(season, row);
    seasons.set(row.ratingKey, season);
  }

  function addSeasonOf(row: PlexEpisode, show: ShowOfItem): void {
    const key = row.parentRatingKey;
    if (key === undefined || row.parentIndex === undefined || seasons.has(key)) return;
    const title = row.parentIndex === 0 ? "Specials" : `Season ${row.parentIndex}`;
    seasons.set(key, { type: "season", ids: [], title, show, season: row.parentIndex, ref: refOf(key) });
  }

  function addEpisode(row: PlexEpisode, collected: FileReading): void {
    const show = showOf(row.grandparentRatingKey, row);
    addSeasonOf(row, show);
    const episode: Building = {
      type: "episode",
      ids: toIds(idsOfItem(row).own),
      title: row.title,
      show,
      ref: refOf(row.ratingKey),
    };
    if (row.parentIndex !== undefined) episode.season = row.parentIndex;
    if (row.index !== undefined) episode.number = row.index;
    addState(episode, row, collected);
    episodes.push(episode);
    const file = row.media[0]?.parts[0]?.file;
    if (file === undefined) return;
    const first = firstInFile.get(file);
    if (first === undefined) {
      firstInFile.set(file, episode);
      return;
    }
    first.file = file;
    episode.file = file;
  }

  function addTitle(row: PlexMovie | PlexShow): Building {
    const item: Building = {
      type: row.type,
      ids: toIds(idsOfItem(row).own),
      title: row.title,
      ref: refOf(row.ratingKey),
    };
    if (row.year !== undefined) item.year = row.year;
    others.push(item);
    return item;
  }

  return {
    add: (rows, collected = () => undefined) => {
      for (const row of rows) {
        switch (row.type) {
          case "movie":
            addState(addTitle(row), row, collected);
            break;
          case "show": {
            const { ids, title, year } = addRating(addTitle(row), row);
            shows.set(row.ratingKey, {
              ids,
              title,
              ...(year === undefined ? {} : { year }),
              ...(isOtherOrdering(row) ? { ordering: "other" as const } : {}),
            });
            break;
          }
          case "season":
            addSeason(row);
            break;
          case "episode":
            addEpisode(row, collected);
            break;
        }
      }
    },
    items: () => [...others, ...seasons.values(), ...episodes],
  };
}

/** An item that is being put together. Keys that have no value are left out, always in the same order: so items of a kind have one shape. */
type Building = { -readonly [Key in keyof Item]: Item[Key] };

function addState(item: Building, row: PlexMovie | PlexEpisode, collected: FileReading): void {
  if (row.duration !== undefined) item.runtimeMs = row.duration;
  const watched = toWatched(row);
  if (watched !== undefined) item.watched = watched;
  addRating(item, row);
  const collection = collected(row);
  if (collection !== undefined) item.collection = collection;
}

function addRating(item: Building, row: PlexItem): Building {
  const { rating, exactRating } = toRated(row);
  if (rating !== undefined) item.rating = rating;
  if (exactRating !== undefined) item.exactRating = exactRating;
  return item;
}

/** Whether the show's numbers are in another order than TMDB's: the agent's own mapping, or the person's choice for this show. */
function isOtherOrdering(row: PlexShow): boolean {
  const { showOrdering = "" } = row;
  return idsOfItem(row).ordering === "other" || (showOrdering !== "" && showOrdering !== TMDB_ORDERING);
}

/** What Plex calls TMDB's order by air date. */
const TMDB_ORDERING = "tmdbAiring";

function toWatched({ viewCount: plays = 0, lastViewedAt }: PlexMovie | PlexEpisode): Watched | undefined {
  if (plays < 1) return undefined;
  const at = toIso(lastViewedAt);
  return at === undefined ? { plays } : { plays, at };
}

/** Plex keeps floats from 0 to 10; 0 means none. A rating between 0 and 0.5 is still a rating, the lowest. */
export function toRated(row: PlexItem): Pick<Item, "rating" | "exactRating"> {
  const exact = row.userRating ?? 0;
  if (exact <= 0) return {};
  const value = Math.min(10, Math.max(1, Math.round(exact)));
  const at = toIso(row.lastRatedAt);
  const rating = at === undefined ? { value } : { value, at };
  return exact === value ? { rating } : { rating, exactRating: exact };
}

/** Plex's epoch seconds as UTC ISO 8601; `undefined` for what is no date. */
export function toIso(epochSeconds: number | undefined): string | undefined {
  if (epochSeconds === undefined || epochSeconds <= 0 || epochSeconds > 8_640_000_000_000) return undefined;
  return new Date(epochSeconds * 1000).toISOString();
}

function toIds(ids: readonly ExternalId[]): readonly Id[] {
  return ids.map(({ namespace, value }): Id => `${namespace}:${value}`);
}
