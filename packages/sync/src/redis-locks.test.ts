import { hostname } from "node:os";
import { afterAll, beforeAll, expect, onTestFinished, test, vi } from "vitest";

import { createFakeClock } from "../test/fake-clock.ts";
import { openRedis } from "../test/open-redis.ts";
import { describeWithRedis, startRedis } from "../test/start-redis.ts";
import type { TestRedis } from "../test/start-redis.ts";
import { systemClock } from "./clock.ts";
import { isLock } from "./lock.ts";
import type { Lock } from "./lock.ts";
import type { LockHolder } from "./lock-holder.ts";
import type { RedisConnection } from "./redis-connection.ts";
import { createRedisLocks } from "./redis-locks.ts";
import type { RedisLocks } from "./redis-locks.ts";

let redis: TestRedis;
beforeAll(async () => {
  redis = await startRedis();
});
afterAll(() => redis.close());

let next = 0;

/** Locks of two machines on one server, and the key of their run lock. */
async function openLocks(): Promise<{
  readonly mine: RedisLocks;
  readonly theirs: RedisLocks;
  readonly connection: RedisConnection;
  readonly key: string;
}> {
  next += 1;
  const prefix = `test-${next}:`;
  const [connection, other] = await Promise.all([
    openRedis(`redis://127.0.0.1:${redis.port}`),
    openRedis(`redis://127.0.0.1:${redis.port}`),
  ]);
  return {
    mine: createRedisLocks({ connection, prefix, expiresAfterMs: 60_000 }),
    theirs: createRedisLocks({ connection: other, prefix, expiresAfterMs: 60_000 }),
    connection,
    key: `${prefix}lock:run`,
  };
}

/** Stops the heart: it beats when the test moves the time. Redis and its client keep theirs. */
function beatByHand(): void {
  vi.useFakeTimers({ toFake: ["setInterval", "clearInterval"] });
  onTestFinished(() => void vi.useRealTimers());
}

function held(result: Lock | LockHolder): Lock {
  if (!isLock(result)) throw new Error(`held by ${result.pid}`);
  return result;
}

describeWithRedis("locks on Redis", () => {
  test("let one in at a time, and the next after the release", async () => {
    const { mine, theirs } = await openLocks();
    const clock = createFakeClock();
    const first = held(await mine.acquire("run", { clock, waitMs: 0 }));
    expect(await theirs.acquire("run", { clock, waitMs: 1000 })).toEqual({
      pid: process.pid,
      host: hostname(),
      since: "2026-11-22T10:00:00.000Z",
      token: expect.any(String),
    });
    expect(clock.waits).toEqual([250, 250, 250, 250]);
    await first.release();
    await held(await theirs.acquire("run", { clock, waitMs: 0 })).release();
  });

  test("are apart by their name", async () => {
    const { mine, theirs } = await openLocks();
    const clock = createFakeClock();
    held(await mine.acquire("run", { clock, waitMs: 0 }));
    expect(isLock(await theirs.acquire("tokens", { clock, waitMs: 0 }))).toBe(true);
  });

  test("tell once who is waited for, and end the wait when it is aborted", async () => {
    const { mine, theirs } = await openLocks();
    const clock = createFakeClock();
    held(await mine.acquire("run", { clock, waitMs: 0 }));
    const told: number[] = [];
    const reason = new Error("stop");
    await theirs.acquire("run", { clock, waitMs: 1000, onWait: ({ pid }) => told.push(pid) });
    expect(told).toEqual([process.pid]);
    const aborted = theirs.acquire("run", { clock, waitMs: 1000, signal: AbortSignal.abort(reason) });
    await expect(aborted).rejects.toBe(reason);
  });

  test("of a holder that died are free when they expire", async () => {
    const { connection, theirs, key } = await openLocks();
    const dead = JSON.stringify({ pid: 1, host: "another", since: "2026-01-01", token: "t" });
    await connection.send("SET", key, dead, "PX", "300");
    expect(await theirs.acquire("run", { clock: systemClock, waitMs: 0 })).toMatchObject({ pid: 1, host: "another" });
    held(await theirs.acquire("run", { clock: systemClock, waitMs: 10_000 }));
  });

  test("are prolonged while they are held", async () => {
    beatByHand();
    const { mine, connection, key } = await openLocks();
    const lock = held(await mine.acquire("run", { clock: createFakeClock(), waitMs: 0 }));
    await connection.send("PEXPIRE", key, "30000");
    vi.advanceTimersByTime(15_000);
    expect(Number(await connection.send("PTTL", key))).toBeGreaterThan(30_000);
    await lock.release();
    expect(await connection.send("EXISTS", key)).toBe(0);
  });

  test("are not taken up again once they expired", async () => {
    beatByHand();
    const { mine, connection, key } = await openLocks();
    held(await mine.acquire("run", { clock: createFakeClock(), waitMs: 0 }));
    await connection.send("DEL", key);
    vi.advanceTimersByTime(30_000);
    expect(await connection.send("EXISTS", key)).toBe(0);
  });

  test("that are another's by now are not given back", async () => {
    beatByHand();
    const { mine, theirs, connection, key } = await openLocks();
    const clock = createFakeClock();
    const first = held(await mine.acquire("run", { clock, waitMs: 0 }));
    await connection.send("DEL", key);
    held(await theirs.acquire("run", { clock, waitMs: 0 }));
    await connection.send("PEXPIRE", key, "30000");
    await first.release();
    expect(Number(await connection.send("PTTL", key))).toBeLessThanOrEqual(30_000);
    expect(await connection.send("GET", key)).toBe(theirs.heldRun());
  });

  test("that nobody can read name nobody, and are waited for like others", async () => {
    const { connection, mine, key } = await openLocks();
    await connection.send("SET", key, "something else");
    expect(await mine.acquire("run", { clock: createFakeClock(), waitMs: 500 })).toEqual({
      pid: 0,
      host: "an unknown machine",
      since: "an unknown time",
    });
  });

  test("let exactly one of many in", async () => {
    const { mine, theirs } = await openLocks();
    const results = await Promise.all(
      Array.from({ length: 8 }, (_, index) =>
        (index % 2 === 0 ? mine : theirs).acquire("run", { clock: createFakeClock(), waitMs: 0 }),
      ),
    );
    expect(results.filter(isLock)).toHaveLength(1);
  });
});
