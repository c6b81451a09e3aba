import { describe, expect, it } from "vitest";

import { fakeClock } from "../test/client-options.ts";
import type { Clock } from "./clock.ts";
import { createWriteGate } from "./write-gate.ts";

describe("createWriteGate", () => {
  it("pauses from the end of one write to the start of the next", async () => {
    const clock = fakeClock(0);
    const gate = createWriteGate({ clock, intervalMs: 500 });
    const startedAt: number[] = [];
    const write = async (): Promise<void> => {
      startedAt.push(clock.now());
      await clock.sleep(300);
    };

    await Promise.all([gate(write), gate(write), gate(write)]);

    expect(startedAt).toEqual([0, 800, 1600]);
  });

  it("does not pause when the last write is long ago", async () => {
    const clock = fakeClock(0);
    const gate = createWriteGate({ clock, intervalMs: 500 });
    await gate(() => Promise.resolve());
    await clock.sleep(9000);

    await gate(() => Promise.resolve());

    expect(clock.sleeps).toEqual([9000]);
  });

  it("goes on after a write that failed, with the same pause", async () => {
    const clock = fakeClock(0);
    const gate = createWriteGate({ clock, intervalMs: 500 });

    const [first, second] = await Promise.allSettled([
      gate(() => Promise.reject(new Error("lost"))),
      gate(() => Promise.resolve(clock.now())),
    ]);

    expect([first.status, second]).toEqual(["rejected", { status: "fulfilled", value: 500 }]);
  });

  it("waits no longer than the pause when the clock was put back", async () => {
    const sleeps: number[] = [];
    let now = 1_000_000;
    const clock: Clock = {
      now: () => now,
      sleep: (ms) => {
        sleeps.push(ms);
        return Promise.resolve();
      },
    };
    const gate = createWriteGate({ clock, intervalMs: 500 });
    await gate(() => Promise.resolve());
    now = 0;

    await gate(() => Promise.resolve());

    expect(sleeps).toEqual([500]);
  });

  it("lets a write that is called off in its pause go, and the next one pass", async () => {
    const clock = fakeClock(0);
    const gate = createWriteGate({ clock, intervalMs: 500 });
    const stop = new AbortController();
    await gate(() => Promise.resolve());
    const sleeping = gate(() => Promise.resolve("sent"), AbortSignal.any([stop.signal]));
    stop.abort();

    await expect(sleeping).rejects.toMatchObject({ code: "aborted", mayHaveHappened: false });
    await expect(gate(() => Promise.resolve("sent"))).resolves.toBe("sent");
  });
});
