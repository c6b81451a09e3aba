import type { Clock } from "./clock.ts";
import { PlexError } from "./plex-error.ts";

/** Runs a write when its turn has come. Throws `aborted`, with nothing sent, when the signal aborts before. */
export type WriteGate = <T>(write: () => Promise<T>, signal?: AbortSignal) => Promise<T>;

/** Lets writes through one at a time, with a pause from the end of one to the start of the next: from start to start, a slow first would let the second arrive too early. */
export function createWriteGate(pace: { readonly clock: Clock; readonly intervalMs: number }): WriteGate {
  const { clock, intervalMs } = pace;
  let endedAt = Number.NEGATIVE_INFINITY;
  let last: Promise<unknown> = Promise.resolve();

  async function rest(signal: AbortSignal | undefined): Promise<void> {
    // A clock that was put back must not make anybody wait for longer than the pause.
    const waitMs = Math.min(endedAt + intervalMs - clock.now(), intervalMs);
    try {
      signal?.throwIfAborted();
      if (waitMs > 0) await clock.sleep(waitMs, signal);
    } catch (cause) {
      throw new PlexError({ code: "aborted", detail: "before it was sent", cause });
    }
  }

  async function run<T>(write: () => Promise<T>, signal: AbortSignal | undefined): Promise<T> {
    await rest(signal);
    try {
      return await write();
    } finally {
      endedAt = clock.now();
    }
  }

  return (write, signal) => {
    const turn = last.then(() => run(write, signal));
    last = turn.catch(() => {}); // The next write waits for the end of this one, however it ended; its caller gets the error.
    return turn;
  };
}
