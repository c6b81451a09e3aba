import type { Field, FieldRead, Item, Snapshot } from "@pakt/sync-core";
import type {
  Trakt,
  TraktLastActivities,
  TraktRating,
  TraktSettings,
  TraktWatchedMovie,
  TraktWatchedShowProgress,
} from "@pakt/trakt-sdk";

import { isDeepStrictEqual } from "node:util";

import { isVip, limitsOf, toldLimit } from "./account-limits.ts";
import type { ListCounts } from "./account-limits.ts";
import type { Clock } from "./clock.ts";
import { createLimitMemory, LIMITED_FIELDS, stillStands } from "./found-limits.ts";
import type { FoundLimits } from "./found-limits.ts";
import { PaktError } from "./pakt-error.ts";
import { readCollection, readWatchlist } from "./read-trakt-library.ts";
import { joinReads, readTraktList } from "./read-trakt-list.ts";
import type { ListRead } from "./read-trakt-list.ts";
import type { FetchRequest } from "./replica.ts";
import { sideBySide } from "./side-by-side.ts";
import type { TraktCache } from "./trakt-cache.ts";
import { stampsOf } from "./stamps-of.ts";
import { toTraktPaktError } from "./trakt-failure.ts";
import { toRated, toWatchedEpisodes, toWatchedMovie } from "./trakt-items.ts";
import { TRAKT_PAGE_LIMIT, TRAKT_PROGRESS_PAGE_LIMIT } from "./trakt-page-limit.ts";

/** What a read of Trakt stands on. */
export interface TraktReadContext {
  readonly trakt: Trakt;
  readonly cache: TraktCache;
  /** The sign-in: what another one read is not used. */
  readonly lineage: string;
}

interface TraktFetchContext extends TraktReadContext {
  readonly clock: Clock;
}

/** What Trakt says at one moment. */
export interface TraktRead {
  readonly settings: TraktSettings;
  readonly fields: Readonly<Record<Field, FieldRead>>;
  readonly counts: ListCounts;
  readonly limits: NonNullable<Snapshot["limits"]>;
  readonly items: readonly Item[];
}

/**
 * Reads the account: the stamps first, then what they say has changed, everything else from the cache. Nothing changed costs one
 * request.
 *
 * @throws PaktError where nothing of Trakt can be used.
 */
export async function fetchTrakt(context: TraktFetchContext, request: FetchRequest): Promise<TraktRead> {
  try {
    const activities = await context.trakt.sync.lastActivities({ signal: request.signal });
    const settings = await readSettings(context, activities, request);
    const [movies, shows, ratings, collection, watchlist] = await sideBySide(request.signal, [
      (signal) => readWatchedMovies(context, activities, { ...request, signal }),
      (signal) => readWatchedShows(context, activities, { ...request, signal }),
      (signal) => readRatings(context, activities, { ...request, signal }),
      (signal) => readCollection(context, activities, { ...request, signal }),
      (signal) => readWatchlist(context, activities, { ...request, signal }, { isCounted: !isVip(settings) }),
    ]);
    const fields = {
      watched: joinReads(movies.read, shows.read),
      rating: ratings.read,
      collection: collection.read,
      watchlist: watchlist.read,
    };
    failIfAllFailed(fields);
    const counts = { ...countOf("collection", collection), ...countOf("watchlist", watchlist) };
    const items = [movies, shows, ratings, collection, watchlist].flatMap((list) => list.items);
    const found = await readFoundLimits(context, settings, counts);
    return { settings, fields, counts, limits: limitsOf(settings, counts, found), items };
  } catch (error) {
    throw toTraktPaktError(error);
  }
}

function countOf(field: "collection" | "watchlist", { rows }: ListRead): ListCounts {
  return rows === undefined ? {} : { [field]: rows };
}

/** What refused writes told of limits, as far as it still stands; the rest is forgotten. */
async function readFoundLimits(
  context: TraktFetchContext,
  settings: TraktSettings,
  counts: ListCounts,
): Promise<FoundLimits> {
  const memory = createLimitMemory(context);
  const former = await memory.read();
  const standing = LIMITED_FIELDS.flatMap((field) => {
    const found = former[field];
    if (found === undefined || isVip(settings) || toldLimit(settings, field) !== undefined) return [];
    return stillStands(found, counts[field], context.clock) ? [[field, found] as const] : [];
  });
  const found: FoundLimits = Object.fromEntries(standing);
  if (!isDeepStrictEqual(found, former)) await memory.write(found);
  return found;
}

async function readSettings(
  context: TraktReadContext,
  activities: TraktLastActivities,
  request: FetchRequest,
): Promise<TraktSettings> {
  const stamps = stampsOf(activities.account?.settings_at);
  const cached = await context.cache.read<TraktSettings>("settings");
  if (cached?.lineage === context.lineage && cached.stamps === stamps) return cached.value;
  const settings = await context.trakt.users.settings({ extended: "browsing", signal: request.signal });
  await context.cache.write("settings", { lineage: context.lineage, stamps, value: settings });
  return settings;
}

function readWatchedMovies(
  context: TraktReadContext,
  activities: TraktLastActivities,
  request: FetchRequest,
): Promise<ListRead> {
  return readTraktList(context, request, {
    field: "watched",
    name: "watched-movies",
    what: "watched movies",
    stamps: stampsOf(activities.movies?.watched_at),
    list: context.trakt.sync.watchedMovies(),
    limit: TRAKT_PAGE_LIMIT,
    key: (row: TraktWatchedMovie) => String(row.movie.ids.trakt),
    toItems: (row: TraktWatchedMovie) => [toWatchedMovie(row)],
  });
}

function readWatchedShows(
  context: TraktReadContext,
  activities: TraktLastActivities,
  request: FetchRequest,
): Promise<ListRead> {
  return readTraktList(context, request, {
    field: "watched",
    name: "watched-shows",
    what: "watched shows",
    stamps: stampsOf(activities.episodes?.watched_at),
    list: context.trakt.sync.watchedShows({ extended: "progress" }),
    limit: TRAKT_PROGRESS_PAGE_LIMIT,
    key: (row: TraktWatchedShowProgress) => String(row.show.ids.trakt),
    toItems: toWatchedEpisodes,
  });
}

function readRatings(
  context: TraktReadContext,
  activities: TraktLastActivities,
  request: FetchRequest,
): Promise<ListRead> {
  const { movies, shows, seasons, episodes } = activities;
  return readTraktList(context, request, {
    field: "rating",
    name: "ratings",
    what: "ratings",
    stamps: stampsOf(movies?.rated_at, shows?.rated_at, seasons?.rated_at, episodes?.rated_at),
    list: context.trakt.sync.ratings(),
    limit: TRAKT_PAGE_LIMIT,
    key: ratingKey,
    toItems: (row: TraktRating) => {
      const item = toRated(row);
      return item === undefined ? [] : [item];
    },
  });
}

/** What identifies a row of the ratings, to see one that came twice. */
export function ratingKey(row: TraktRating): string {
  const item = toRated(row);
  return `${row.type}:${item?.ids[0] ?? `${row.rated_at}:${row.rating}`}`;
}

function failIfAllFailed(fields: Readonly<Record<Field, FieldRead>>): void {
  const asked = Object.values(fields).filter(({ state }) => state !== "off");
  if (asked.length === 0 || asked.some(({ state }) => state !== "failed")) return;
  throw new PaktError(
    "trakt-unreachable",
    `Trakt could not be read: ${asked.flatMap(({ reason }) => reason ?? []).join("; ")}.`,
    {
      advice: "Run again later; nothing was written.",
    },
  );
}
