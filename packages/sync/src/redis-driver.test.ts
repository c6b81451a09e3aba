import { createStorage } from "unstorage";
import type { Storage } from "unstorage";
import { afterAll, beforeAll, expect, test } from "vitest";

import { describeDriver } from "../test/describe-driver.ts";
import { createFakeClock } from "../test/fake-clock.ts";
import { openRedis } from "../test/open-redis.ts";
import { describeWithRedis, startRedis } from "../test/start-redis.ts";
import type { TestRedis } from "../test/start-redis.ts";
import type { RedisConnection } from "./redis-connection.ts";
import { redisDriver } from "./redis-driver.ts";
import { createRedisLocks } from "./redis-locks.ts";
import type { RedisLocks } from "./redis-locks.ts";

let redis: TestRedis;
let next = 0;

/** A storage with a prefix of its own, and its locks. */
async function openStorage(): Promise<{
  readonly storage: Storage;
  readonly connection: RedisConnection;
  readonly locks: RedisLocks;
  readonly prefix: string;
}> {
  next += 1;
  const prefix = `test-${next}:`;
  const connection = await openRedis(`redis://127.0.0.1:${redis.port}`);
  const locks = createRedisLocks({ connection, prefix, expiresAfterMs: 60_000 });
  return { storage: createStorage({ driver: redisDriver({ connection, prefix, locks }) }), connection, locks, prefix };
}

describeWithRedis("redisDriver", () => {
  beforeAll(async () => {
    redis = await startRedis();
  });
  afterAll(() => redis.close());

  describeDriver("redisDriver", async () => {
    const { connection, locks, prefix } = await openStorage();
    return redisDriver({ connection, prefix, locks });
  });

  test("puts its prefix before every key", async () => {
    const { storage, connection, prefix } = await openStorage();
    await storage.setItemRaw("state:default:state.json", "{}");
    expect(await connection.send("GET", `${prefix}state:default:state.json`)).toBe("{}");
  });

  test("writes and removes state while the run lock is held, and after it was given back", async () => {
    const { storage, locks } = await openStorage();
    const lock = await locks.acquire("run", { clock: createFakeClock(), waitMs: 0 });
    await storage.setItemRaw("state:a.json", "1");
    await storage.setItemRaw("state:b.json", "2");
    await storage.removeItem("state:a.json");
    expect([await storage.getItemRaw("state:a.json"), await storage.getItemRaw("state:b.json")]).toEqual([null, "2"]);
    if ("release" in lock) await lock.release();
    await storage.setItemRaw("state:b.json", "3");
    expect(await storage.getItemRaw("state:b.json")).toBe("3");
  });

  test.each([
    ["has expired", (connection: RedisConnection, key: string) => connection.send("DEL", key)],
    ["is another's by now", (connection: RedisConnection, key: string) => connection.send("SET", key, "another's")],
  ])("touches no state once the run lock %s, and says so", async (_, lose) => {
    const { storage, connection, locks, prefix } = await openStorage();
    await locks.acquire("run", { clock: createFakeClock(), waitMs: 0 });
    await storage.setItemRaw("state:a.json", "1");
    await lose(connection, `${prefix}lock:run`);
    const lost = { code: "run-active", exitCode: 1, message: expect.stringContaining("has lost its lock") };
    await expect(storage.setItemRaw("state:a.json", "2")).rejects.toMatchObject(lost);
    await expect(storage.removeItem("state:a.json")).rejects.toMatchObject(lost);
    expect(await storage.getItemRaw("state:a.json")).toBe("1");
  });

  test("stores refreshed tokens also when the run lock is lost: the old ones are worth nothing any more", async () => {
    const { storage, connection, locks, prefix } = await openStorage();
    await locks.acquire("run", { clock: createFakeClock(), waitMs: 0 });
    await connection.send("DEL", `${prefix}lock:run`);
    await storage.setItemRaw("credentials.json", "new");
    expect(await storage.getItemRaw("credentials.json")).toBe("new");
  });
});
