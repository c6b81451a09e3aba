import type { PlexItemType } from "../plex-item.ts";
import type { PlexMedia } from "../plex-media.ts";
import type { EpisodeOptions, ItemOptions, MovieOptions, SeasonOptions, ShowOptions } from "./item-options.ts";
import type { ItemStore } from "./item-store.ts";
import type { ItemState, StoredItem } from "./stored-item.ts";
import { toItemState } from "./stored-item.ts";

/** What the server's owner does with files, and what tests look at. Keys in, keys out. */
export interface ItemShelf {
  /** Gives the rating key. */
  addMovie(options: MovieOptions): string;
  addShow(options: ShowOptions): string;
  addSeason(options: SeasonOptions): string;
  addEpisode(options: EpisodeOptions): string;
  /** Other files take the place of a movie's or episode's. */
  replaceMedia(ratingKey: string, media: readonly PlexMedia[]): void;
  /** With all that belongs to it. */
  remove(ratingKey: string): void;
  /** Undefined when there is no such item. */
  get(ratingKey: string): ItemState | undefined;
  /** In the order they were added. */
  all(): readonly ItemState[];
}

/** Makes the shelf of a store; `now` is epoch seconds, the default of `addedAt`. */
export function createItemShelf(store: ItemStore, now: () => number): ItemShelf {
  const seasonByNumber = new Map<string, StoredItem>();

  function put(type: PlexItemType, from: Placed): StoredItem {
    const { options, library, parent } = from;
    const shelf = store.libraries.get(library);
    const needed = type === "movie" ? "movie" : "show";
    if (shelf?.type !== needed) throw new Error(`The in-memory Plex has no ${needed} library ${library}.`);
    const ratingKey = options.ratingKey ?? store.nextKey();
    const item: StoredItem = {
      ...options,
      ratingKey,
      type,
      library,
      parent,
      guid: options.guid ?? `plex://${type}/${Number(ratingKey).toString(16).padStart(24, "0")}`,
      guids: options.guids ?? [],
      title: options.title ?? `${type} ${ratingKey}`,
      addedAt: options.addedAt ?? now(),
      updatedAt: options.addedAt ?? now(),
      viewCount: options.viewCount ?? (options.lastViewedAt === undefined ? 0 : 1),
      children: [],
    };
    store.add(item);
    return item;
  }

  function find(ratingKey: string, type: PlexItemType): StoredItem {
    const item = store.items.get(ratingKey);
    if (item?.type !== type) throw new Error(`The in-memory Plex has no ${type} ${ratingKey}.`);
    return item;
  }

  function addSeason(options: SeasonOptions): StoredItem {
    const show = find(options.show, "show");
    const titled = { title: options.index === 0 ? "Specials" : `Season ${options.index}`, ...options };
    const season = put("season", { options: titled, library: show.library, parent: show });
    seasonByNumber.set(`${show.ratingKey}/${options.index}`, season);
    return season;
  }

  function seasonOf(options: EpisodeOptions): StoredItem {
    if ("season" in options) return find(options.season, "season");
    const known = seasonByNumber.get(`${options.show}/${options.parentIndex}`);
    if (known !== undefined && store.items.has(known.ratingKey)) return known;
    return addSeason({ show: options.show, index: options.parentIndex, addedAt: options.addedAt });
  }

  return {
    addMovie: (options) => put("movie", { options, library: options.library }).ratingKey,
    addShow: (options) => put("show", { options, library: options.library }).ratingKey,
    addSeason: (options) => addSeason(options).ratingKey,
    addEpisode: (options) => {
      const season = seasonOf(options);
      return put("episode", { options, library: season.library, parent: season }).ratingKey;
    },
    replaceMedia: (ratingKey, media) => {
      const item = store.items.get(ratingKey);
      if (item === undefined) throw new Error(`The in-memory Plex has no item ${ratingKey}.`);
      item.media = media;
      item.updatedAt = now();
      store.touch(item);
    },
    remove: (ratingKey) => {
      store.remove(ratingKey);
    },
    get: (ratingKey) => {
      const item = store.items.get(ratingKey);
      return item === undefined ? undefined : toItemState(item);
    },
    all: () => [...store.items.values()].map(toItemState),
  };
}

interface Placed {
  readonly options: ItemOptions;
  readonly library: string;
  readonly parent?: StoredItem | undefined;
}
