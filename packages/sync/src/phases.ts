import type { Clock } from "./clock.ts";
import type { RequestCounter } from "./request-counter.ts";
import type { Phase, SyncEvent } from "./sync-event.ts";

/** Tells of the begin and the end of each phase, with its time. */
export interface Phases {
  run<T>(phase: Phase, work: () => T | Promise<T>): Promise<T>;
}

/** Makes the phases of one run. */
export function createPhases({
  clock,
  counter,
  onEvent,
}: {
  readonly clock: Clock;
  readonly counter: Pick<RequestCounter, "plex" | "trakt">;
  readonly onEvent: (event: SyncEvent) => void;
}): Phases {
  return {
    run: async (phase, work) => {
      const startedAt = clock.now();
      onEvent({ type: "phase-start", phase });
      const result = await work();
      const requests = { plex: counter.plex, trakt: counter.trakt };
      onEvent({ type: "phase-end", phase, durationMs: clock.now() - startedAt, requests });
      return result;
    },
  };
}
