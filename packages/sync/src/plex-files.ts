import { hasStreams, isPlexError, mediaFingerprint, qualityOf, qualityScore } from "@pakt/plex-sdk";
import type { PlexEpisode, PlexMovie, PlexServer } from "@pakt/plex-sdk";
import type { Collected } from "@pakt/sync-core";

import type { FileQuality, KnownFiles } from "./known-files.ts";
import { toIso } from "./plex-items.ts";
import { fromMediaQuality } from "./quality-words.ts";

/** So many items are asked for at once where a list did not tell of their streams. */
const BATCH = 100;

/** Finds out what the files of one library are like: from memory, from a row's streams, else from batches of items. */
export interface PlexFiles {
  /** The row's entry; `undefined` without a file. Its quality may be completed by {@link PlexFiles.finish}. */
  collected(row: PlexMovie | PlexEpisode): Collected | undefined;
  /** Reads, by the batch, what rows did not tell. What cannot be read stays as far as the rows told it, and is asked for next time. */
  finish(signal: AbortSignal | undefined): Promise<void>;
}

interface Entry {
  at?: string;
  quality: Collected["quality"];
  score: number;
}

interface Missing {
  readonly ratingKey: string;
  readonly entry: Entry;
}

/** Makes the reader of one library's files. */
export function createPlexFiles(server: Pick<PlexServer, "itemsByIds">, known: KnownFiles): PlexFiles {
  const missing: Missing[] = [];

  return {
    collected: (row) => {
      const fingerprint = mediaFingerprint(row.media);
      const remembered = known.find(row.ratingKey, fingerprint);
      const quality = remembered ?? toFileQuality(row);
      if (quality === undefined) return undefined;
      const at = toIso(row.addedAt);
      const { quality: words, score } = quality;
      const entry: Entry = at === undefined ? { quality: words, score } : { quality: words, score, at };
      if (remembered !== undefined) return entry;
      if (hasStreams(row) === true) known.set(row.ratingKey, fingerprint, quality);
      else missing.push({ ratingKey: row.ratingKey, entry });
      return entry;
    },
    finish: async (signal) => {
      for (let start = 0; start < missing.length; start += BATCH) {
        const batch = missing.slice(start, start + BATCH);
        const rows = await readBatch(server, batch, signal);
        if (rows === "silence") return;
        for (const { ratingKey, entry } of batch) {
          const row = rows.get(ratingKey);
          const quality = row === undefined ? undefined : toFileQuality(row);
          if (row === undefined || quality === undefined) continue;
          // A file that the server has not analysed yet has no streams here either; once it has them the list row is another. And it
          // may be another file by now than the list had.
          known.set(ratingKey, mediaFingerprint(row.media), quality);
          entry.quality = quality.quality;
          entry.score = quality.score;
        }
      }
    },
  };
}

async function readBatch(
  server: Pick<PlexServer, "itemsByIds">,
  batch: readonly Missing[],
  signal: AbortSignal | undefined,
): Promise<ReadonlyMap<string, PlexMovie | PlexEpisode> | "silence"> {
  try {
    const rows = await server.itemsByIds(
      batch.map(({ ratingKey }) => ratingKey),
      { signal },
    );
    return new Map(
      rows.flatMap((row) => (row.type === "movie" || row.type === "episode" ? [[row.ratingKey, row] as const] : [])),
    );
  } catch (error) {
    if (!isPlexError(error) || error.code === "aborted" || error.code === "unauthorized") throw error;
    // A server that fails over these may well tell of others.
    return SILENCES.has(error.code) ? "silence" : new Map();
  }
}

/** A server that does not answer is not asked about the next hundred. */
const SILENCES: ReadonlySet<string> = new Set(["network", "timeout", "rate-limited", "unavailable"]);

function toFileQuality({ media }: PlexMovie | PlexEpisode): FileQuality | undefined {
  const quality = qualityOf(media);
  return quality === undefined ? undefined : { quality: fromMediaQuality(quality), score: qualityScore(quality) };
}
