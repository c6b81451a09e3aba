import type { DiscoverOptions } from "./discover-options.ts";
import type { DiscoverStore, ListedTitle, StoredTitle } from "./discover-store.ts";
import type { Exchange, Route } from "./route.ts";
import { discoverError, json, jsonText } from "./route.ts";

/** What the routes of Discover read and change. */
export interface DiscoverState {
  /** The catalogue, with the watchlist of a token's user. */
  readonly storeOf: (token: string) => DiscoverStore;
  readonly options: DiscoverOptions;
  /** Epoch seconds. */
  readonly now: () => number;
}

const TYPES: Readonly<Record<string, StoredTitle["type"]>> = { 1: "movie", 2: "show" };
const DISCOVER = { service: "discover", needsToken: true } as const;

/** The endpoints of Discover. They stand under a path of their own, since some are named like the media server's. */
export function discoverRoutes(state: DiscoverState): readonly Route[] {
  const { storeOf } = state;
  return [
    {
      ...DISCOVER,
      methods: ["GET"],
      path: /^\/discover\/library\/sections\/watchlist\/all$/,
      query: ["type", "sort", "includeGuids", "includeCollections", "includeExternalMedia"],
      isList: true,
      answer: (exchange) => watchlist(state, exchange),
    },
    {
      ...DISCOVER,
      methods: ["GET"],
      path: /^\/discover\/library\/metadata\/matches$/,
      query: ["type", "guid"],
      answer: (exchange) => matches(storeOf(exchange.token), exchange),
    },
    {
      ...DISCOVER,
      methods: ["GET"],
      path: /^\/discover\/library\/metadata\/([^/]+)$/,
      query: ["includeGuids"],
      answer: ({ params: [ratingKey = ""], token }) => {
        const title = storeOf(token).titles.get(ratingKey);
        return title === undefined ? discoverError(404) : titles([title]);
      },
    },
    {
      ...DISCOVER,
      methods: ["PUT"],
      path: /^\/discover\/actions\/addToWatchlist$/,
      query: ["ratingKey"],
      answer: ({ query, token }) => {
        const store = storeOf(token);
        const title = store.titles.get(query.get("ratingKey") ?? "");
        if (title === undefined) return discoverError(404);
        if (store.listed.has(title.ratingKey)) return discoverError(409);
        store.listed.set(title.ratingKey, { ...title, watchlistedAt: state.now() });
        return json({ MediaContainer: { size: 0 } });
      },
    },
    {
      ...DISCOVER,
      methods: ["PUT"],
      path: /^\/discover\/actions\/removeFromWatchlist$/,
      query: ["ratingKey"],
      answer: ({ query, token }) => {
        if (!storeOf(token).listed.delete(query.get("ratingKey") ?? "")) return discoverError(404);
        return json({ MediaContainer: { size: 0 } });
      },
    },
  ];
}

function watchlist(state: DiscoverState, { query, paging, headers, token }: Exchange): Response {
  const { discoverPageSize = Infinity, guidsInWatchlist = true, watchlistedAtInLists = true } = state.options;
  const sort = query.get("sort") ?? "watchlistedAt:desc";
  if (sort !== "watchlistedAt:desc" && sort !== "watchlistedAt:asc") return discoverError(400);
  const type = TYPES[query.get("type") ?? ""];
  const newest = state
    .storeOf(token)
    .newestFirst()
    .filter((title) => type === undefined || title.type === type);
  const all = sort === "watchlistedAt:asc" ? newest.toReversed() : newest;
  const { start, size } = paging ?? { start: 0, size: all.length };
  const withGuids = guidsInWatchlist && query.get("includeGuids") === "1";
  const rows = all.slice(start, start + Math.min(size, discoverPageSize)).map((title) => ({
    ...toRow(title, { withGuids }),
    ...(watchlistedAtInLists ? { watchlistedAt: title.watchlistedAt } : {}),
  }));
  const place = { librarySectionID: "watchlist", offset: start, size: rows.length, totalSize: all.length };
  const text = JSON.stringify({ MediaContainer: { ...place, ...(rows.length === 0 ? {} : { Metadata: rows }) } });
  const etag = etagOf(text);
  if (headers.get("if-none-match") === etag) return new Response(null, { status: 304, headers: { etag } });
  return jsonText(text, { etag });
}

/** A weak tag from the body, by FNV-1a: the same body, the same tag. */
function etagOf(text: string): string {
  let hash = 0x811c9dc5;
  for (const byte of new TextEncoder().encode(text)) hash = Math.imul(hash ^ byte, 0x01000193);
  return `W/"${text.length}-${(hash >>> 0).toString(16)}"`;
}

function matches(store: DiscoverStore, { query }: Exchange): Response {
  const type = TYPES[query.get("type") ?? ""];
  const guid = query.get("guid");
  if (type === undefined || guid === undefined) return discoverError(400);
  return titles([...store.titles.values()].filter((title) => title.type === type && title.guids.includes(guid)));
}

/** A list without titles leaves `Metadata` out. */
function titles(found: readonly StoredTitle[]): Response {
  const rows = found.map((title) => toRow(title, { withGuids: true }));
  const { length } = rows;
  return json({ MediaContainer: { size: length, totalSize: length, ...(length === 0 ? {} : { Metadata: rows }) } });
}

function toRow(title: StoredTitle | ListedTitle, options: { readonly withGuids: boolean }): Record<string, unknown> {
  const { ratingKey, type, year } = title;
  return {
    ratingKey,
    key: `/library/metadata/${ratingKey}`,
    guid: `plex://${type}/${ratingKey}`,
    type,
    title: title.title,
    ...(year === undefined ? {} : { year }),
    ...(options.withGuids ? { Guid: title.guids.map((id) => ({ id })) } : {}),
  };
}
