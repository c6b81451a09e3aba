import { join } from "node:path";

import { toHomeError } from "./home-failure.ts";
import { acquireLock, findHolder } from "./lock.ts";
import type { Lock, LockRequest } from "./lock.ts";
import type { LockHolder } from "./lock-holder.ts";

/** `run`: one run at a time. `tokens`: one refresh of the sign-in at a time. `server`: one server at a time. */
export type LockName = "run" | "tokens" | "server";

/** The locks of a home, wherever it keeps its state. */
export interface Locks {
  /**
   * Takes a lock, or gives its holder when it was not free within `waitMs`.
   *
   * @throws PaktError `home-unusable` when nothing can be written there; the signal's reason when aborted.
   */
  acquire(name: LockName, request: Omit<LockRequest, "path">): Promise<Lock | LockHolder>;
  /** Who holds a lock now; `undefined` when nobody does. Read only. */
  holder(name: LockName): Promise<LockHolder | undefined>;
}

/** The locks of a home that keeps its state in its folder: the files `run.lock`, `tokens.lock` and `server.lock`. */
export function createFileLocks(folder: string): Locks {
  return {
    acquire: (name, request) => {
      const path = join(folder, `${name}.lock`);
      return acquireLock({ ...request, path }).catch((error: unknown) => {
        throw toHomeError(error, path);
      });
    },
    holder: (name) => findHolder(join(folder, `${name}.lock`)),
  };
}
