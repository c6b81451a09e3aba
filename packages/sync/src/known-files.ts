import { qualityText } from "@pakt/sync-core";
import type { Quality } from "@pakt/sync-core";

/** What is known of the files of one library: by rating key, the fingerprint of the files and what they are like. */
export interface KnownFiles {
  readonly find: (ratingKey: string, fingerprint: string) => FileQuality | undefined;
  readonly set: (ratingKey: string, fingerprint: string, quality: FileQuality) => void;
  /** Nothing was ever remembered of the library. */
  readonly isEmpty: boolean;
  /** Remembers what was found or set, and no more: the rest is gone from the library. */
  readonly save: () => Promise<void>;
}

/** What a file is like, and how good that is. */
export interface FileQuality {
  readonly quality: Quality;
  readonly score: number;
}

/** Bumped when files are judged in another way: what was cached is then read anew. */
const VERSION = 1;

/** What is stored of a library, as JSON. */
export interface StoredFiles {
  readonly version: typeof VERSION;
  /** Each quality once: libraries hold few that differ. */
  readonly qualities: readonly FileQuality[];
  /** By rating key: the fingerprint and the place of the quality. */
  readonly files: Readonly<Record<string, readonly [fingerprint: string, quality: number]>>;
}

/** Opens what was stored of a library; `write` stores what came of it. */
export function openKnownFiles(
  stored: StoredFiles | undefined,
  write: (files: StoredFiles) => Promise<void>,
): KnownFiles {
  const places = new Map<string, number>();
  const qualities: FileQuality[] = [];
  // One object a quality, however many files have it.
  const placeOf = (quality: FileQuality): number => {
    const text = `${qualityText(quality.quality)} ${quality.score}`;
    const known = places.get(text);
    if (known !== undefined) return known;
    places.set(text, qualities.length);
    return qualities.push(quality) - 1;
  };
  const former = stored?.files ?? {};
  // Of what was stored, by its place there: most files are only found again.
  const foundPlaces: number[] = [];
  const kept: Record<string, readonly [string, number]> = {};
  let isChanged = false;
  return {
    isEmpty: stored === undefined,
    find: (ratingKey, fingerprint) => {
      const now = kept[ratingKey];
      if (now !== undefined) return now[0] === fingerprint ? qualities[now[1]] : undefined;
      const known = former[ratingKey];
      const quality = known?.[0] === fingerprint ? stored?.qualities[known[1]] : undefined;
      if (known === undefined || quality === undefined) return undefined;
      const place = (foundPlaces[known[1]] ??= placeOf(quality));
      kept[ratingKey] = place === known[1] ? known : [fingerprint, place];
      return qualities[place];
    },
    set: (ratingKey, fingerprint, quality) => {
      isChanged = true;
      kept[ratingKey] = [fingerprint, placeOf(quality)];
    },
    save: async () => {
      const isSame = !isChanged && Object.keys(kept).length === Object.keys(former).length;
      if (!isSame) await write({ version: VERSION, qualities, files: kept });
    },
  };
}

/** Whether a stored value is one of this version: checked as far as it is looked into. */
export function isStoredFiles(value: object): value is StoredFiles {
  if (!("version" in value) || value.version !== VERSION || !("files" in value) || !("qualities" in value))
    return false;
  return isObject(value.files) && Array.isArray(value.qualities) && value.qualities.every(isFileQuality);
}

function isFileQuality(value: unknown): value is FileQuality {
  return isObject(value) && "quality" in value && isObject(value.quality) && "score" in value;
}

function isObject(value: unknown): value is object {
  return typeof value === "object" && value !== null;
}
