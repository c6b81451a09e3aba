import { onTestFinished } from "vitest";

import { parseStorageUrl } from "../src/redis-address.ts";
import { connectToRedis } from "../src/redis-connection.ts";
import type { RedisConnection } from "../src/redis-connection.ts";

/** A connection to a server of {@link startRedis}, closed when the test is over. */
export async function openRedis(url: string, timeoutMs = 5000): Promise<RedisConnection> {
  const connection = await connectToRedis(parseStorageUrl(url), timeoutMs);
  onTestFinished(() => connection.close());
  return connection;
}
