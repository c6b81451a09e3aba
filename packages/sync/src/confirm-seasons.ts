import { isPlexError } from "@pakt/plex-sdk";
import type { Base, Snapshot } from "@pakt/sync-core";

import { findDoubtfulSeasons } from "./doubtful-seasons.ts";
import type { PlexReplica } from "./plex-replica.ts";

/**
 * Plex's snapshot with the doubtful seasons as they are when read by their keys; one that is gone since is left out, for it is unknown
 * and not unrated. One request for a hundred, none when there are none.
 */
export async function confirmSeasons(
  replica: PlexReplica,
  { plex, trakt, base }: { readonly plex: Snapshot; readonly trakt: Snapshot; readonly base: Base },
  signal?: AbortSignal,
): Promise<Snapshot> {
  if (plex.fields.rating.state === "off") return plex;
  const doubtful = findDoubtfulSeasons(plex.items, trakt.items, base);
  if (doubtful.length === 0) return plex;
  try {
    const read = new Map((await replica.readSeasons(doubtful, signal)).map((season) => [season.ref, season]));
    const isDoubtful = new Set(doubtful);
    return { ...plex, items: plex.items.flatMap((item) => (isDoubtful.has(item) ? (read.get(item.ref) ?? []) : item)) };
  } catch (error) {
    if (!isPlexError(error) || error.code === "aborted") throw error;
    const reason = `the ${doubtful.length === 1 ? "rating of a season" : `ratings of ${doubtful.length} seasons`} could not be read: ${error.message}`;
    return { ...plex, fields: { ...plex.fields, rating: { state: "partial", reason } } };
  }
}
