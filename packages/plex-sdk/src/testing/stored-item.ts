import type { PlexItemType } from "../plex-item.ts";
import type { PlexMedia } from "../plex-media.ts";

/** An item as the in-memory server holds it. Times are epoch seconds. */
export interface StoredItem {
  readonly ratingKey: string;
  readonly type: PlexItemType;
  readonly library: string;
  readonly guid: string;
  readonly guids: readonly string[];
  readonly title: string;
  readonly year?: number | undefined;
  readonly duration?: number | undefined;
  readonly addedAt: number;
  readonly editionTitle?: string | undefined;
  readonly showOrdering?: string | undefined;
  readonly originallyAvailableAt?: string | undefined;
  readonly file?: string | undefined;
  /** Number of a season or episode. */
  readonly index?: number | undefined;
  /** The season of an episode, the show of a season. */
  readonly parent?: StoredItem | undefined;
  readonly children: StoredItem[];
  viewCount: number;
  lastViewedAt?: number | undefined;
  userRating?: number | undefined;
  lastRatedAt?: number | undefined;
  updatedAt: number;
  /** The versions, when they were given. */
  media?: readonly PlexMedia[] | undefined;
  /** The row as text, until the item changes. */
  wire?: string | undefined;
  /** The same with the tracks of its files. */
  wireWithStreams?: string | undefined;
}

/** What of an item tests look at. */
export interface ItemState {
  readonly ratingKey: string;
  readonly type: PlexItemType;
  readonly title: string;
  readonly library: string;
  readonly guid: string;
  readonly viewCount: number;
  readonly lastViewedAt?: number;
  readonly userRating?: number;
  readonly lastRatedAt?: number;
}

/** A copy of the state that does not change later. Absent is absent, not `undefined`. */
export function toItemState(item: StoredItem): ItemState {
  return {
    ratingKey: item.ratingKey,
    type: item.type,
    title: item.title,
    library: item.library,
    guid: item.guid,
    viewCount: item.viewCount,
    ...(item.lastViewedAt === undefined ? {} : { lastViewedAt: item.lastViewedAt }),
    ...(item.userRating === undefined ? {} : { userRating: item.userRating }),
    ...(item.lastRatedAt === undefined ? {} : { lastRatedAt: item.lastRatedAt }),
  };
}

/** The episodes of a show or season; the item itself when it is a movie or an episode. */
export function leavesOf(item: StoredItem): readonly StoredItem[] {
  if (item.type === "movie" || item.type === "episode") return [item];
  return item.children.flatMap((child) => leavesOf(child));
}

/** The item and what it belongs to: all whose rows show its state. */
export function lineageOf(item: StoredItem): readonly StoredItem[] {
  const lineage = [item];
  for (let parent = item.parent; parent !== undefined; parent = parent.parent) lineage.push(parent);
  return lineage;
}
