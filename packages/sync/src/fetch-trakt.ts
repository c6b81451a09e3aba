import type { Field, FieldRead, Item } from "@pakt/sync-core";
import { isTraktError, paginate } from "@pakt/trakt-sdk";
import type {
  Page,
  PageRequest,
  Trakt,
  TraktLastActivities,
  TraktRating,
  TraktSettings,
  TraktWatchedMovie,
  TraktWatchedShowProgress,
} from "@pakt/trakt-sdk";

import { PaktError } from "./pakt-error.ts";
import type { FetchRequest } from "./replica.ts";
import type { TraktCache } from "./trakt-cache.ts";
import { toTraktPaktError } from "./trakt-failure.ts";
import { toRated, toWatchedEpisodes, toWatchedMovie } from "./trakt-items.ts";

/** The largest page Trakt gives (trakt/trakt-api#924), and with `extended=progress` (Taxel/PlexTraktSync#2518). */
const PAGE_LIMIT = 250;
const PROGRESS_PAGE_LIMIT = 100;

/** What a read of Trakt stands on. */
export interface TraktReadContext {
  readonly trakt: Trakt;
  readonly cache: TraktCache;
  /** The sign-in: what another one read is not used. */
  readonly lineage: string;
}

/** What Trakt says at one moment. */
export interface TraktRead {
  readonly settings: TraktSettings;
  readonly fields: Readonly<Record<Field, FieldRead>>;
  readonly items: readonly Item[];
}

interface ListResult {
  readonly items: readonly Item[];
  readonly read: FieldRead;
}

/**
 * Reads the account: the stamps first, then what they say has changed, everything else from the cache. Nothing changed costs one
 * request.
 *
 * @throws PaktError where nothing of Trakt can be used.
 */
export async function fetchTrakt(context: TraktReadContext, request: FetchRequest): Promise<TraktRead> {
  try {
    const activities = await context.trakt.sync.lastActivities(signalOf(request));
    const settings = await readSettings(context, activities, request);
    const [movies, shows, ratings] = await Promise.all([
      readWatchedMovies(context, activities, request),
      readWatchedShows(context, activities, request),
      readRatings(context, activities, request),
    ]);
    const fields = { watched: joinReads(movies.read, shows.read), rating: ratings.read };
    failIfAllFailed(fields);
    return { settings, fields, items: [...movies.items, ...shows.items, ...ratings.items] };
  } catch (error) {
    throw toTraktPaktError(error);
  }
}

async function readSettings(
  context: TraktReadContext,
  activities: TraktLastActivities,
  request: FetchRequest,
): Promise<TraktSettings> {
  const stamps = stampsOf(activities.account?.settings_at);
  const cached = await context.cache.read<TraktSettings>("settings");
  if (cached?.lineage === context.lineage && cached.stamps === stamps) return cached.value;
  const settings = await context.trakt.users.settings({ extended: "browsing", ...signalOf(request) });
  await context.cache.write("settings", { lineage: context.lineage, stamps, value: settings });
  return settings;
}

function readWatchedMovies(
  context: TraktReadContext,
  activities: TraktLastActivities,
  request: FetchRequest,
): Promise<ListResult> {
  return readList(context, request, {
    field: "watched",
    name: "watched-movies",
    what: "watched movies",
    stamps: stampsOf(activities.movies?.watched_at),
    list: context.trakt.sync.watchedMovies(),
    limit: PAGE_LIMIT,
    key: (row: TraktWatchedMovie) => String(row.movie.ids.trakt),
    toItems: (row: TraktWatchedMovie) => [toWatchedMovie(row)],
  });
}

function readWatchedShows(
  context: TraktReadContext,
  activities: TraktLastActivities,
  request: FetchRequest,
): Promise<ListResult> {
  return readList(context, request, {
    field: "watched",
    name: "watched-shows",
    what: "watched shows",
    stamps: stampsOf(activities.episodes?.watched_at),
    list: context.trakt.sync.watchedShows({ extended: "progress" }),
    limit: PROGRESS_PAGE_LIMIT,
    key: (row: TraktWatchedShowProgress) => String(row.show.ids.trakt),
    toItems: toWatchedEpisodes,
  });
}

function readRatings(
  context: TraktReadContext,
  activities: TraktLastActivities,
  request: FetchRequest,
): Promise<ListResult> {
  const { movies, shows, seasons, episodes } = activities;
  return readList(context, request, {
    field: "rating",
    name: "ratings",
    what: "ratings",
    stamps: stampsOf(movies?.rated_at, shows?.rated_at, seasons?.rated_at, episodes?.rated_at),
    list: context.trakt.sync.ratings(),
    limit: PAGE_LIMIT,
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

interface ListToRead<T> {
  readonly field: Field;
  readonly name: string;
  readonly what: string;
  readonly stamps: string;
  readonly list: (request: PageRequest) => Promise<Page<T>>;
  readonly limit: number;
  readonly key: (row: T) => string;
  readonly toItems: (row: T) => readonly Item[];
}

async function readList<T>(
  context: TraktReadContext,
  request: FetchRequest,
  { field, name, what, stamps, list, limit, key, toItems }: ListToRead<T>,
): Promise<ListResult> {
  if (!request.fields.includes(field)) return { items: [], read: { state: "off" } };
  const cached = request.fresh.has(field) ? undefined : await context.cache.read<readonly T[]>(name);
  if (cached?.lineage === context.lineage && cached.stamps === stamps) {
    return { items: cached.value.flatMap(toItems), read: { state: "complete" } };
  }
  const rows: T[] = [];
  try {
    const pages = paginate(list, {
      limit,
      key,
      ...signalOf(request),
      onPage: ({ itemCount }) =>
        request.onProgress?.({ what, done: rows.length, ...(itemCount === undefined ? {} : { total: itemCount }) }),
    });
    for await (const page of pages) {
      rows.push(...page);
      request.onProgress?.({ what, done: rows.length });
    }
  } catch (error) {
    return { items: rows.flatMap(toItems), read: failedRead(error, what, rows.length) };
  }
  await context.cache.write(name, { lineage: context.lineage, stamps, value: rows });
  return { items: rows.flatMap(toItems), read: { state: "complete" } };
}

/** What a failed list means for its field; failures that stop the whole side are passed on. */
function failedRead(error: unknown, what: string, rows: number): FieldRead {
  const failure = toTraktPaktError(error);
  if (!(failure instanceof PaktError) || failure.code !== "trakt-unreachable") throw failure;
  const reason = `the ${what} were not read completely: ${isTraktError(error) ? error.message : failure.message}`;
  return { state: rows > 0 ? "partial" : "failed", reason };
}

function joinReads(...reads: readonly FieldRead[]): FieldRead {
  const reasons = reads.flatMap(({ reason }) => reason ?? []);
  const reason = reasons.length === 0 ? {} : { reason: reasons.join("; ") };
  const states = reads.map(({ state }) => state);
  if (states.every((state) => state === "failed")) return { state: "failed", ...reason };
  if (states.some((state) => state === "failed" || state === "partial")) return { state: "partial", ...reason };
  return states.includes("complete") ? { state: "complete" } : { state: "off" };
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

function stampsOf(...stamps: readonly (string | null | undefined)[]): string {
  return stamps.map((stamp) => stamp ?? "").join(",");
}

function signalOf(request: FetchRequest): { readonly signal?: AbortSignal } {
  return request.signal === undefined ? {} : { signal: request.signal };
}
