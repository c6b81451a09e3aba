import type { CallOptions } from "./client-options.ts";
import type { ServerWire } from "./list-items.ts";
import { isPlexError, PlexError } from "./plex-error.ts";
import type { PlexWatchlistItem } from "./watchlist-item.ts";
import { toWatchlistItem, watchlistContainer } from "./watchlist-item.ts";

/** One title of Plex's catalogue by its key; undefined when there is none, or when it is no movie or show. */
export async function readTitle(
  wire: ServerWire,
  options: CallOptions & { readonly ratingKey: string },
): Promise<PlexWatchlistItem | undefined> {
  const ratingKey = checkTitleKey(options.ratingKey);
  const rows = await readTitles(wire, { path: `/library/metadata/${ratingKey}`, signal: options.signal });
  return rows.find((row) => row.ratingKey === ratingKey);
}

/** The movies and shows that an address of Discover lists, without pages; none when Plex answers 404. */
export async function readTitles(
  wire: ServerWire,
  from: CallOptions & { readonly path: string; readonly query?: string },
): Promise<readonly PlexWatchlistItem[]> {
  try {
    const { body } = await wire.caller.read({ method: "GET", headers: wire.headers, ...from }, watchlistContainer);
    return (body.MediaContainer.Metadata ?? []).flatMap((row) => toWatchlistItem(row) ?? []);
  } catch (error) {
    if (isPlexError(error, "not-found")) return [];
    throw error;
  }
}

/** Throws `invalid-request` for a key that no title can have. A media server's key would otherwise look like a title that is not listed. */
export function checkTitleKey(ratingKey: string): string {
  if (/^[0-9a-f]{24}$/.test(ratingKey)) return ratingKey;
  const detail =
    "Discover's keys have 24 hex digits, the last part of a plex:// guid; a media server's keys mean nothing to it";
  throw new PlexError({ code: "invalid-request", detail });
}
