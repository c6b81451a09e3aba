import { z } from "zod";

import type { PlexItem, PlexItemFields, PlexItemOf, PlexItemType } from "./plex-item.ts";
import type { PlexMedia } from "./plex-media.ts";
import { toMediaList } from "./read-media.ts";
import { isAbsent, toNumber, toText } from "./wire-values.ts";

/*
 * A library has tens of thousands of rows at each run. They are read by hand, each straight into the item that it becomes: a schema
 * that checks a row by making another one costs more than all the rest of reading it.
 */

/** A page of items, and where it stands in its list. */
export interface ItemPage<T extends PlexItem = PlexItem> {
  readonly items: readonly T[];
  readonly offset: number | undefined;
  readonly totalSize: number | undefined;
}

/** The answer of a list of items of one type. A row of another type does not fit: the server would not have listened to `type`. */
export function itemPageOf<T extends PlexItemType>(type: T): z.ZodType<ItemPage<PlexItemOf<T>>> {
  const isWanted = (item: PlexItem): item is PlexItemOf<T> => item.type === type;
  return z.transform((value: unknown, context) => {
    const page = readPage(value, context.issues);
    const items = page.items.filter(isWanted);
    const other = items.length === page.items.length ? -1 : page.items.findIndex((item) => !isWanted(item));
    if (other >= 0) addIssue(context.issues, ["MediaContainer", "Metadata", other, "type"], `a ${type} was expected`);
    return { ...page, items };
  });
}

/** The answer of `/library/metadata/{ids}`. */
export const anyItemPage: z.ZodType<ItemPage> = z.transform((value: unknown, context) =>
  readPage(value, context.issues),
);

type Row = Readonly<Record<string, unknown>>;
type Issues = z.core.$ZodRawIssue[];

function readPage(value: unknown, issues: Issues): ItemPage {
  const container = isRow(value) ? value["MediaContainer"] : undefined;
  if (!isRow(container)) {
    addIssue(issues, ["MediaContainer"], "an object was expected");
    return { items: [], offset: undefined, totalSize: undefined };
  }
  const { Metadata: rows } = container;
  if (rows !== undefined && rows !== null && !Array.isArray(rows)) {
    addIssue(issues, ["MediaContainer", "Metadata"], "a list was expected");
  }
  const place: Place = { issues, container, row: undefined };
  const items: PlexItem[] = [];
  for (const row of Array.isArray(rows) ? rows : []) {
    place.row = items.length;
    items.push(isRow(row) ? readItem(row, place) : readItem({}, place));
  }
  place.row = undefined;
  return { items, offset: numberOf(container, "offset", place), totalSize: numberOf(container, "totalSize", place) };
}

/** Where a reader is, for what does not fit; and the container, on which attributes that all rows share may stand (official API). */
interface Place {
  readonly issues: Issues;
  readonly container: Row;
  row: number | undefined;
}

function readItem(row: Row, at: Place): PlexItem {
  switch (row["type"]) {
    case "movie":
      return {
        type: "movie",
        ratingKey: keyOf(row, at),
        guid: textOf(row, "guid", at),
        guids: guidsOf(row, at),
        title: textOf(row, "title", at) ?? "",
        year: numberOf(row, "year", at),
        originallyAvailableAt: textOf(row, "originallyAvailableAt", at),
        duration: numberOf(row, "duration", at),
        addedAt: numberOf(row, "addedAt", at),
        updatedAt: numberOf(row, "updatedAt", at),
        viewCount: numberOf(row, "viewCount", at),
        lastViewedAt: numberOf(row, "lastViewedAt", at),
        userRating: numberOf(row, "userRating", at),
        lastRatedAt: numberOf(row, "lastRatedAt", at),
        librarySectionID: sharedText(row, "librarySectionID", at),
        editionTitle: textOf(row, "editionTitle", at),
        media: mediaOf(row, at),
      };
    case "episode":
      return {
        type: "episode",
        ratingKey: keyOf(row, at),
        guid: textOf(row, "guid", at),
        guids: guidsOf(row, at),
        title: textOf(row, "title", at) ?? "",
        year: numberOf(row, "year", at),
        originallyAvailableAt: textOf(row, "originallyAvailableAt", at),
        duration: numberOf(row, "duration", at),
        addedAt: numberOf(row, "addedAt", at),
        updatedAt: numberOf(row, "updatedAt", at),
        viewCount: numberOf(row, "viewCount", at),
        lastViewedAt: numberOf(row, "lastViewedAt", at),
        userRating: numberOf(row, "userRating", at),
        lastRatedAt: numberOf(row, "lastRatedAt", at),
        librarySectionID: sharedText(row, "librarySectionID", at),
        index: numberOf(row, "index", at),
        parentIndex: numberOf(row, "parentIndex", at) ?? numberOf(at.container, "parentIndex", at),
        parentRatingKey: sharedText(row, "parentRatingKey", at),
        parentGuid: sharedText(row, "parentGuid", at),
        grandparentRatingKey: sharedText(row, "grandparentRatingKey", at),
        grandparentGuid: sharedText(row, "grandparentGuid", at),
        grandparentTitle: sharedText(row, "grandparentTitle", at),
        media: mediaOf(row, at),
      };
    case "show":
      return {
        type: "show",
        ...fieldsOf(row, at),
        leafCount: numberOf(row, "leafCount", at),
        viewedLeafCount: numberOf(row, "viewedLeafCount", at),
        showOrdering: textOf(row, "showOrdering", at),
      };
    case "season":
      return {
        type: "season",
        ...fieldsOf(row, at),
        index: numberOf(row, "index", at),
        parentRatingKey: sharedText(row, "parentRatingKey", at),
        parentGuid: sharedText(row, "parentGuid", at),
        parentTitle: sharedText(row, "parentTitle", at),
        leafCount: numberOf(row, "leafCount", at),
        viewedLeafCount: numberOf(row, "viewedLeafCount", at),
      };
    default:
      fail(at, ["type"], "a movie, show, season or episode was expected");
      return { type: "show", ...fieldsOf(row, at) };
  }
}

