import { createStorage } from "unstorage";

import { parseStorageUrl } from "./redis-address.ts";
import { connectToRedis } from "./redis-connection.ts";
import { redisDriver } from "./redis-driver.ts";
import { createRedisLocks } from "./redis-locks.ts";
import type { OpenStoreOptions, Store } from "./store.ts";

/** All that pakt keeps on a server begins with this; two households on one server take a database each. */
const PREFIX = "pakt:";

/** Opens a store on a Redis server. Throws PaktError `usage` or `home-unusable`. */
export async function openRedisStore(
  options: Omit<OpenStoreOptions, "folder"> & { readonly storageUrl: string },
): Promise<Store> {
  const connection = await connectToRedis(parseStorageUrl(options.storageUrl), options.storageTimeoutMs);
  const locks = createRedisLocks({ connection, prefix: PREFIX, expiresAfterMs: options.lockExpiresAfterMs });
  return {
    storage: createStorage({ driver: redisDriver({ connection, prefix: PREFIX, locks }) }),
    locks,
    nameOf: (key) => `${PREFIX}${key} at ${connection.name}`,
    close: () => connection.close(),
  };
}
