import type { Home } from "./home.ts";
import { isLock } from "./lock.ts";
import { nameHolder } from "./lock-holder.ts";
import { PaktError } from "./pakt-error.ts";
import type { SyncEvent } from "./sync-event.ts";

/** Lets one run at a time work on a home. Throws PaktError `run-active` when another does not end in time. */
export async function withRunLock<T>(
  home: Home,
  options: { readonly onEvent?: (event: SyncEvent) => void; readonly signal?: AbortSignal | undefined },
  work: () => Promise<T>,
): Promise<T> {
  const { lockWaitMs } = home.tuning;
  const lock = await home.locks.acquire("run", {
    clock: home.clock,
    waitMs: lockWaitMs,
    onWait: (holder) =>
      options.onEvent?.({
        type: "wait-start",
        reason: `another run is active (${nameHolder(holder)}); waiting for it to end`,
        durationMs: lockWaitMs,
      }),
    signal: options.signal,
  });
  if (!isLock(lock)) {
    throw new PaktError(
      "run-active",
      `Another run is active: process ${lock.pid} on ${lock.host}, since ${lock.since}.`,
      {
        advice: "Wait for it to end, or stop it, then run again.",
      },
    );
  }
  try {
    return await work();
  } finally {
    await lock.release();
  }
}
