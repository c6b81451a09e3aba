import type { PlexDiscover } from "@pakt/plex-sdk";
import type { Field, FieldRead, Item, Snapshot } from "@pakt/sync-core";

import { applyToServers, isOn } from "./apply-to-servers.ts";
import type { WritableServer } from "./apply-to-servers.ts";
import { isoNow } from "./clock.ts";
import type { Clock } from "./clock.ts";
import { fetchServers } from "./fetch-servers.ts";
import type { ReadAccountId } from "./plex-account-id.ts";
import { toRated } from "./plex-items.ts";
import type { PlexQualityCache } from "./plex-quality-cache.ts";
import { toRatingKey, toServerOfRef } from "./plex-ref.ts";
import type { PlexWatchlistCache } from "./plex-watchlist-cache.ts";
import { readPlexWatchlist } from "./read-plex-watchlist.ts";
import type { FetchRequest, Replica } from "./replica.ts";
import { sideBySide } from "./side-by-side.ts";
import { UNLISTED } from "./unlisted.ts";
import { isWatchlistOperation, writePlexWatchlist } from "./write-plex-watchlist.ts";

/** What a Plex replica stands on. */
export interface PlexReplicaOptions {
  /** One at least; where there are several, each with its id and its name. */
  readonly servers: readonly ServerOfReplica[];
  /** The account's watchlist. */
  readonly discover: PlexDiscover;
  /** Whose account it is. */
  readonly readAccountId: ReadAccountId;
  readonly caches: { readonly quality: PlexQualityCache; readonly watchlist: PlexWatchlistCache };
  readonly clock: Clock;
  /** Writes under way at once, on each server. */
  readonly concurrentWrites: number;
}

/** A media server of the side. */
export interface ServerOfReplica extends WritableServer {
  /** How far its clock is ahead of this machine's, in milliseconds; `undefined` where no answer told. */
  readonly aheadMs: () => number | undefined;
}

/** What the answers of one media server told of its clock. */
export interface ServerClock {
  /** As refs name it. */
  readonly server: string;
  /** What people call it, where there are several. */
  readonly name?: string;
  readonly aheadMs: number | undefined;
}

/** The Plex side, with what only Plex has. */
export interface PlexReplica extends Replica {
  /** The clocks of the servers of a snapshot that it gave. */
  serverClocks(snapshot: Snapshot): readonly ServerClock[];
  /** The given seasons that are there, with the ratings that they have when read by their keys. Throws PlexError. */
  readSeasons(seasons: readonly Item[], signal?: AbortSignal): Promise<readonly Item[]>;
}

/**
 * The Plex side: pages of the selected libraries of every server in, scrobbles and ratings out. Plex has no bulk write. The account and its
 * watchlist are one, however many servers there are.
 */
export function createPlexReplica(options: PlexReplicaOptions): PlexReplica {
  const { servers, discover, caches, clock } = options;
  return {
    side: "plex",
    fetch: async (request: FetchRequest): Promise<Snapshot> => {
      const takenAt = isoNow(clock);
      const [account, read, watchlist] = await sideBySide(request.signal, [
        (signal) => options.readAccountId(signal),
        (signal) => fetchServers(servers, caches.quality, { ...request, signal }),
        (signal) => readPlexWatchlist({ discover, cache: caches.watchlist, clock }, { ...request, signal }),
      ]);
      const ofLibraries = read.problem ?? ({ state: "complete" } as const);
      const readOf = (field: Field): FieldRead => (request.fields.includes(field) ? ofLibraries : { state: "off" });
      return {
        side: "plex",
        takenAt,
        identity: {
          server: read.server,
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
      const files = await applyToServers({ servers, clock, concurrency: options.concurrentWrites }, operations, hooks);
      const listed = await writePlexWatchlist(
        { discover, cache: caches.watchlist, clock },
        operations.filter(isWatchlistOperation),
        hooks,
      );
      return files.stopped === undefined ? listed : files;
    },
    readSeasons: async (seasons, signal) => {
      const tasks = servers.map((each) => (inner: AbortSignal) => readSeasonsOf(each, seasons, inner));
      return (await sideBySide(signal, tasks)).flat();
    },
    serverClocks: ({ identity }) => {
      const isOne = servers.length === 1;
      return servers.map(({ id = isOne ? String(identity.server ?? "") : "", name, aheadMs }) => ({
        server: toServerOfRef(id),
        ...(name !== undefined && !isOne && { name }),
        aheadMs: aheadMs(),
      }));
    },
  };
}

async function readSeasonsOf(
  of: ServerOfReplica,
  seasons: readonly Item[],
  signal: AbortSignal,
): Promise<readonly Item[]> {
  const own = seasons.filter(({ ref }) => isOn(of, ref));
  if (own.length === 0) return [];
  const rows = await of.server.itemsByIds(
    own.map(({ ref = "" }) => toRatingKey(ref)),
    { signal },
  );
  const byKey = new Map(rows.map((row) => [row.ratingKey, row]));
  return own.flatMap((season) => {
    const row = byKey.get(toRatingKey(season.ref ?? ""));
    if (row === undefined) return [];
    const { exactRating: _, ...rest } = season;
    const rated = toRated(row);
    return rated.rating === undefined ? season : { ...rest, ...rated };
  });
}
