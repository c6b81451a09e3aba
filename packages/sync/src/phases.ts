import type { Clock } from "./clock.ts";
import type { Phase, SyncEvent } from "./sync-event.ts";

/** Tells of the begin and the end of each phase, with its time. */
export interface Phases {
  run<T>(phase: Phase, work: () => T | Promise<T>): Promise<T>;
}

/** Makes the phases of one run. */
export function createPhases(clock: Clock, onEvent: (event: SyncEvent) => void): Phases {
  return {
    run: async (phase, work) => {
      const startedAt = clock.now();
      onEvent({ type: "phase-start", phase });
      const result = await work();
      onEvent({ type: "phase-end", phase, durationMs: clock.now() - startedAt });
      return result;
    },
  };
}
