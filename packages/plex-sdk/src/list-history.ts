import { z } from "zod";

import type { ServerWire } from "./list-items.ts";
import type { PageList } from "./page.ts";
import { pagingHeaders, readPagePlace } from "./page.ts";
import type { PlexFilter } from "./plex-filter.ts";
import { satisfiesFilter } from "./plex-filter.ts";
import { toFilterPart, toQueryString } from "./query-string.ts";
import { wireKey, wireList, wireNumber, wireText } from "./wire-values.ts";

/** Which part of the history to list. */
export interface HistoryOptions {
  /** See `PlexServerAccount`; the owner is 1. Default: all that the token may see. */
  readonly accountID?: number | undefined;
  /** A library's key. */
  readonly library?: string | undefined;
  /** An item; a show or season stands for its episodes. */
  readonly ratingKey?: string | undefined;
  /** Only views from then on; verified on the rows, see `Page.filterHonoured`. */
  readonly viewedSince?: Date | undefined;
}

/** One play. `historyKey` tells rows apart; `ratingKey` is absent when the item is gone from the server. @useDeclaredType */
export type PlexHistoryRow = Readonly<z.output<typeof historyRow>>;

const historyRow = z.object({
  historyKey: wireKey,
  ratingKey: wireText,
  /** `movie`, `episode`, `track`, …: an open list. */
  type: wireText,
  title: wireText,
  grandparentTitle: wireText,
  index: wireNumber,
  parentIndex: wireNumber,
  librarySectionID: wireText,
  /** Epoch seconds. */
  viewedAt: wireNumber,
  accountID: wireNumber,
});

const historyContainer = z.object({
  MediaContainer: z.object({ offset: wireNumber, totalSize: wireNumber, Metadata: wireList(z.nullable(historyRow)) }),
});

/** The pages of `/status/sessions/history/all`, newest first. */
export function listHistory(wire: ServerWire, options: HistoryOptions): PageList<PlexHistoryRow> {
  const filter: PlexFilter | undefined =
    options.viewedSince === undefined
      ? undefined
      : { field: "viewedAt", operator: ">=", value: Math.floor(options.viewedSince.getTime() / 1000) };
  const query = toQueryString(
    {
      sort: "viewedAt:desc",
      accountID: options.accountID,
      librarySectionID: options.library,
      metadataItemID: options.ratingKey,
    },
    filter === undefined ? [] : [toFilterPart(filter)],
  );

  return async (page) => {
    const headers = { ...wire.headers, ...pagingHeaders(page) };
    const { body, headers: answered } = await wire.caller.read(
      { method: "GET", path: "/status/sessions/history/all", query, headers, signal: page.signal },
      historyContainer,
    );
    const all = body.MediaContainer.Metadata ?? [];
    const rows = all.filter((row) => row !== null);
    return {
      rows,
      emptyRows: all.length - rows.length,
      ...readPagePlace(body.MediaContainer, { headers: answered, asked: page }),
      ...(filter === undefined ? {} : { filterHonoured: rows.every((row) => satisfiesFilter(row, filter)) }),
    };
  };
}
