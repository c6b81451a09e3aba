import { z } from "zod";

import { wireKey, wireList, wireNumber, wireText } from "./wire-values.ts";

/** A title of Plex's own catalogue, as Discover lists it; it need not be in any library. Seasons and episodes cannot be on a watchlist. */
export interface PlexWatchlistItem {
  readonly type: "movie" | "show";
  /** The title's key in Plex's catalogue, 24 hex digits: the last part of its `plex://` guid, and never a media server's key. Durable. */
  readonly ratingKey: string;
  /** E.g. `plex://movie/5d776b59ad5437001f79c6f8`. */
  readonly guid?: string | undefined;
  /** External ids (`Guid[]`), e.g. `tmdb://603`. Lists leave them out now and then: `item()` has them. */
  readonly guids: readonly string[];
  /** `""` when Plex sends none. */
  readonly title: string;
  readonly year?: number | undefined;
  /** Epoch seconds. Some clients are sent it and others not. */
  readonly watchlistedAt?: number | undefined;
}

const watchlistRow = z.object({
  type: wireText,
  ratingKey: wireKey,
  guid: wireText,
  Guid: wireList(z.object({ id: z.string() })),
  title: wireText,
  year: wireNumber,
  watchlistedAt: wireNumber,
});

/** The container of everything that Discover lists: the watchlist, a title, and matches. */
export const watchlistContainer = z.object({
  MediaContainer: z.object({ offset: wireNumber, totalSize: wireNumber, Metadata: wireList(watchlistRow) }),
});

/** A checked row as a title; undefined for a row that is neither a movie nor a show. */
export function toWatchlistItem(row: z.output<typeof watchlistRow>): PlexWatchlistItem | undefined {
  if (row.type !== "movie" && row.type !== "show") return undefined;
  const { ratingKey, guid, title = "", year } = row;
  const guids = (row.Guid ?? []).map(({ id }) => id);
  // 0 is Plex's way to say that there is no date (python-plexapi, userState).
  const watchlistedAt = row.watchlistedAt === 0 ? undefined : row.watchlistedAt;
  return { type: row.type, ratingKey, guid, guids, title, year, watchlistedAt };
}
