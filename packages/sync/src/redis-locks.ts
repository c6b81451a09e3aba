import { randomUUID } from "node:crypto";
import { hostname } from "node:os";

import type { Lock } from "./lock.ts";
import { storedHolder } from "./lock-holder.ts";
import type { LockHolder } from "./lock-holder.ts";
import type { LockName, Locks } from "./locks.ts";
import type { RedisConnection } from "./redis-connection.ts";

/** Locks that processes on any machine share. */
export interface RedisLocks extends Locks {
  /** What stands in the run lock while this home holds it, or believes so: it may have expired since. */
  heldRun(): string | undefined;
}

/** What locks on Redis need. */
export interface RedisLocksOptions {
  readonly connection: RedisConnection;
  /** Comes before every key. */
  readonly prefix: string;
  /** A lock is free again when nothing was heard of its holder for so long, by the server's clock. */
  readonly expiresAfterMs: number;
}

const POLL_MS = 250;
/** So many times a lock is prolonged in the time in which it would expire. */
const BEATS = 4;

const PROLONG = `
if redis.call("GET", KEYS[1]) ~= ARGV[1] then return 0 end
return redis.call("PEXPIRE", KEYS[1], ARGV[2])`;

const RELEASE = `
if redis.call("GET", KEYS[1]) ~= ARGV[1] then return 0 end
return redis.call("DEL", KEYS[1])`;

/** Where a lock is. */
export function lockKey(prefix: string, name: LockName): string {
  return `${prefix}lock:${name}`;
}

/**
 * Locks as keys that expire. A holder prolongs its own; one that died or hangs loses it. Whether a pid is alive is not asked: on
 * another machine, or in another container, the same pid is another process. A lock that expired is not taken up again, even when it
 * is free: a whole run of another may lie in between.
 */
export function createRedisLocks({ connection, prefix, expiresAfterMs }: RedisLocksOptions): RedisLocks {
  let run: string | undefined;

  function keep(name: LockName, value: string): Lock {
    const key = lockKey(prefix, name);
    const beat = setInterval(() => {
      connection.send("EVAL", PROLONG, "1", key, value, String(expiresAfterMs)).then(
        (kept) => kept === 1 || clearInterval(beat),
        // The next beat tries again; what is written in between asks for the lock itself.
        () => undefined,
      );
    }, expiresAfterMs / BEATS);
    beat.unref();
    if (name === "run") run = value;
    return {
      release: async () => {
        clearInterval(beat);
        if (run === value) run = undefined;
        // Where it cannot be given back it expires.
        await connection.send("EVAL", RELEASE, "1", key, value).catch(() => undefined);
      },
    };
  }

  return {
    heldRun: () => run,
    holder: async (name) => readHolder(await connection.send("GET", lockKey(prefix, name))),
    acquire: async (name, { clock, waitMs, signal, onWait }) => {
      const key = lockKey(prefix, name);
      const startedAt = clock.now();
      let told = false;
      for (;;) {
        signal?.throwIfAborted();
        const since = new Date(clock.now()).toISOString();
        const value = JSON.stringify({ pid: process.pid, host: hostname(), since, token: randomUUID() });
        const taken = await connection.send("SET", key, value, "PX", String(expiresAfterMs), "NX");
        if (taken === "OK") return keep(name, value);
        const holder = readHolder(await connection.send("GET", key));
        if (holder !== undefined && clock.now() >= startedAt + waitMs) return holder;
        if (holder !== undefined && !told) {
          told = true;
          onWait?.(holder);
        }
        await clock.sleep(POLL_MS, signal);
      }
    },
  };
}

/** `undefined`: given back just now. */
function readHolder(value: unknown): LockHolder | undefined {
  if (typeof value !== "string") return undefined;
  try {
    return storedHolder.parse(JSON.parse(value));
  } catch {
    return { pid: 0, host: "an unknown machine", since: "an unknown time" };
  }
}
