import { idsOfItem } from "./ids-of-item.ts";
import type { ExternalId } from "./parsed-guid.ts";
import type { PlexWatchlistItem } from "./watchlist-item.ts";

/** All ids of a title, each once, in the order of `idsOfItem`: the most trusted first, the plex id last. */
export function idsOfWatchlistItem(item: PlexWatchlistItem): readonly ExternalId[] {
  const { type, ratingKey, guid = `plex://${type}/${ratingKey}`, guids, title } = item;
  const fields = { ratingKey, guid, guids, title };
  return idsOfItem(type === "movie" ? { type, ...fields, media: [] } : { type, ...fields }).own;
}
