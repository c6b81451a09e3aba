import type { CallOptions } from "./client-options.ts";
import type { ServerWire } from "./list-items.ts";
import type { Page, PageRequest } from "./page.ts";
import { pagingHeaders, readPagePlace } from "./page.ts";
import type { PageProgress } from "./paginate.ts";
import { paginate } from "./paginate.ts";
import { PlexError } from "./plex-error.ts";
import { toQueryString } from "./query-string.ts";
import type { PlexWatchlistItem } from "./watchlist-item.ts";
import { toWatchlistItem, watchlistContainer } from "./watchlist-item.ts";

/** How to read the watchlist. */
export interface WatchlistOptions extends CallOptions {
  /**
   * The `etag` of the last read, by the same account with the same `size`. It is the first page's, so ids that Plex adds to a title of a
   * later page stay unseen until the list changes: read without it now and then.
   */
  readonly etag?: string | undefined;
  /** Titles a page. Default 300 (jamcalli/Pulsarr). */
  readonly size?: number | undefined;
  /** Called for each page in order; a list that changed under the read is walked a second time, again from 0. */
  readonly onPage?: ((progress: PageProgress) => void) | undefined;
}

/** The watchlist, newest first, or the word that it is as it was. */
export type WatchlistAnswer =
  | { readonly state: "not-modified" }
  | {
      readonly state: "read";
      readonly items: readonly PlexWatchlistItem[];
      /** For the next read; absent when Plex sent none. */
      readonly etag?: string | undefined;
    };

/** A row of any type counts for the proof; `item` is there for movies and shows. */
interface WatchlistRow {
  readonly ratingKey: string;
  readonly item: PlexWatchlistItem | undefined;
}

interface WatchlistPage extends Page<WatchlistRow> {
  readonly etag: string | undefined;
}

const QUERY = toQueryString({ sort: "watchlistedAt:desc", includeGuids: 1 });

/** `GET /library/sections/watchlist/all`, all pages, proven complete. */
export async function readWatchlist(wire: ServerWire, options: WatchlistOptions): Promise<WatchlistAnswer> {
  const { size = 300, signal, onPage } = options;
  const first = await readPage(wire, { start: 0, size, signal, etag: options.etag });
  if (first === undefined) return { state: "not-modified" };

  let ahead: WatchlistPage | undefined = first;
  // Pages by their start, and the starts of the last walk: when the list is walked twice, only the second walk is proven.
  const pages = new Map<number, WatchlistPage>();
  let walk: number[] = [];
  const list = async (request: PageRequest): Promise<WatchlistPage> => {
    const page = ahead ?? (await readPage(wire, request));
    ahead = undefined;
    pages.set(request.start, page);
    return page;
  };
  const note = (progress: PageProgress): void => {
    if (progress.start === 0) walk = [];
    walk.push(progress.start);
    onPage?.(progress);
  };
  const steps = paginate(list, { size, signal, key: (row) => row.ratingKey, onPage: note });
  while ((await steps.next()).done !== true);

  const rows = new Map(walk.flatMap((start) => pages.get(start)?.rows ?? []).map((row) => [row.ratingKey, row]));
  const etag = pages.get(0)?.etag;
  return {
    state: "read",
    items: [...rows.values()].flatMap(({ item }) => item ?? []),
    ...(etag === undefined ? {} : { etag }),
  };
}

async function readPage(wire: ServerWire, page: PageRequest): Promise<WatchlistPage>;
async function readPage(
  wire: ServerWire,
  page: PageRequest & { readonly etag: string | undefined },
): Promise<WatchlistPage | undefined>;
async function readPage(
  wire: ServerWire,
  page: PageRequest & { readonly etag?: string | undefined },
): Promise<WatchlistPage | undefined> {
  const request = {
    method: "GET",
    path: "/library/sections/watchlist/all",
    query: QUERY,
    headers: { ...wire.headers, ...pagingHeaders(page) },
    signal: page.signal,
  } as const;
  const { etag } = page;
  const answer =
    etag === undefined || etag === ""
      ? await wire.caller.read(request, watchlistContainer)
      : await wire.caller.readIfChanged({ ...request, etag }, watchlistContainer);
  if (answer === undefined) return undefined;
  const { MediaContainer: container } = answer.body;
  const place = readPagePlace(container, { headers: answer.headers, asked: page });
  // An empty page is no proof by itself: "no rows" must never be read as "everything was removed".
  if (place.totalSize === undefined) {
    throw new PlexError({ code: "incomplete", detail: "Plex did not say how long the watchlist is" });
  }
  const rows = (container.Metadata ?? []).map((row) => ({ ratingKey: row.ratingKey, item: toWatchlistItem(row) }));
  return { rows, ...place, etag: answer.headers.get("etag") ?? undefined };
}
