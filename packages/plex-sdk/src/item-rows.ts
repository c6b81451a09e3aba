import { z } from "zod";

import type { PlexItem, PlexItemOf, PlexItemType } from "./plex-item.ts";
import { mediaRows } from "./read-media.ts";
import { wireKey, wireList, wireNumber, wireText } from "./wire-values.ts";

const rowFields = {
  ratingKey: wireKey,
  guid: wireText,
  Guid: wireList(z.object({ id: z.string() })),
  title: wireText,
  year: wireNumber,
  originallyAvailableAt: wireText,
  duration: wireNumber,
  addedAt: wireNumber,
  updatedAt: wireNumber,
  viewCount: wireNumber,
  lastViewedAt: wireNumber,
  userRating: wireNumber,
  lastRatedAt: wireNumber,
  librarySectionID: wireText,
};
const leafCounts = { leafCount: wireNumber, viewedLeafCount: wireNumber };
const parentFields = { parentRatingKey: wireText, parentGuid: wireText, parentTitle: wireText };
const grandparentFields = { grandparentRatingKey: wireText, grandparentGuid: wireText, grandparentTitle: wireText };

const movieRow = z.object({ ...rowFields, type: z.literal("movie"), editionTitle: wireText, Media: mediaRows });
const showRow = z.object({ ...rowFields, type: z.literal("show"), ...leafCounts, showOrdering: wireText });
const seasonRow = z.object({
  ...rowFields,
  type: z.literal("season"),
  index: wireNumber,
  ...parentFields,
  ...leafCounts,
});
const episodeRow = z.object({
  ...rowFields,
  type: z.literal("episode"),
  index: wireNumber,
  parentIndex: wireNumber,
  ...parentFields,
  ...grandparentFields,
  Media: mediaRows,
});

/** Attributes that all rows share may stand on the container instead of the rows (official API, common attributes). */
const sharedAttributes = {
  librarySectionID: wireText,
  parentIndex: wireNumber,
  ...parentFields,
  ...grandparentFields,
};

type ItemContainer<S extends z.ZodType> = z.ZodObject<{
  MediaContainer: z.ZodObject<typeof containerFields & { Metadata: ReturnType<typeof wireList<S>> }>;
}>;

const containerFields = { ...sharedAttributes, offset: wireNumber, totalSize: wireNumber };

function containerOf<S extends z.ZodType>(row: S): ItemContainer<S> {
  return z.object({ MediaContainer: z.object({ ...containerFields, Metadata: wireList(row) }) });
}

const anyRow = z.discriminatedUnion("type", [movieRow, showRow, seasonRow, episodeRow]);

type ItemRow = z.output<typeof anyRow>;
type ItemPage = z.output<ItemContainer<typeof anyRow>>;
type Shared = z.output<z.ZodObject<typeof sharedAttributes>>;

/** The container of a list of items of one type. A row of another type is an error: the server would not have listened to `type`. */
export const itemContainers: Readonly<Record<PlexItemType, z.ZodType<ItemPage>>> = {
  movie: containerOf(movieRow),
  show: containerOf(showRow),
  season: containerOf(seasonRow),
  episode: containerOf(episodeRow),
};

/** The container of `/library/metadata/{ids}`. */
export const anyItemContainer = containerOf(anyRow);

/** A checked row as an item; what the row lacks is taken from the container. */
export function toItem(row: ItemRow, shared: Shared): PlexItem {
  const fields = {
    ratingKey: row.ratingKey,
    guid: row.guid,
    guids: (row.Guid ?? []).map((guid) => guid.id),
    title: row.title ?? "",
    year: row.year,
    originallyAvailableAt: row.originallyAvailableAt,
    duration: row.duration,
    addedAt: row.addedAt,
    updatedAt: row.updatedAt,
    viewCount: row.viewCount,
    lastViewedAt: row.lastViewedAt,
    userRating: row.userRating,
    lastRatedAt: row.lastRatedAt,
    librarySectionID: row.librarySectionID ?? shared.librarySectionID,
  };
  if (row.type === "movie") {
    return { type: row.type, ...fields, editionTitle: row.editionTitle, media: row.Media ?? [] };
  }
  if (row.type === "show") {
    const { leafCount, viewedLeafCount, showOrdering } = row;
    return { type: row.type, ...fields, leafCount, viewedLeafCount, showOrdering };
  }
  if (row.type === "season") {
    return {
      type: row.type,
      ...fields,
      index: row.index,
      parentRatingKey: row.parentRatingKey ?? shared.parentRatingKey,
      parentGuid: row.parentGuid ?? shared.parentGuid,
      parentTitle: row.parentTitle ?? shared.parentTitle,
      leafCount: row.leafCount,
      viewedLeafCount: row.viewedLeafCount,
    };
  }
  return {
    type: row.type,
    ...fields,
    index: row.index,
    parentIndex: row.parentIndex ?? shared.parentIndex,
    parentRatingKey: row.parentRatingKey ?? shared.parentRatingKey,
    parentGuid: row.parentGuid ?? shared.parentGuid,
    grandparentRatingKey: row.grandparentRatingKey ?? shared.grandparentRatingKey,
    grandparentGuid: row.grandparentGuid ?? shared.grandparentGuid,
    grandparentTitle: row.grandparentTitle ?? shared.grandparentTitle,
    media: row.Media ?? [],
  };
}

/** Whether an item is of a type; for lists whose container has already been checked for it. */
export function isItemOf<T extends PlexItemType>(item: PlexItem, type: T): item is PlexItemOf<T> {
  return item.type === type;
}