/** Of shows and seasons, of which there are few: in the other two the same fields stand in place, for copying them would cost. */
function fieldsOf(row: Row, at: Place): PlexItemFields {
  return {
    ratingKey: keyOf(row, at),
    guid: textOf(row, "guid", at),
    guids: guidsOf(row, at),
    title: textOf(row, "title", at) ?? "",
    year: numberOf(row, "year", at),
    originallyAvailableAt: textOf(row, "originallyAvailableAt", at),
    duration: numberOf(row, "duration", at),
    addedAt: numberOf(row, "addedAt", at),
    updatedAt: numberOf(row, "updatedAt", at),
    viewCount: numberOf(row, "viewCount", at),
    lastViewedAt: numberOf(row, "lastViewedAt", at),
    userRating: numberOf(row, "userRating", at),
    lastRatedAt: numberOf(row, "lastRatedAt", at),
    librarySectionID: sharedText(row, "librarySectionID", at),
  };
}

function keyOf(row: Row, at: Place): string {
  const key = toText(row["ratingKey"]);
  if (key === undefined) fail(at, ["ratingKey"], "a key was expected");
  return key ?? "";
}

function textOf(row: Row, name: string, at: Place): string | undefined {
  const value = row[name];
  const text = toText(value);
  if (text === undefined && !isAbsent(value)) fail(at, [name], "a text was expected");
  return text;
}

/** What the row lacks is taken from the container. */
function sharedText(row: Row, name: string, at: Place): string | undefined {
  return textOf(row, name, at) ?? textOf(at.container, name, at);
}

function numberOf(row: Row, name: string, at: Place): number | undefined {
  const value = row[name];
  const number = toNumber(value);
  if (number === undefined && !isAbsent(value)) fail(at, [name], "a number was expected");
  return number;
}

function guidsOf(row: Row, at: Place): readonly string[] {
  const value = row["Guid"];
  if (!Array.isArray(value)) {
    if (value !== undefined && value !== null) fail(at, ["Guid"], "a list was expected");
    return [];
  }
  return value.map((guid: unknown, place) => {
    const id = isRow(guid) ? guid["id"] : undefined;
    if (typeof id === "string") return id;
    fail(at, ["Guid", place, "id"], "a text was expected");
    return "";
  });
}

function mediaOf(row: Row, at: Place): readonly PlexMedia[] {
  const media = toMediaList(row["Media"]);
  if (media === undefined) fail(at, ["Media"], "a list was expected");
  return media ?? [];
}

function fail({ issues, row }: Place, path: readonly PropertyKey[], message: string): void {
  const place = row === undefined ? [] : ["Metadata", row];
  addIssue(issues, ["MediaContainer", ...place, ...path], message);
}

function addIssue(issues: Issues, path: PropertyKey[], message: string): void {
  issues.push({ code: "custom", message, path, input: undefined });
}

function isRow(value: unknown): value is Row {
  return typeof value === "object" && value !== null;
}
