import type { ServerMemory } from "@pakt/sync";

/** What the server remembers, read once and written whole. */
export interface ServerStore {
  current(): ServerMemory;
  /** When nothing is left to be written. */
  settled(): Promise<void>;
  /** Changes are written one after the other. What could not be written is not remembered. */
  change(toNext: (memory: ServerMemory) => ServerMemory): Promise<void>;
}

/** A store of what was read, written by `write`. */
export function createServerStore(read: ServerMemory, write: (memory: ServerMemory) => Promise<void>): ServerStore {
  let memory = read;
  let queue: Promise<void> = Promise.resolve();

  async function writeAfter(former: Promise<void>, toNext: (from: ServerMemory) => ServerMemory): Promise<void> {
    await former;
    const wanted = toNext(memory);
    await write(wanted);
    memory = wanted;
  }

  return {
    current: () => memory,
    settled: () => queue,
    change: (toNext) => {
      const changed = writeAfter(queue, toNext);
      queue = changed.catch(() => undefined);
      return changed;
    },
  };
}
