import type { Home } from "./home.ts";
import { isLock } from "./lock.ts";
import { nameHolder } from "./lock-holder.ts";
import { PaktError } from "./pakt-error.ts";
import { withRunLock } from "./run-lock.ts";

/** How long a process waits for another that works on the same tokens. */
const WAIT_MS = 90_000;

/**
 * Changes who is signed in: not while a run works with the former sign-in, and not while its tokens are being refreshed. Throws
 * PaktError `run-active`.
 */
export function changeSignIn<T>(home: Home, signal: AbortSignal | undefined, change: () => Promise<T>): Promise<T> {
  return withRunLock(home, { signal }, () => withTokenLock(home, change));
}

/** Lets one process at a time change the tokens of a home: Trakt's refresh tokens work once. Throws PaktError `run-active`. */
export async function withTokenLock<T>({ locks, clock }: Home, run: () => Promise<T>): Promise<T> {
  const lock = await locks.acquire("tokens", { clock, waitMs: WAIT_MS });
  if (!isLock(lock)) {
    throw new PaktError("run-active", `The sign-ins are being changed by ${nameHolder(lock)}, since ${lock.since}.`, {
      advice: "Wait for it to end, then run again.",
    });
  }
  try {
    return await run();
  } finally {
    await lock.release();
  }
}
