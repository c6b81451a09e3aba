import type { Storage } from "unstorage";

/** A list of Trakt as it was read, with the stamps that were read before it. */
export interface CachedList<T> {
  /** The sign-in that read it. */
  readonly lineage: string;
  /** The `last_activities` stamps that belong to the list. */
  readonly stamps: string;
  readonly value: T;
}

/** What is remembered of Trakt between runs, so that an unchanged list is not read again. */
export interface TraktCache {
  /** `undefined` when there is none, or none that can be used. */
  read<T>(list: string): Promise<CachedList<T> | undefined>;
  write<T>(list: string, cached: CachedList<T>): Promise<void>;
  remove(list: string): Promise<void>;
}

/** Bumped when the rows' shape changes; older caches are then read anew. */
const VERSION = 2;

/** A cache of one profile in `cache/`. A broken cache file is no loss: it counts as absent. */
export function createTraktCache(storage: Storage, profile: string): TraktCache {
  const keyOf = (list: string): string => `cache:${profile}:trakt-${list}.json`;
  return {
    read: async <T>(list: string) => {
      const text = await storage.getItemRaw<string>(keyOf(list));
      return text === null ? undefined : parse<T>(text);
    },
    write: (list, cached) => storage.setItemRaw(keyOf(list), JSON.stringify({ version: VERSION, ...cached })),
    remove: (list) => storage.removeItem(keyOf(list)),
  };
}

function parse<T>(text: string): CachedList<T> | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return isCachedList<T>(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

/** pakt alone writes these files, whole or not at all: version and frame are enough of a check. */
function isCachedList<T>(value: unknown): value is CachedList<T> {
  if (typeof value !== "object" || value === null) return false;
  return "version" in value && value.version === VERSION && "lineage" in value && "stamps" in value && "value" in value;
}
