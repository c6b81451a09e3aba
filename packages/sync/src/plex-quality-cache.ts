import { qualityText } from "@pakt/sync-core";
import type { Quality } from "@pakt/sync-core";
import type { Storage } from "unstorage";

/** What is known of the files of one library: by rating key, the fingerprint of the files and what they are like. */
export interface KnownFiles {
  readonly find: (ratingKey: string, fingerprint: string) => FileQuality | undefined;
  readonly set: (ratingKey: string, fingerprint: string, quality: FileQuality) => void;
  readonly isEmpty: boolean;
}

/** What a file is like, and how good that is. */
export interface FileQuality {
  readonly quality: Quality;
  readonly score: number;
}

/** What is remembered of files between runs, so that streams are read once. */
export interface PlexQualityCache {
  open(server: string, library: string): Promise<KnownFiles & { readonly save: () => Promise<void> }>;
  /** Whether a server gives streams in such lists; `undefined` when that was never tried. */
  givesStreams(lists: ListsOfServer): Promise<boolean | undefined>;
  setGivesStreams(lists: ListsOfServer, givesStreams: boolean): Promise<void>;
}

/** The lists of one type of item, by a server of one version: what it does for movies it need not do for episodes. */
export interface ListsOfServer {
  readonly server: string;
  readonly version: string;
  readonly type: "movie" | "episode";
}

/** Bumped when files are judged in another way: what was cached is then read anew. */
const VERSION = 1;

interface StoredFiles {
  readonly version: typeof VERSION;
  /** Each quality once: libraries hold few that differ. */
  readonly qualities: readonly FileQuality[];
  /** By rating key: the fingerprint and the place of the quality. */
  readonly files: Readonly<Record<string, readonly [fingerprint: string, quality: number]>>;
}

/** A cache of one profile in `cache/`. A broken cache file is no loss: it counts as absent. */
export function createPlexQualityCache(storage: Storage, profile: string): PlexQualityCache {
  const keyOf = (name: string): string => `cache:${profile}:plex-${name.replaceAll(/[^\w-]/g, "_")}.json`;
  const probeKey = keyOf("streams");
  return {
    open: async (server, library) => {
      const key = keyOf(`quality-${server}-${library}`);
      const text = await storage.getItemRaw<string>(key);
      const stored = parse(text, isStoredFiles);
      return openFiles(stored, (files) => storage.setItemRaw(key, JSON.stringify(files)));
    },
    givesStreams: async ({ type, ...lists }) => (await readProbe(lists))?.[type],
    setGivesStreams: async ({ server, version, type }, givesStreams) => {
      const types = { ...(await readProbe({ server, version })), [type]: givesStreams };
      await storage.setItemRaw(probeKey, JSON.stringify({ server, version, types } satisfies Probe));
    },
  };

  async function readProbe({ server, version }: Omit<ListsOfServer, "type">): Promise<Probe["types"] | undefined> {
    const probe = parse(await storage.getItemRaw<string>(probeKey), isProbe);
    return probe?.server === server && probe.version === version ? probe.types : undefined;
  }
}

interface Probe {
  readonly server: string;
  readonly version: string;
  readonly types: Readonly<Partial<Record<ListsOfServer["type"], boolean>>>;
}

function openFiles(
  stored: StoredFiles | undefined,
  write: (files: StoredFiles) => Promise<void>,
): KnownFiles & { readonly save: () => Promise<void> } {
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
  const kept: Record<string, readonly [string, number]> = {};
  let isChanged = false;
  return {
    isEmpty: stored === undefined,
    find: (ratingKey, fingerprint) => {
      const now = kept[ratingKey];
      if (now !== undefined) return now[0] === fingerprint ? qualities[now[1]] : undefined;
      const known = former[ratingKey];
      const quality = known?.[0] === fingerprint ? stored?.qualities[known[1]] : undefined;
      if (quality === undefined) return undefined;
      const place = placeOf(quality);
      kept[ratingKey] = [fingerprint, place];
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

/** pakt alone writes these files, whole or not at all: what is looked into is enough of a check. */
function parse<T extends object>(text: string | null, isValid: (value: object) => value is T): T | undefined {
  if (text === null) return undefined;
  try {
    const value: unknown = JSON.parse(text);
    return isObject(value) && isValid(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

function isStoredFiles(value: object): value is StoredFiles {
  if (!("version" in value) || value.version !== VERSION || !("files" in value) || !("qualities" in value)) return false;
  return isObject(value.files) && Array.isArray(value.qualities) && value.qualities.every(isFileQuality);
}

function isFileQuality(value: unknown): value is FileQuality {
  return isObject(value) && "quality" in value && isObject(value.quality) && "score" in value;
}

function isProbe(value: object): value is Probe {
  return "server" in value && "version" in value && "types" in value && isObject(value.types);
}

function isObject(value: unknown): value is object {
  return typeof value === "object" && value !== null;
}
