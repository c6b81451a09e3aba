import { existsSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";

import { openTestHome } from "../test/open-test-home.ts";
import { withRunLock } from "./run-lock.ts";
import type { SyncEvent } from "./sync-event.ts";

describe("withRunLock", () => {
  test("holds the lock while the work is under way, and not after", async () => {
    const home = await openTestHome();
    const path = join(home.folder, "run.lock");
    expect(await withRunLock(home, {}, () => Promise.resolve(existsSync(path)))).toBe(true);
    expect(existsSync(path)).toBe(false);
  });

  test("lets go of the lock when the work fails", async () => {
    const home = await openTestHome();
    const failing = withRunLock(home, {}, () => Promise.reject(new Error("no")));
    await expect(failing).rejects.toThrow("no");
    expect(existsSync(join(home.folder, "run.lock"))).toBe(false);
  });

  test("waits for another run, says so, and gives up naming its process", async () => {
    const home = await openTestHome({ tuning: { lockWaitMs: 60_000 } });
    const events: SyncEvent[] = [];
    const startedAt = home.clock.now();
    await withRunLock(home, {}, async () => {
      const second = withRunLock(home, { onEvent: (event) => events.push(event) }, () => Promise.resolve("done"));
      await expect(second).rejects.toMatchObject({
        name: "PaktError",
        code: "run-active",
        exitCode: 1,
        message: expect.stringContaining(`process ${process.pid}`),
      });
    });
    expect(home.clock.now() - startedAt).toBeGreaterThanOrEqual(60_000);
    expect(events).toEqual([
      {
        type: "wait-start",
        reason: `another run is active (process ${process.pid}); waiting for it to end`,
        durationMs: 60_000,
      },
    ]);
  });

  test("ends the wait when it is aborted", async () => {
    const home = await openTestHome();
    const reason = new Error("stop");
    await withRunLock(home, {}, async () => {
      const second = withRunLock(home, { signal: AbortSignal.abort(reason) }, () => Promise.resolve("done"));
      await expect(second).rejects.toBe(reason);
    });
  });
});
