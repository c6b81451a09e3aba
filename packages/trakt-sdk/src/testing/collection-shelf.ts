import type { TraktMetadataBody } from "../schemas/media-metadata.ts";

/** One collected movie or episode as the service keeps it. */
export interface StoredCollected {
  readonly type: "movie" | "episode";
  readonly traktId: number;
  /** ISO. */
  readonly collectedAt: string;
  /** ISO. */
  readonly updatedAt: string;
  /** What is set, and nothing else. */
  readonly metadata: TraktMetadataBody;
}

/** When a copy was acquired and what it is. */
export interface Copy {
  /** ISO. */
  readonly at: string;
  readonly metadata?: TraktMetadataBody;
}

/** What collecting came to. */
export type Collecting = "added" | "updated" | "existing";

/** The collected movies and episodes. */
export interface CollectionShelf {
  /** Overwrites the date and all metadata of what is there; `existing` when neither differs. */
  collect(type: "movie" | "episode", traktId: number, copy: Copy): Collecting;
  /** Whether it was there. */
  uncollect(type: "movie" | "episode", traktId: number): boolean;
  has(type: "movie" | "episode", traktId: number): boolean;
  all(): readonly StoredCollected[];
  count(): number;
  /** Moves with each change. */
  revision(): number;
}

/** An empty shelf; `onChange` is called for each change. */
export function createCollectionShelf(
  now: () => number,
  onChange: (type: "movie" | "episode") => void,
): CollectionShelf {
  const held = new Map<string, StoredCollected>();
  let revision = 0;
  const touch = (type: "movie" | "episode"): void => {
    revision += 1;
    onChange(type);
  };
  return {
    collect: (type, traktId, { at, metadata = {} }) => {
      const key = `${type}:${traktId}`;
      const before = held.get(key);
      const collectedAt = new Date(at).toISOString();
      if (before?.collectedAt === collectedAt && isSame(before.metadata, metadata)) return "existing";
      held.set(key, { type, traktId, collectedAt, updatedAt: new Date(now()).toISOString(), metadata });
      touch(type);
      return before === undefined ? "added" : "updated";
    },
    uncollect: (type, traktId) => {
      const wasHeld = held.delete(`${type}:${traktId}`);
      if (wasHeld) touch(type);
      return wasHeld;
    },
    has: (type, traktId) => held.has(`${type}:${traktId}`),
    all: () => [...held.values()],
    count: () => held.size,
    revision: () => revision,
  };
}

function isSame(a: TraktMetadataBody, b: TraktMetadataBody): boolean {
  return (
    a.media_type === b.media_type &&
    a.resolution === b.resolution &&
    a.hdr === b.hdr &&
    a.audio === b.audio &&
    a.audio_channels === b.audio_channels &&
    (a["3d"] ?? false) === (b["3d"] ?? false)
  );
}
