import type { Home } from "@pakt/sync";
import { createStorage } from "unstorage";

import type { Life } from "./life.ts";

/** What a home keeps, by key. It outlives the processes that write it. */
export type Kept = Map<string, string>;

/** The store of a home for one process: every write is a point at which it can end. */
export function openMemoryStore(kept: Kept, life: Life): Pick<Home, "storage" | "locks"> {
  const write = async (key: string, change: () => unknown): Promise<void> => {
    life.reach({ kind: "write", name: key, moment: "before" });
    change();
    life.reach({ kind: "write", name: key, moment: "after" });
    // Nobody learns of a write in the same breath.
    await Promise.resolve();
  };
  const storage = createStorage({
    driver: {
      name: "memory-of-a-test",
      hasItem: (key) => kept.has(key),
      getItem: (key) => {
        life.check();
        return kept.get(key) ?? null;
      },
      setItem: (key, value) => write(key, () => kept.set(key, value)),
      removeItem: (key) => write(key, () => kept.delete(key)),
      getKeys: () => {
        life.check();
        return [...kept.keys()];
      },
    },
  });
  return {
    storage,
    // One process at a time: that a lock keeps others out, and heals, is tested with files and with Redis.
    locks: {
      acquire: () => {
        life.check();
        return Promise.resolve({ release: () => Promise.resolve() });
      },
      holder: () => Promise.resolve(undefined),
    },
  };
}
