import type { Home } from "./home.ts";
import { isLock } from "./lock.ts";
import type { Lock } from "./lock.ts";
import { nameHolder } from "./lock-holder.ts";
import { PaktError } from "./pakt-error.ts";

/** Lets one server at a time serve a home: two would run its schedule twice. Throws PaktError `server-active`. */
export async function lockServer(home: Home): Promise<Lock> {
  const lock = await home.locks.acquire("server", { clock: home.clock, waitMs: 0 });
  if (isLock(lock)) return lock;
  throw new PaktError(
    "server-active",
    `A pakt server runs on this home already: ${nameHolder(lock)}, since ${lock.since}.`,
    {
      advice: "Use that one, or stop it first. For a second server set PAKT_HOME to another folder.",
    },
  );
}
