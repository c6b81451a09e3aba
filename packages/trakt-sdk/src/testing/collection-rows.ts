import type { TraktMetadataBody } from "../schemas/media-metadata.ts";
import type { CatalogueIndex } from "./catalogue.ts";
import type { CollectedShow } from "./collection-lists.ts";
import type { StoredCollected } from "./collection-shelf.ts";
import { toTitleKeys } from "./rows.ts";

/** A row of `/sync/collection/movies`. */
export function toCollectedMovieRow(catalogue: CatalogueIndex, stored: StoredCollected, hasMetadata: boolean): unknown {
  const entry = catalogue.find("movie", { trakt: stored.traktId });
  return {
    collected_at: stored.collectedAt,
    updated_at: stored.updatedAt,
    ...(entry === undefined ? {} : toTitleKeys(entry)),
    // 1 or null for movies (trakt-java 6.18.0).
    ...(hasMetadata ? { metadata: toMetadata(stored.metadata, stored.metadata["3d"] === true ? 1 : null) } : {}),
  };
}

/** A row of `/sync/collection/shows`. */
export function toCollectedShowRow({ show, episodes }: CollectedShow, hasMetadata: boolean): unknown {
  const seasons = Map.groupBy(episodes, ({ entry }) => entry.season.number);
  return {
    last_collected_at: latest(episodes.map(({ stored }) => stored.collectedAt)),
    last_updated_at: latest(episodes.map(({ stored }) => stored.updatedAt)),
    ...toTitleKeys({ type: "show", show }),
    seasons: [...seasons].map(([number, held]) => ({
      number,
      episodes: held.map(({ entry, stored }) => ({
        number: entry.episode.number,
        collected_at: stored.collectedAt,
        // True or false for episodes.
        ...(hasMetadata ? { metadata: toMetadata(stored.metadata, stored.metadata["3d"] ?? false) } : {}),
      })),
    })),
  };
}

function toMetadata(metadata: TraktMetadataBody, is3d: unknown): unknown {
  return {
    media_type: metadata.media_type ?? null,
    resolution: metadata.resolution ?? null,
    hdr: metadata.hdr ?? null,
    audio: metadata.audio ?? null,
    audio_channels: metadata.audio_channels ?? null,
    "3d": is3d,
  };
}

function latest(times: readonly string[]): string {
  return times.reduce((last, time) => (time > last ? time : last), "");
}
