import type { PlexItem } from "./plex-item.ts";

/**
 * Whether an item came with the tracks of its files: false from a server that did not listen to `ItemsOptions.streams`, and for files
 * that it has not analysed, so look at several rows. Undefined when there is no file to have any, as for shows and seasons.
 */
export function hasStreams(item: PlexItem): boolean | undefined {
  const parts = item.type === "movie" || item.type === "episode" ? item.media.flatMap((version) => version.parts) : [];
  return parts.length === 0 ? undefined : parts.some((part) => part.streams !== undefined);
}
