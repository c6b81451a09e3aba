import { isSameQuality } from "@pakt/sync-core";
import type { Collected, Item } from "@pakt/sync-core";
import { isTraktError, paginate } from "@pakt/trakt-sdk";
import type { PageList, Trakt } from "@pakt/trakt-sdk";

import { namesOf } from "./names-of.ts";
import { watchlistKey } from "./read-trakt-library.ts";
import type { TraktOperation } from "./trakt-body.ts";
import { toCollectedEpisodes, toCollectedMovie, toWatchlisted } from "./trakt-items.ts";
import { TRAKT_PAGE_LIMIT } from "./trakt-page-limit.ts";

/** Reads the collection to see which of the operations took effect. `undefined` when it could not be read completely. */
export function confirmCollection(
  { sync }: Trakt,
  operations: readonly TraktOperation[],
  signal?: AbortSignal,
): Promise<ReadonlySet<string> | undefined> {
  return confirm(operations, async () => {
    const types = new Set(operations.map(({ target }) => target.type));
    const movies = types.has("movie") ? await readAll(sync.collectionMovies(METADATA), movieOf, signal) : [];
    const shows = types.has("episode") ? await readAll(sync.collectionShows(METADATA), showOf, signal) : [];
    return [...movies.map(toCollectedMovie), ...shows.flatMap(toCollectedEpisodes)];
  });
}

/** Reads the watchlist to see which of the operations took effect. `undefined` when it could not be read completely. */
export function confirmWatchlist(
  { sync }: Trakt,
  operations: readonly TraktOperation[],
  signal?: AbortSignal,
): Promise<ReadonlySet<string> | undefined> {
  return confirm(operations, async () => {
    const types = new Set(operations.map(({ target }) => target.type));
    const movies = types.has("movie") ? await readAll(sync.watchlist({ type: "movies" }), watchlistKey, signal) : [];
    const shows = types.has("show") ? await readAll(sync.watchlist({ type: "shows" }), watchlistKey, signal) : [];
    return [...movies, ...shows].flatMap((row) => toWatchlisted(row) ?? []);
  });
}

const METADATA = { extended: "metadata" } as const;

function movieOf({ movie }: { readonly movie: { readonly ids: { readonly trakt: number } } }): string {
  return String(movie.ids.trakt);
}

function showOf({ show }: { readonly show: { readonly ids: { readonly trakt: number } } }): string {
  return String(show.ids.trakt);
}

async function readAll<T>(list: PageList<T>, key: (row: T) => string, signal?: AbortSignal): Promise<readonly T[]> {
  const rows: T[] = [];
  for await (const page of paginate(list, { limit: TRAKT_PAGE_LIMIT, key, signal })) rows.push(...page);
  return rows;
}

async function confirm(
  operations: readonly TraktOperation[],
  read: () => Promise<readonly Item[]>,
): Promise<ReadonlySet<string> | undefined> {
  try {
    const shown = new Map<string, Item>();
    for (const item of await read()) for (const name of namesOf(item)) shown.set(name, item);
    const isDone = (operation: TraktOperation): boolean => {
      const item = namesOf(operation.target).flatMap((name) => shown.get(name) ?? [])[0];
      if (operation.action === "remove") return item === undefined;
      return item !== undefined && isAsSent(operation, item.collection);
    };
    return new Set(operations.filter(isDone).map(({ id }) => id));
  } catch (error) {
    if (isTraktError(error)) return undefined;
    throw error;
  }
}

function isAsSent(operation: TraktOperation, collected: Collected | undefined): boolean {
  if (operation.field !== "collection" || operation.action === "remove") return true;
  if (collected === undefined || !isSameQuality(collected.quality, operation.quality)) return false;
  // Elsewhere the date is none of the differences that a write is for.
  return operation.reason !== "resent-date" || minuteOf(collected.at) === minuteOf(operation.at);
}

/** Trakt may drop the seconds of a date. */
function minuteOf(at: string | undefined): number | undefined {
  return at === undefined ? undefined : Math.floor(Date.parse(at) / 60_000);
}
