import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdtemp, readFile, utimes, writeFile } from "node:fs/promises";
import { hostname, tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, test } from "vitest";

import { acquireLock, isLock } from "./lock.ts";
import type { Clock } from "./clock.ts";
import type { Lock } from "./lock.ts";
import type { LockHolder } from "./lock-holder.ts";

/** A clock on which waiting is instant. */
function fakeClock(): Clock & { readonly slept: () => number } {
  const start = Date.now();
  let slept = 0;
  return {
    now: () => start + slept,
    sleep: (durationMs) => {
      slept += durationMs;
      return Promise.resolve();
    },
    slept: () => slept,
  };
}

async function lockPath(): Promise<string> {
  return join(await mkdtemp(join(tmpdir(), "pakt-lock-")), "home", "run.lock");
}

function held(result: Lock | LockHolder): Lock {
  if (!isLock(result)) throw new Error(`held by ${result.pid}`);
  return result;
}

function deadPid(): number {
  return spawnSync(process.execPath, ["-e", ""]).pid;
}

describe("acquireLock", () => {
  test("lets one in at a time, and the next after the release", async () => {
    const path = await lockPath();
    const clock = fakeClock();
    const first = held(await acquireLock({ path, clock, waitMs: 0 }));
    expect(await acquireLock({ path, clock, waitMs: 1000 })).toMatchObject({ pid: process.pid, host: hostname() });
    expect(clock.slept()).toBeGreaterThanOrEqual(1000);
    await first.release();
    const second = held(await acquireLock({ path, clock, waitMs: 0 }));
    await second.release();
    expect(existsSync(path)).toBe(false);
  });

  test("tells once who is waited for", async () => {
    const path = await lockPath();
    const clock = fakeClock();
    const lock = held(await acquireLock({ path, clock, waitMs: 0 }));
    const told: number[] = [];
    await acquireLock({ path, clock, waitMs: 1000, onWait: ({ pid }) => told.push(pid) });
    expect(told).toEqual([process.pid]);
    await lock.release();
  });

  test.each([
    ["whose process is gone", (): object => ({ pid: deadPid(), host: hostname(), since: "2026-01-01", token: "t" })],
    [
      "of an earlier process with our pid",
      (): object => ({ pid: process.pid, host: hostname(), since: "2026-01-01", token: "t" }),
    ],
  ])("heals a lock %s", async (_, holder) => {
    const path = await lockPath();
    const clock = fakeClock();
    await held(await acquireLock({ path, clock, waitMs: 0 })).release();
    await writeFile(path, JSON.stringify(holder()));
    const lock = held(await acquireLock({ path, clock, waitMs: 0 }));
    expect(JSON.parse(await readFile(path, "utf8"))).toMatchObject({ pid: process.pid });
    await lock.release();
  });

  test("does not take the lock of a live process", async () => {
    const path = await lockPath();
    const clock = fakeClock();
    await held(await acquireLock({ path, clock, waitMs: 0 })).release();
    await writeFile(path, JSON.stringify({ pid: process.ppid, host: hostname(), since: "2026-01-01", token: "t" }));
    expect(await acquireLock({ path, clock, waitMs: 500 })).toMatchObject({ pid: process.ppid });
  });

  test("heals a lock whose pid is another process's by now, when it has not beaten for long nor while we waited", async () => {
    const path = await lockPath();
    const clock = fakeClock();
    await held(await acquireLock({ path, clock, waitMs: 0 })).release();
    await writeFile(path, JSON.stringify({ pid: process.ppid, host: hostname(), since: "2026-01-01", token: "t" }));
    const hourAgo = new Date(clock.now() - 3_600_000);
    await utimes(path, hourAgo, hourAgo);
    expect(isLock(await acquireLock({ path, clock, waitMs: 10_000 }))).toBe(false);
    const lock = held(await acquireLock({ path, clock, waitMs: 60_000 }));
    expect(JSON.parse(await readFile(path, "utf8"))).toMatchObject({ pid: process.pid });
    await lock.release();
  });

  test("a release removes no lock but its own", async () => {
    const path = await lockPath();
    const clock = fakeClock();
    const lock = held(await acquireLock({ path, clock, waitMs: 0 }));
    await writeFile(
      path,
      JSON.stringify({ pid: process.ppid, host: hostname(), since: "2026-01-01", token: "theirs" }),
    );
    await lock.release();
    expect(existsSync(path)).toBe(true);
  });

  test("of many that meet a dead lock exactly one gets it", async () => {
    const path = await lockPath();
    const clock = fakeClock();
    await held(await acquireLock({ path, clock, waitMs: 0 })).release();
    await writeFile(path, JSON.stringify({ pid: deadPid(), host: hostname(), since: "2026-01-01", token: "t" }));
    const results = await Promise.all(Array.from({ length: 8 }, () => acquireLock({ path, clock, waitMs: 5000 })));
    expect(results.filter(isLock)).toHaveLength(1);
  });
});
