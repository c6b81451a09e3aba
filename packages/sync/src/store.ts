import { join } from "node:path";
import { createStorage } from "unstorage";
import type { Storage } from "unstorage";

import { fileDriver } from "./file-driver.ts";
import { createFileLocks } from "./locks.ts";
import type { Locks } from "./locks.ts";

/** Where a home keeps all that pakt writes by itself (state, journal, cache, credentials), with the locks that guard it. */
export interface Store {
  readonly storage: Storage;
  readonly locks: Locks;
  /** What people know a key by: the path of its file, or the key and the server that it is on. */
  nameOf(key: string): string;
  /** Ends the connection, if there is one. What was stored is stored. */
  close(): Promise<void>;
}

/** How to open a store. */
export interface OpenStoreOptions {
  /** The home's folder. */
  readonly folder: string;
  /** `PAKT_STORAGE_URL`; absent: everything stays in the folder. */
  readonly storageUrl?: string | undefined;
  /** How long a server may take for one answer. */
  readonly storageTimeoutMs: number;
  /** A lock on a server is free again when nothing was heard of its holder for so long. */
  readonly lockExpiresAfterMs: number;
}

/**
 * Opens the store that the environment names: the folder, or a Redis server. The client of Redis is loaded only when it is needed.
 *
 * @throws PaktError `usage` for an address that names no Redis, `home-unusable` for a server that cannot be used.
 */
export async function openStore(options: OpenStoreOptions): Promise<Store> {
  const { folder, storageUrl } = options;
  if (storageUrl !== undefined) {
    const { openRedisStore } = await import("./redis-store.ts");
    return openRedisStore({ ...options, storageUrl });
  }
  return {
    storage: createStorage({ driver: fileDriver(folder) }),
    locks: createFileLocks(folder),
    nameOf: (key) => join(folder, ...key.split(":")),
    close: () => Promise.resolve(),
  };
}
