import { idsOfItem } from "@pakt/plex-sdk";
import type { ExternalId, PlexEpisode, PlexItem, PlexMovie, PlexSeason, PlexShow } from "@pakt/plex-sdk";
import type { Collected, Id, Item, Rating, ShowOfItem, Watched } from "@pakt/sync-core";

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
  const files = new Map<string, number>();
  const episodes: { readonly item: Item; readonly file: string | undefined }[] = [];

  function showOf(ratingKey: string | undefined, row: PlexSeason | PlexEpisode): ShowOfItem {
    const known = ratingKey === undefined ? undefined : shows.get(ratingKey);
    if (known !== undefined) return known;
    const title = row.type === "episode" ? row.grandparentTitle : row.parentTitle;
    const show: ShowOfItem = { ids: toIds(idsOfItem(row).show), title: title ?? "" };
    if (ratingKey !== undefined) shows.set(ratingKey, show);
    return show;
  }

  function addSeason(row: PlexSeason): void {
    seasons.set(row.ratingKey, {
      type: "season",
      ids: toIds(idsOfItem(row).own),
      title: row.title,
      show: showOf(row.parentRatingKey, row),
      ...optional("season", row.index),
      ref: refOf(row.ratingKey),
      ...optional("rating", toRating(row)),
    });
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
    const file = row.media[0]?.parts[0]?.file;
    if (file !== undefined) files.set(file, (files.get(file) ?? 0) + 1);
    const item: Item = {
      type: "episode",
      ids: toIds(idsOfItem(row).own),
      title: row.title,
      show,
      ...optional("season", row.parentIndex),
      ...optional("number", row.index),
      ref: refOf(row.ratingKey),
      ...stateOf(row),
      ...optional("collection", collected(row)),
    };
    episodes.push({ item, file });
  }

  return {
    add: (rows, collected = () => undefined) => {
      for (const row of rows) {
        switch (row.type) {
          case "movie":
            others.push({
              ...titleOf(row),
              ref: refOf(row.ratingKey),
              ...stateOf(row),
              ...optional("collection", collected(row)),
            });
            break;
          case "show": {
            const item = titleOf(row);
            shows.set(row.ratingKey, {
              ids: item.ids,
              title: item.title,
              ...optional("year", item.year),
              ...(isOtherOrdering(row) ? { ordering: "other" as const } : {}),
            });
            others.push({ ...item, ref: refOf(row.ratingKey), ...optional("rating", toRating(row)) });
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
    items: () => [
      ...others,
      ...seasons.values(),
      ...episodes.map(({ item, file }) =>
        file !== undefined && (files.get(file) ?? 0) > 1 ? { ...item, file } : item,
      ),
    ],
  };
}

function titleOf(row: PlexMovie | PlexShow): Item {
  return { type: row.type, ids: toIds(idsOfItem(row).own), title: row.title, ...optional("year", row.year) };
}

/** Whether the show's numbers are in another order than TMDB's: the agent's own mapping, or the person's choice for this show. */
function isOtherOrdering(row: PlexShow): boolean {
  const { showOrdering = "" } = row;
  return idsOfItem(row).ordering === "other" || (showOrdering !== "" && showOrdering !== TMDB_ORDERING);
}

/** What Plex calls TMDB's order by air date. */
const TMDB_ORDERING = "tmdbAiring";

function stateOf(row: PlexMovie | PlexEpisode): Pick<Item, "runtimeMs" | "watched" | "rating"> {
  return {
    ...optional("runtimeMs", row.duration),
    ...optional("watched", toWatched(row)),
    ...optional("rating", toRating(row)),
  };
}

function toWatched(row: PlexMovie | PlexEpisode): Watched | undefined {
  const plays = row.viewCount ?? 0;
  if (plays < 1) return undefined;
  return { plays, ...optional("at", toIso(row.lastViewedAt)) };
}

/** Plex keeps floats from 0 to 10; 0 means none. A rating between 0 and 0.5 is still a rating, the lowest. */
export function toRating(row: PlexItem): Rating | undefined {
  const value = row.userRating ?? 0;
  if (value <= 0) return undefined;
  return { value: Math.min(10, Math.max(1, Math.round(value))), ...optional("at", toIso(row.lastRatedAt)) };
}

/** Plex's epoch seconds as UTC ISO 8601; `undefined` for what is no date. */
export function toIso(epochSeconds: number | undefined): string | undefined {
  if (epochSeconds === undefined || epochSeconds <= 0 || epochSeconds > 8_640_000_000_000) return undefined;
  return new Date(epochSeconds * 1000).toISOString();
}

function toIds(ids: readonly ExternalId[]): readonly Id[] {
  return ids.map(({ namespace, value }): Id => `${namespace}:${value}`);
}

function optional<K extends string, V>(key: K, value: V | undefined): { readonly [P in K]?: V } {
  // A computed key widens to string; the function's type says which one it is.
  return value === undefined ? {} : ({ [key]: value } as { readonly [P in K]?: V });
}
