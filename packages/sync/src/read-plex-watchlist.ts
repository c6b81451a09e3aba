import { idsOfWatchlistItem, isPlexError } from "@pakt/plex-sdk";
import type { PlexDiscover, PlexWatchlistItem } from "@pakt/plex-sdk";
import type { FieldRead, Id, Item } from "@pakt/sync-core";

import { toIso } from "./plex-items.ts";
import type { PlexWatchlistCache } from "./plex-watchlist-cache.ts";
import type { FetchRequest } from "./replica.ts";
import { sideBySide } from "./side-by-side.ts";

/** What the account's watchlist said. */
export interface WatchlistRead {
  readonly items: readonly Item[];
  readonly read: FieldRead;
}

/** Reads of titles under way at once, where the list did not give their ids. */
const CONCURRENT_READS = 2;

/**
 * Reads the watchlist of the Plex account from Discover, or takes what is remembered where nothing has changed: that costs one
 * request. A failure is in the answer and stops nothing else: the media server may well be there.
 */
export async function readPlexWatchlist(
  { discover, cache }: { readonly discover: PlexDiscover; readonly cache: PlexWatchlistCache },
  { fields, fresh, signal, onProgress }: FetchRequest,
): Promise<WatchlistRead> {
  if (!fields.includes("watchlist")) return { items: [], read: { state: "off" } };
  try {
    const remembered = fresh.has("watchlist") ? undefined : await cache.readList();
    const answer = await discover.watchlist({ etag: remembered?.etag, signal });
    const titles = answer.state === "read" ? answer.items : (remembered?.titles ?? []);
    onProgress?.({ what: "titles on the watchlist", done: titles.length, total: titles.length });
    if (answer.state === "not-modified") return whole(titles);
    const { found, isComplete } = await withIds({ discover, cache }, titles, signal);
    if (!isComplete) return { ...whole(found), read: { state: "partial", reason: NO_IDS } };
    if (answer.etag !== undefined) await cache.writeList({ etag: answer.etag, titles: found });
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

/** Lists leave out ids now and then; those that a title has never change, so each is read once. */
async function withIds(
  { discover, cache }: { readonly discover: PlexDiscover; readonly cache: PlexWatchlistCache },
  titles: readonly PlexWatchlistItem[],
  signal: AbortSignal | undefined,
): Promise<{ readonly found: readonly PlexWatchlistItem[]; readonly isComplete: boolean }> {
  const nameless = titles.filter(({ guids }) => guids.length === 0);
  if (nameless.length === 0) return { found: titles, isComplete: true };
  const known = new Map(Object.entries(await cache.readIds()));
  const before = known.size;
  const open = nameless.filter(({ ratingKey }) => !known.has(ratingKey));
  let next = 0;
  let isComplete = true;
  async function work(stop: AbortSignal): Promise<void> {
    for (let title = open[next]; title !== undefined; title = open[next]) {
      next += 1;
      try {
        const read = await discover.item(title.ratingKey, { signal: stop });
        // What Plex lists and does not have (any more) has no ids. A new title has none either, and is given some later.
        if (read !== undefined && read.guids.length > 0) known.set(title.ratingKey, read.guids);
      } catch (error) {
        if (!isPlexError(error) || error.code === "aborted" || error.code === "unauthorized") throw error;
        isComplete = false;
      }
    }
  }
  await sideBySide(
    signal,
    Array.from({ length: CONCURRENT_READS }, () => work),
  );
  if (known.size > before) await cache.writeIds(Object.fromEntries(known));
  const found = titles.map((title) =>
    title.guids.length > 0 ? title : { ...title, guids: known.get(title.ratingKey) ?? [] },
  );
  return { found, isComplete };
}
