import type { PlexDiscover, PlexServer } from "@pakt/plex-sdk";
import type { Field, FieldRead, Item, Snapshot } from "@pakt/sync-core";

import { applyToPlex } from "./apply-to-plex.ts";
import { isoNow } from "./clock.ts";
import type { Clock } from "./clock.ts";
import { fetchLibraries } from "./fetch-plex.ts";
import type { ReadAccountId } from "./plex-account-id.ts";
import { toRating } from "./plex-items.ts";
import type { PlexQualityCache } from "./plex-quality-cache.ts";
import { toRatingKey } from "./plex-ref.ts";
import type { PlexWatchlistCache } from "./plex-watchlist-cache.ts";
import { readPlexWatchlist } from "./read-plex-watchlist.ts";
import type { FetchRequest, Replica } from "./replica.ts";
import { sideBySide } from "./side-by-side.ts";
import { UNLISTED } from "./unlisted.ts";
import { isWatchlistOperation, writePlexWatchlist } from "./write-plex-watchlist.ts";

/** What a Plex replica stands on. */
export interface PlexReplicaOptions {
  readonly server: PlexServer;
  /** The same server, asked once only: to find out what it does not do. */
  readonly probe: Pick<PlexServer, "items">;
  /** The account's watchlist. */
  readonly discover: PlexDiscover;
  /** Whose account it is. */
  readonly readAccountId: ReadAccountId;
  readonly caches: { readonly quality: PlexQualityCache; readonly watchlist: PlexWatchlistCache };
  /** Keys, uuids or titles of libraries, or all movie and show libraries. */
  readonly libraries: "all" | readonly string[];
  readonly clock: Clock;
  /** The media server's own time, epoch milliseconds. */
  readonly serverNow: () => number;
  /** Writes under way at once. */
  readonly concurrentWrites: number;
}

/** The Plex side, with what only Plex has. */
export interface PlexReplica extends Replica {
  /** The given seasons that are there, with the ratings that they have when read by their keys. Throws PlexError. */
  readSeasons(seasons: readonly Item[], signal?: AbortSignal): Promise<readonly Item[]>;
}

/** The Plex side: pages of the selected libraries in, scrobbles and ratings out. Plex has no bulk write. */
export function createPlexReplica(options: PlexReplicaOptions): PlexReplica {
  const { server, probe, discover, caches, clock, serverNow } = options;
  return {
    side: "plex",
    fetch: async (request: FetchRequest): Promise<Snapshot> => {
      const takenAt = isoNow(clock);
      const [account, read, watchlist] = await sideBySide(request.signal, [
        (signal) => options.readAccountId(signal),
        (signal) => fetchLibraries({ server, probe, cache: caches.quality }, options.libraries, { ...request, signal }),
        (signal) => readPlexWatchlist({ discover, cache: caches.watchlist, clock }, { ...request, signal }),
      ]);
      const ofLibraries = read.problem ?? ({ state: "complete" } as const);
      const readOf = (field: Field): FieldRead => (request.fields.includes(field) ? ofLibraries : { state: "off" });
      return {
        side: "plex",
        takenAt,
        identity: {
          server: read.machineIdentifier,
          libraries: read.libraries,
          ...(account === undefined ? {} : { account }),
        },
        unlisted: UNLISTED.plex,
        fields: {
          watched: readOf("watched"),
          rating: readOf("rating"),
          collection: readOf("collection"),
          watchlist: watchlist.read,
        },
        items: [...read.items, ...watchlist.items],
      };
    },
    apply: async (operations, hooks) => {
      // Two services: that one of them has stopped says nothing of the other.
      const files = await applyToPlex(
        { server, clock, serverNow, concurrency: options.concurrentWrites },
        operations,
        hooks,
      );
      const listed = await writePlexWatchlist(
        { discover, cache: caches.watchlist, clock },
        operations.filter(isWatchlistOperation),
        hooks,
      );
      return files.stopped === undefined ? listed : files;
    },
    readSeasons: async (seasons, signal) => {
      const keys = seasons.map(({ ref = "" }) => toRatingKey(ref));
      const rows = await server.itemsByIds(keys, { signal });
      const byKey = new Map(rows.map((row) => [row.ratingKey, row]));
      return seasons.flatMap((season) => {
        const row = byKey.get(toRatingKey(season.ref ?? ""));
        if (row === undefined) return [];
        const rating = toRating(row);
        return rating === undefined ? season : { ...season, rating };
      });
    },
  };
}
