import { defaultMedia, toMediaRows } from "./media-rows.ts";
import type { StoredItem } from "./stored-item.ts";
import { leavesOf, lineageOf } from "./stored-item.ts";

/** How rows are written. */
export interface WireStyle {
  /** Numbers as text, as some endpoints and versions send them. */
  readonly numbersAsText: boolean;
  /** `librarySectionID` on the container only. */
  readonly hoistsCommonAttributes: boolean;
}

/** How one row is written. */
export interface RowStyle extends WireStyle {
  /** Whether the tracks of files are there. */
  readonly streams: boolean;
}

/** The row of an item as JSON text with its `Guid` list; kept until the item changes. */
export function toWireText(item: StoredItem, style: RowStyle): string {
  if (style.streams) return (item.wireWithStreams ??= JSON.stringify(toWireRow(item, style)));
  return (item.wire ??= JSON.stringify(toWireRow(item, style)));
}

/** The row of an item as a media server writes it; absent fields are left out. */
export function toWireRow(item: StoredItem, style: RowStyle): Record<string, unknown> {
  const number = (value: number | undefined): number | string | undefined =>
    value === undefined || !style.numbersAsText ? value : String(value);
  const leaves = item.type === "show" || item.type === "season" ? leavesOf(item) : undefined;
  const viewed = leaves?.filter((leaf) => leaf.viewCount > 0);
  const views = leaves?.reduce((sum, leaf) => sum + leaf.viewCount, 0) ?? item.viewCount;
  const lastViewedAt =
    leaves === undefined
      ? item.lastViewedAt
      : Math.max(0, ...leaves.map((leaf) => leaf.lastViewedAt ?? 0)) || undefined;
  const [, parent, grandparent] = lineageOf(item);
  return {
    ratingKey: item.ratingKey,
    key: `/library/metadata/${item.ratingKey}${leaves === undefined ? "" : "/children"}`,
    guid: item.guid,
    type: item.type,
    title: item.title,
    editionTitle: item.editionTitle,
    showOrdering: item.showOrdering,
    summary: undefined,
    year: number(item.year),
    index: number(item.index),
    ...(parent === undefined ? {} : parentFields("parent", parent, number)),
    ...(grandparent === undefined ? {} : parentFields("grandparent", grandparent, number)),
    originallyAvailableAt: item.originallyAvailableAt,
    duration: number(item.duration),
    addedAt: number(item.addedAt),
    updatedAt: number(item.updatedAt),
    viewCount: views === 0 ? undefined : number(views),
    lastViewedAt: number(lastViewedAt),
    userRating: number(item.userRating),
    lastRatedAt: number(item.lastRatedAt),
    leafCount: number(leaves?.length),
    viewedLeafCount: number(viewed?.length),
    librarySectionID: style.hoistsCommonAttributes ? undefined : Number(item.library),
    Media:
      leaves === undefined
        ? toMediaRows(item.media ?? defaultMedia(item), { ...style, ratingKey: item.ratingKey })
        : undefined,
    Guid: item.guids.length === 0 ? undefined : item.guids.map((id) => ({ id })),
  };
}

function parentFields(
  prefix: "parent" | "grandparent",
  item: StoredItem,
  number: (value: number | undefined) => number | string | undefined,
): Record<string, unknown> {
  return {
    [`${prefix}RatingKey`]: item.ratingKey,
    [`${prefix}Key`]: `/library/metadata/${item.ratingKey}`,
    [`${prefix}Guid`]: item.guid,
    [`${prefix}Title`]: item.title,
    ...(prefix === "parent" ? { parentIndex: number(item.index) } : {}),
  };
}
