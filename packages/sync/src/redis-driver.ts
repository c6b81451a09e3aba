import { defineDriver } from "unstorage";
import type { Driver } from "unstorage";

import { PaktError } from "./pakt-error.ts";
import type { RedisConnection } from "./redis-connection.ts";
import { lockKey } from "./redis-locks.ts";
import type { RedisLocks } from "./redis-locks.ts";

/** What a Redis driver works with. */
export interface RedisDriverOptions {
  readonly connection: RedisConnection;
  /** Comes before every key. */
  readonly prefix: string;
  readonly locks: Pick<RedisLocks, "heldRun">;
}

/** Scripts that change a key while the lock holds what it should, and say 0 otherwise. */
const IF_HELD = {
  SET: `
if redis.call("GET", KEYS[1]) ~= ARGV[1] then return 0 end
redis.call("SET", KEYS[2], ARGV[2])
return 1`,
  DEL: `
if redis.call("GET", KEYS[1]) ~= ARGV[1] then return 0 end
redis.call("DEL", KEYS[2])
return 1`,
} as const;

/** Keys that belong to the run: base, journal, last report. Credentials and cache are whole in themselves, whoever wrote them last. */
const STATE = "state:";

/**
 * An unstorage driver of one Redis key a key, replaced whole. While this home holds the run lock, state is written only if the lock
 * is still held, checked by Redis in the same step: a run whose lock has gone over to another cannot touch what is the other's now,
 * and cannot announce a write.
 *
 * unstorage's own driver for Redis sends unanswered commands again, has no such check, and prints errors.
 */
export const redisDriver: (options: RedisDriverOptions) => Driver = defineDriver((options: RedisDriverOptions) => {
  const { connection, prefix, locks } = options;

  async function change(kind: "SET" | "DEL", key: string, ...values: readonly string[]): Promise<void> {
    const run = key.startsWith(STATE) ? locks.heldRun() : undefined;
    if (run === undefined) {
      await connection.send(kind, prefix + key, ...values);
      return;
    }
    const keys = [lockKey(prefix, "run"), prefix + key];
    if ((await connection.send("EVAL", IF_HELD[kind], "2", ...keys, run, ...values)) !== 1) throw lostLock();
  }

  return {
    name: "pakt-redis",
    options,
    hasItem: async (key) => (await connection.send("EXISTS", prefix + key)) === 1,
    getItem: async (key) => {
      const value = await connection.send("GET", prefix + key);
      return typeof value === "string" ? value : null;
    },
    setItem: (key, value) => change("SET", key, value),
    removeItem: (key) => change("DEL", key),
    getKeys: (base) => listKeys(connection, prefix, base),
  };
});

/** A scan may name a key twice (Redis, SCAN); a journal read twice would count twice. */
async function listKeys(connection: RedisConnection, prefix: string, base: string): Promise<string[]> {
  const folder = base === "" || base.endsWith(":") ? base : `${base}:`;
  const pattern = `${(prefix + folder).replaceAll(/[\\*?[\]]/g, String.raw`\$&`)}*`;
  const keys = new Set<string>();
  let cursor = "0";
  do {
    const answer = await connection.send("SCAN", cursor, "MATCH", pattern, "COUNT", "1000");
    const [next, found] = isScanAnswer(answer) ? answer : ["0", []];
    for (const key of found) keys.add(key.slice(prefix.length));
    cursor = next;
  } while (cursor !== "0");
  return [...keys];
}

function isScanAnswer(answer: unknown): answer is [string, string[]] {
  return Array.isArray(answer) && typeof answer[0] === "string" && Array.isArray(answer[1]);
}

function lostLock(): PaktError {
  return new PaktError(
    "run-active",
    "This run has lost its lock: nothing was heard of it for so long that another may run.",
    {
      advice: "Nothing is lost: wait for the other to end, then run again.",
    },
  );
}
