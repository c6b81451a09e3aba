import type { PlexServer } from "@pakt/plex-sdk";
import type { Item, Snapshot } from "@pakt/sync-core";

import { applyToPlex } from "./apply-to-plex.ts";
import { isoNow } from "./clock.ts";
import type { Clock } from "./clock.ts";
import { fetchLibraries } from "./fetch-plex.ts";
import { toRating } from "./plex-items.ts";
import { toRatingKey } from "./plex-ref.ts";
import type { FetchRequest, Replica } from "./replica.ts";

/** What a Plex replica stands on. */
export interface PlexReplicaOptions {
  readonly server: PlexServer;
  /** Keys, uuids or titles of libraries, or all movie and show libraries. */
  readonly libraries: "all" | readonly string[];
  readonly clock: Clock;
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
  const { server, clock } = options;
  return {
    side: "plex",
    fetch: async (request: FetchRequest): Promise<Snapshot> => {
      const takenAt = isoNow(clock);
      const read = await fetchLibraries(server, options.libraries, request);
      const state = read.problem === undefined ? ({ state: "complete" } as const) : read.problem;
      const off = { state: "off" } as const;
      const items: readonly Item[] = read.items;
      return {
        side: "plex",
        takenAt,
        identity: { server: read.machineIdentifier, libraries: read.libraries },
        unlisted: "unknown",
        fields: {
          watched: request.fields.includes("watched") ? state : off,
          rating: request.fields.includes("rating") ? state : off,
        },
        items,
      };
    },
    apply: (operations, hooks) =>
      applyToPlex({ server, clock, concurrency: options.concurrentWrites }, operations, hooks),
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
