import type { Clock } from "../src/clock.ts";

/** The time at which every fake clock starts. */
export const START = "2026-11-22T10:00:00.000Z";

/** A clock on which waiting takes no time: a sleep moves it forward and is noted. */
export interface FakeClock extends Clock {
  /** What was waited, in order, milliseconds. */
  readonly waits: readonly number[];
  advance(durationMs: number): void;
}

/** A clock at {@link START}. */
export function createFakeClock(): FakeClock {
  let now = Date.parse(START);
  const waits: number[] = [];
  return {
    waits,
    now: () => now,
    advance: (durationMs) => {
      now += durationMs;
    },
    sleep: async (durationMs, signal) => {
      signal?.throwIfAborted();
      waits.push(durationMs);
      const wakeAt = now + durationMs;
      await Promise.resolve();
      now = Math.max(now, wakeAt);
    },
  };
}
