import type { DiscoverStore } from "./discover-store.ts";
import type { StoredItem } from "./stored-item.ts";
import { leavesOf, lineageOf } from "./stored-item.ts";

/** Takes a title off the watchlist after a view: a movie, or the show of an episode when no episode is left to see. */
export function dropWatched(store: DiscoverStore, viewed: StoredItem): void {
  const title = lineageOf(viewed).at(-1) ?? viewed;
  if (leavesOf(title).some((leaf) => leaf.viewCount === 0)) return;
  for (const listed of store.listed.values()) {
    const guids = new Set([`plex://${listed.type}/${listed.ratingKey}`, ...listed.guids]);
    const isSame = listed.type === title.type && [title.guid, ...title.guids].some((guid) => guids.has(guid));
    if (isSame) store.listed.delete(listed.ratingKey);
  }
}
