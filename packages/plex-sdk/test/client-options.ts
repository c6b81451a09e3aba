import type { Clock, PlexClientOptions } from "../src/index.ts";

/** A clock that moves only by sleeping, and remembers how long each sleep was. */
export interface FakeClock extends Clock {
  readonly sleeps: readonly number[];
}

/** Starts at 2026-11-22T08:00:00Z. */
export function fakeClock(start = 1_795_334_400_000): FakeClock {
  const sleeps: number[] = [];
  let time = start;
  return {
    sleeps,
    now: () => time,
    sleep: (ms, signal) => {
      if (signal?.aborted === true) return Promise.reject(new Error("aborted"));
      sleeps.push(ms);
      time += ms;
      return Promise.resolve();
    },
  };
}

/** A client that waits by a fake clock, with the longest jitter. */
export function clientOptions(options: Partial<PlexClientOptions> = {}): PlexClientOptions {
  return {
    clientIdentifier: "pakt-7f1c",
    product: "pakt",
    version: "1.2.3",
    clock: fakeClock(),
    random: () => 1,
    ...options,
  };
}
