import { idsOfWatchlistItem, isPlexError } from "@pakt/plex-sdk";
import type { PlexWatchlistItem } from "@pakt/plex-sdk";
import type { FieldRead, Id, Item } from "@pakt/sync-core";

import { withIds } from "./ids-of-listed-titles.ts";
import type { PlexWatchlistParts } from "./ids-of-listed-titles.ts";
import { toIso } from "./plex-items.ts";
import type { FetchRequest } from "./replica.ts";

/** What the account's watchlist said. */
export interface WatchlistRead {
  readonly items: readonly Item[];
  readonly read: FieldRead;
}

/**
 * Reads the watchlist of the Plex account from Discover, or takes what is remembered where nothing has changed: that costs one
 * request, and one a title that the list gives no ids of and that has rested. A failure is in the answer and stops nothing else: the media server may well be there.
 */
export async function readPlexWatchlist(
  parts: PlexWatchlistParts,
  { fields, fresh, signal, onProgress }: FetchRequest,
): Promise<WatchlistRead> {
  const { discover, cache } = parts;
  if (!fields.includes("watchlist")) return { items: [], read: { state: "off" } };
  try {
    const remembered = fresh.has("watchlist") ? undefined : await cache.readList();
    const answer = await discover.watchlist({ etag: remembered?.etag, signal });
    const titles = answer.state === "read" ? answer.items : (remembered?.titles ?? []);
    onProgress?.({ what: "titles on the watchlist", done: titles.length, total: titles.length });
    const { found, isComplete } = await withIds(parts, titles, signal);
    if (!isComplete) return { ...whole(found), read: { state: "partial", reason: NO_IDS } };
    const isAsRemembered = answer.state === "not-modified" && found === titles;
    const etag = answer.state === "read" ? answer.etag : remembered?.etag;
    if (etag !== undefined && !isAsRemembered) await cache.writeList({ etag, titles: found });
    return whole(found);
  } catch (error) {
    if (!isPlexError(error) || error.code === "aborted") throw error;
    return { items: [], read: { state: "failed", reason: reasonOf(error.code, error.message) } };
  }
}

const NO_IDS = "the ids of some titles on the Plex watchlist could not be read";

function reasonOf(code: string, message: string): string {
  if (code !== "unauthorized") return message;
  return "Plex does not show the watchlist to this token: it must be the account's and not a server's; or set fields.watchlist.direction to off";
}

function whole(titles: readonly PlexWatchlistItem[]): WatchlistRead {
  return { items: titles.map(toItem), read: { state: "complete" } };
}

function toItem(title: PlexWatchlistItem): Item {
  const at = toIso(title.watchlistedAt);
  return {
    type: title.type,
    ids: idsOfWatchlistItem(title).map(({ namespace, value }): Id => `${namespace}:${value}`),
    title: title.title,
    ...(title.year === undefined ? {} : { year: title.year }),
    watchlist: { keys: [title.ratingKey], ...(at === undefined ? {} : { at }) },
  };
}
