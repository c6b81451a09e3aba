import type { Clock } from "../src/clock.ts";

/** A clock on which waiting takes no time: a sleep moves it forward and is noted. */
export interface FakeClock extends Clock {
  readonly waits: readonly number[];
  advance(ms: number): void;
}

/** Starts at a whole minute of 2026. */
export function createFakeClock(): FakeClock {
  let now = Date.parse("2026-11-22T10:00:00.000Z");
  const waits: number[] = [];
  return {
    waits,
    now: () => now,
    advance: (ms) => {
      now += ms;
    },
    sleep: async (ms, signal) => {
      signal?.throwIfAborted();
      waits.push(ms);
      const wake = now + ms;
      await Promise.resolve();
      now = Math.max(now, wake);
    },
  };
}
