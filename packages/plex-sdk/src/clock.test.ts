import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";

import { systemClock } from "./clock.ts";

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

describe("systemClock", () => {
  it("sleeps as long as asked", async () => {
    const before = systemClock.now();

    const sleeping = systemClock.sleep(5000);
    await vi.advanceTimersByTimeAsync(5000);
    await sleeping;

    expect(systemClock.now() - before).toBe(5000);
  });

  it("wakes when the signal aborts, and leaves no timer behind", async () => {
    const stop = new AbortController();

    const sleeping = systemClock.sleep(5000, stop.signal);
    stop.abort(new Error("enough"));

    await expect(sleeping).rejects.toThrow("enough");
    expect(vi.getTimerCount()).toBe(0);
  });

  it("does not begin to sleep when the signal has aborted", async () => {
    await expect(systemClock.sleep(5000, AbortSignal.abort())).rejects.toThrow("aborted");
    expect(vi.getTimerCount()).toBe(0);
  });
});
