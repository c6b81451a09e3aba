import type { PlexCaller } from "./call-plex.ts";
import type { CallOptions } from "./client-options.ts";
import { anyItemPage, itemPageOf } from "./item-rows.ts";
import type { PageList } from "./page.ts";
import { pagingHeaders, readPagePlace } from "./page.ts";
import { isPlexError } from "./plex-error.ts";
import type { PlexFilter } from "./plex-filter.ts";
import { satisfiesFilter } from "./plex-filter.ts";
import type { PlexItem, PlexItemOf, PlexItemType } from "./plex-item.ts";
import { toFilterPart, toQueryString } from "./query-string.ts";

/** Which items of a library to list. */
export interface ItemsOptions<T extends PlexItemType> {
  /** The library's key. */
  readonly library: string;
  readonly type: T;
  readonly filter?: PlexFilter | undefined;
  /** Plex's words, e.g. `lastViewedAt:desc`. Default: by `addedAt`, which keeps its order while people add things. */
  readonly sort?: string | undefined;
  /** Ask the server to leave out what this package does not read (cast, summaries, art): smaller and quicker. Default true. */
  readonly slim?: boolean | undefined;
  /**
   * Ask for the tracks of each file, which lists leave out and HDR needs. Take pages of 200 to 400 rows. A server may not listen, and
   * some versions answer 500: try one page and look at it with `hasStreams`, else read by `itemsByIds`. Default false.
   */
  readonly streams?: boolean | undefined;
}

/** The caller of a server with the headers that carry the token. */
export interface ServerWire {
  readonly caller: PlexCaller;
  readonly headers: Readonly<Record<string, string>>;
}

/** The numbers that Plex has for types (official API). */
const TYPE_NUMBERS = { movie: 1, show: 2, season: 3, episode: 4 } as const;

/** The order of adding, which new items do not disturb; seasons and episodes need their scope (arabcoders/watchstate). */
const ADDED_AT = { movie: "addedAt", show: "addedAt", season: "season.addedAt", episode: "episode.addedAt" } as const;

/** Hints that a server may ignore (official API, excludeElements and excludeFields). */
const SLIM = {
  excludeElements: "Role,Genre,Director,Country,Writer,Image,UltraBlurColors,Collection,Field",
  excludeFields: "summary,tagline,art,thumb",
};

/** Works in lists without `X-Plex-Pms-Api-Version`, with which it would mean these elements only; `includeStreams` does nothing. */
const STREAMS = { includeElements: "Stream" };

/** No documented maximum; 50 to 100 keep the address under 8 kB. */
const IDS_A_REQUEST = 100;

/** The pages of `/library/sections/{id}/all`. */
export function listItems<T extends PlexItemType>(wire: ServerWire, options: ItemsOptions<T>): PageList<PlexItemOf<T>> {
  const { library, type, filter, slim = true, streams = false } = options;
  const sort = options.sort ?? ADDED_AT[type];
  const query = toQueryString(
    { type: TYPE_NUMBERS[type], includeGuids: 1, sort, ...(slim ? SLIM : {}), ...(streams ? STREAMS : {}) },
    filter === undefined ? [] : [toFilterPart(filter, type === "movie" ? undefined : type)],
  );
  const path = `/library/sections/${encodeURIComponent(library)}/all`;

  const schema = itemPageOf(type);
  return async (page) => {
    const headers = { ...wire.headers, ...pagingHeaders(page) };
    const { body, headers: answered } = await wire.caller.read(
      { method: "GET", path, query, headers, signal: page.signal },
      schema,
    );
    const rows = body.items;
    return {
      rows,
      ...readPagePlace(body, { headers: answered, asked: page }),
      ...(filter === undefined ? {} : { filterHonoured: rows.every((row) => satisfiesFilter(row, filter)) }),
    };
  };
}

/** Items by rating key, in batches one after the other: a media server has one database. */
export async function readItemsByIds(
  wire: ServerWire,
  options: CallOptions & { readonly ratingKeys: readonly string[] },
): Promise<PlexItem[]> {
  const keys = [...new Set(options.ratingKeys)];
  const items: PlexItem[] = [];
  for (let start = 0; start < keys.length; start += IDS_A_REQUEST) {
    items.push(...(await readBatch(wire, { signal: options.signal, keys: keys.slice(start, start + IDS_A_REQUEST) })));
  }
  return items;
}

async function readBatch(
  wire: ServerWire,
  batch: CallOptions & { readonly keys: readonly string[] },
): Promise<readonly PlexItem[]> {
  const path = `/library/metadata/${batch.keys.map((key) => encodeURIComponent(key)).join(",")}`;
  const query = toQueryString({ includeGuids: 1, ...SLIM });
  try {
    const answer = await wire.caller.read(
      { method: "GET", path, query, headers: wire.headers, signal: batch.signal },
      anyItemPage,
    );
    return answer.body.items;
  } catch (error) {
    // The server knows none of these keys: they were deleted.
    if (isPlexError(error, "not-found")) return [];
    throw error;
  }
}
