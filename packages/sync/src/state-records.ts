import type { BaseRecord, Id, Quality, ShowOfItem } from "@pakt/sync-core";
import { FIELDS } from "@pakt/sync-core";
import { z } from "zod";

import { createTable } from "./value-table.ts";

/** An external id. */
export const id = z.custom<Id>(isId, "not an id");
/** What can be watched or rated. */
export const itemType = z.enum(["movie", "show", "season", "episode"]);
const show = z.object({
  ids: z.array(id),
  title: z.string(),
  year: z.number().exactOptional(),
  ordering: z.enum(["tmdb", "other"]).exactOptional(),
});
const rating = z.object({ value: z.int().min(1).max(10), at: z.string().exactOptional() });
// A few words of ours, in every record: a check of each would cost more than it finds.
const quality = z.custom<Quality>(
  (value) =>
    isObject(value) &&
    Object.values(value).every((part) => typeof part === "string" || part === true || Array.isArray(part)),
  "not a quality",
);
const at = z.string().exactOptional();
const fieldValue = z.union(
  [
    rating,
    z.object({ plays: z.number(), at }),
    z.object({ quality, at, score: z.number().exactOptional(), isPhysical: z.literal(true).exactOptional() }),
    z.strictObject({ at, keys: z.array(z.string()).exactOptional() }),
  ],
  "expected what a field can hold",
);
const pending = z.object({ side: z.enum(["plex", "trakt"]), since: z.string(), previous: fieldValue.exactOptional() });
const field = z.enum(FIELDS);
const record = z.strictObject({
  type: itemType,
  ids: z.array(id),
  title: z.string(),
  year: z.number().exactOptional(),
  show: show.exactOptional(),
  season: z.number().exactOptional(),
  number: z.number().exactOptional(),
  watched: z.strictObject({ at: z.string().exactOptional() }).exactOptional(),
  rating: rating.exactOptional(),
  collection: quality.exactOptional(),
  watchlist: z.literal(true).exactOptional(),
  ownMarks: z.partialRecord(z.enum(["plex", "trakt"]), z.strictObject({ viewedAt: at, listedAt: at })).exactOptional(),
  pending: z.partialRecord(field, pending).exactOptional(),
  declined: z.partialRecord(field, z.strictObject({ plex: z.string(), trakt: z.string() })).exactOptional(),
  copies: z
    .record(
      z.string(),
      z.strictObject({
        views: z.number(),
        rating: z.number().exactOptional(),
        ours: z.number().exactOptional(),
        unsettled: z.array(field).exactOptional(),
      }),
    )
    .exactOptional(),
  fileViewedAt: z.string().exactOptional(),
});

type Records = Readonly<Record<string, BaseRecord>>;

/** Base's records as they are stored: each show and each quality once, and in a record the place of its own. */
export interface StoredRecords {
  readonly shows: readonly ShowOfItem[];
  readonly qualities: readonly Quality[];
  readonly records: Readonly<Record<string, unknown>>;
}

/** The parts of {@link StoredRecords}. The records themselves are checked by {@link readRecords}, for there are many. */
export const storedRecords = {
  // Both are absent where every record still holds its own.
  shows: z.array(show).default([]),
  qualities: z.array(quality).default([]),
  records: z.custom<Readonly<Record<string, unknown>>>(isObject, "expected an object"),
};

/**
 * Checks what was just parsed, and puts shows and qualities in their places: the records of a show share one object. The given
 * records become these. What does not fit is told of by `onIssue`, with its path.
 */
export function readRecords(stored: StoredRecords, onIssue: (issue: z.core.$ZodIssue) => void): Records {
  const { shows, qualities, records } = stored;
  const whole: Record<string, unknown> = records;
  const known: ReadonlySet<unknown> = new Set([...shows, ...qualities]);
  for (const key in whole) {
    const value = whole[key];
    if (isObject(value)) {
      if (typeof value["show"] === "number") value["show"] = shows[value["show"]];
      if (typeof value["collection"] === "number") value["collection"] = qualities[value["collection"]];
      if (isOrdinary(value, known)) continue;
    }
    const parsed = record.safeParse(value);
    if (parsed.success) whole[key] = parsed.data;
    else for (const issue of parsed.error.issues) onIssue({ ...issue, path: [key, ...issue.path] });
  }
  // Each has been checked; where one does not fit the issue says so.
  return records as Records;
}

/** Packs records for {@link readRecords}. */
export function packRecords(records: Records): StoredRecords {
  const shows = createTable<ShowOfItem>();
  const qualities = createTable<Quality>();
  const packed = Object.entries(records).map(([key, { show: ofShow, collection, ...rest }]): [string, object] => [
    key,
    {
      ...rest,
      ...(ofShow === undefined ? {} : { show: shows.placeOf(ofShow) }),
      ...(collection === undefined ? {} : { collection: qualities.placeOf(collection) }),
    },
  ]);
  return { shows: shows.values, qualities: qualities.values, records: Object.fromEntries(packed) };
}

/**
 * Whether a record is one of those that nearly all are, checked without making a copy; whatever is not is left to the schema, which is
 * as strict. `known` are the shows and qualities that stand in their tables.
 */
function isOrdinary(value: Fields, known: ReadonlySet<unknown>): boolean {
  for (const key in value) if (!isOrdinaryPart(key, value[key], known)) return false;
  return "type" in value && "ids" in value && "title" in value;
}

function isOrdinaryPart(key: string, part: unknown, known: ReadonlySet<unknown>): boolean {
  switch (key) {
    case "type":
      return part === "movie" || part === "show" || part === "season" || part === "episode";
    case "ids":
      return Array.isArray(part) && part.every(isId);
    case "title":
      return typeof part === "string";
    case "year":
    case "season":
    case "number":
      return Number.isFinite(part);
    case "show":
    case "collection":
      return known.has(part);
    case "watched":
      return isObject(part) && hasOnly(part, (name, value) => name === "at" && typeof value === "string");
    case "copies":
      return isObject(part) && hasOnly(part, (_, copy) => isObject(copy) && isOrdinaryCopy(copy));
    case "watchlist":
      return part === true;
    default:
      return false;
  }
}

function isOrdinaryCopy(copy: Fields): boolean {
  return "views" in copy && hasOnly(copy, (name, value) => COUNTS.has(name) && Number.isFinite(value));
}

const COUNTS: ReadonlySet<string> = new Set(["views", "rating", "ours"]);

function hasOnly(value: Fields, isFit: (name: string, part: unknown) => boolean): boolean {
  for (const name in value) if (!isFit(name, value[name])) return false;
  return true;
}

type Fields = Record<string, unknown>;

function isObject(value: unknown): value is Fields {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function isId(value: unknown): value is Id {
  return typeof value === "string" && /^(trakt|tmdb|tvdb|imdb|plex):./.test(value);
}
