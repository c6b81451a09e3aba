import type { PlexWatchlistItem } from "@pakt/plex-sdk";
import { createHash } from "node:crypto";
import type { Storage } from "unstorage";
import { z } from "zod";

/** What is remembered of an account's watchlist between runs. */
export interface PlexWatchlistCache {
  /** The last whole read, with the tag that tells whether it still holds. */
  readList(): Promise<StoredWatchlist | undefined>;
  writeList(list: StoredWatchlist): Promise<void>;
  /** External ids (`tmdb://603`) by Discover rating key. */
  readIds(): Promise<Readonly<Record<string, readonly string[]>>>;
  writeIds(ids: Readonly<Record<string, readonly string[]>>): Promise<void>;
  /** Titles that no ids were found of. */
  readMisses(): Promise<MissedIds>;
  writeMisses(misses: MissedIds): Promise<void>;
  /** Discover rating keys by `type:namespace:value`. */
  readKeys(): Promise<Readonly<Record<string, string>>>;
  writeKeys(keys: Readonly<Record<string, string>>): Promise<void>;
}

/** How often no ids were found of a listed title, and until when it is not asked for again. By Discover rating key. */
export type MissedIds = Readonly<Record<string, { readonly times: number; readonly until: string }>>;

/** A whole read of the watchlist. */
export interface StoredWatchlist {
  readonly etag: string;
  readonly titles: readonly PlexWatchlistItem[];
}

const VERSION = 1;

const key = z.string().regex(/^[0-9a-f]{24}$/);

/** Checked to the end: a list that lost its titles would read as one from which everything was taken. */
const listSchema: z.ZodType<StoredWatchlist> = z.object({
  etag: z.string(),
  titles: z.array(
    z.object({
      type: z.enum(["movie", "show"]),
      ratingKey: key,
      guid: z.string().optional(),
      guids: z.array(z.string()),
      title: z.string(),
      year: z.number().optional(),
      watchlistedAt: z.number().optional(),
    }),
  ),
});
const idsSchema = z.record(z.string(), z.array(z.string()));
const missesSchema = z.record(z.string(), z.object({ times: z.int().min(1), until: z.string() }));
const keysSchema = z.record(z.string(), key);

/**
 * A cache of one profile in `cache/`. The list counts only for the token that read it, of which a hash is kept. A broken cache file is
 * no loss: it counts as absent.
 */
export function createPlexWatchlistCache(storage: Storage, profile: string, token: string): PlexWatchlistCache {
  const owner = createHash("sha256").update(token).digest("hex");
  const keyOf = (name: string): string => `cache:${profile}:plex-${name}.json`;

  async function read<T>(name: string, of: string, schema: z.ZodType<T>): Promise<T | undefined> {
    const text = await storage.getItemRaw<string>(keyOf(name));
    if (text === null) return undefined;
    const frame = z.object({ version: z.literal(VERSION), owner: z.literal(of), value: schema });
    try {
      return frame.safeParse(JSON.parse(text)).data?.value;
    } catch {
      return undefined;
    }
  }
  const write = (name: string, of: string, value: unknown): Promise<void> =>
    storage.setItemRaw(keyOf(name), JSON.stringify({ version: VERSION, owner: of, value }));

  return {
    readList: () => read("watchlist", owner, listSchema),
    writeList: (list) => write("watchlist", owner, list),
    // What a title is called in Plex's catalogue is the same for everyone.
    readIds: async () => (await read("title-ids", "", idsSchema)) ?? {},
    writeIds: (ids) => write("title-ids", "", ids),
    readMisses: async () => (await read("title-misses", "", missesSchema)) ?? {},
    writeMisses: (misses) => write("title-misses", "", misses),
    readKeys: async () => (await read("title-keys", "", keysSchema)) ?? {},
    writeKeys: (keys) => write("title-keys", "", keys),
  };
}
