import type { ItemStore } from "./item-store.ts";
import type { Exchange, Route } from "./route.ts";
import { htmlError } from "./route.ts";
import type { StoredItem } from "./stored-item.ts";
import { leavesOf } from "./stored-item.ts";

/** What the writing routes change. */
export interface WriteState {
  /** The items as the user of a token sees them. */
  readonly storeOf: (token: string) => ItemStore;
  /** Epoch seconds. */
  readonly now: () => number;
  /** Keys scrobbled through the API, in order. */
  readonly scrobbles: string[];
  readonly violations: string[];
  /** Told of each item that was viewed, and by whose token. */
  readonly onView: (item: StoredItem, token: string) => void;
}

const LIBRARY = "com.plexapp.plugins.library";
const WRITE = { service: "server", needsToken: true } as const;

/** The endpoints of the media server that write. */
export function writeRoutes(state: WriteState): readonly Route[] {
  return [
    {
      ...WRITE,
      methods: ["PUT", "GET"],
      path: /^\/:\/scrobble$/,
      query: ["identifier", "key"],
      answer: (exchange) =>
        change(state, {
          exchange,
          make: (item) => {
            state.scrobbles.push(item.ratingKey);
            for (const leaf of leavesOf(item)) view(leaf, state.now());
            state.onView(item, exchange.token);
          },
        }),
    },
    {
      ...WRITE,
      methods: ["PUT", "GET"],
      path: /^\/:\/unscrobble$/,
      query: ["identifier", "key"],
      answer: (exchange) =>
        change(state, {
          exchange,
          make: (item) => {
            for (const leaf of leavesOf(item)) unview(leaf);
          },
        }),
    },
    {
      ...WRITE,
      methods: ["PUT"],
      path: /^\/:\/rate$/,
      query: ["identifier", "key", "rating", "ratedAt"],
      answer: (exchange) => {
        const rating = Number(exchange.query.get("rating") ?? Number.NaN);
        const ratedAt = Number(exchange.query.get("ratedAt") ?? state.now());
        const isRating = rating === -1 || (rating >= 0 && rating <= 10);
        // The real server refuses a date in the future, too.
        if (!isRating || Number.isNaN(ratedAt) || ratedAt > state.now()) return htmlError(400);
        return change(state, { exchange, make: (item) => rate(item, rating === -1 ? undefined : { rating, ratedAt }) });
      },
    },
  ];
}

/** One more view; says nothing to the history. */
export function view(item: StoredItem, at: number): void {
  item.viewCount += 1;
  item.lastViewedAt = Math.max(at, item.lastViewedAt ?? 0);
}

/** As if never seen. */
export function unview(item: StoredItem): void {
  item.viewCount = 0;
  item.lastViewedAt = undefined;
}

/** Sets or clears the rating. */
export function rate(item: StoredItem, value: { readonly rating: number; readonly ratedAt: number } | undefined): void {
  item.userRating = value?.rating;
  item.lastRatedAt = value?.ratedAt;
}

function change(state: WriteState, write: { exchange: Exchange; make: (item: StoredItem) => void }): Response {
  const { query, token } = write.exchange;
  const store = state.storeOf(token);
  if (query.get("identifier") !== LIBRARY) {
    state.violations.push(`identifier is ${query.get("identifier") ?? "missing"}, not ${LIBRARY}`);
    return htmlError(400);
  }
  const key = query.get("key")?.replace(/^\/library\/metadata\//, "") ?? "";
  if (key === "") return htmlError(400);
  const item = store.items.get(key);
  if (item === undefined) return htmlError(404);
  write.make(item);
  for (const leaf of leavesOf(item)) store.touch(leaf);
  store.touch(item);
  return new Response("", { headers: { "content-type": "text/html" } });
}
