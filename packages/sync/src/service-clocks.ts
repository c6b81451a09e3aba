import type { Side } from "@pakt/sync-core";

import type { Clock } from "./clock.ts";

/** One answer of a service, as far as its clock goes. */
interface Answered {
  readonly status?: number;
  readonly durationMs: number;
  /** The service's own time when it answered, in whole seconds as epoch milliseconds. */
  readonly answeredAt?: number;
}

/** What the answers of a run tell of the services' clocks. */
export interface ServiceClocks {
  readonly note: (side: Side, answer: Answered) => void;
  /** How far a side's clock is ahead of this machine's, in milliseconds; `undefined` where no answer told. */
  readonly aheadMs: (side: Side) => number | undefined;
}

/** Measures how far the services' clocks are from `clock`, by the `Date` of their answers: the median, so that no single answer decides. */
export function createServiceClocks(clock: Clock): ServiceClocks {
  const seen: Readonly<Record<Side, number[]>> = { plex: [], trakt: [] };
  return {
    note: (side, { status = 0, durationMs, answeredAt }) => {
      // An error page may come from anybody on the way.
      if (answeredAt === undefined || status < 200 || status >= 400) return;
      // The header drops the second's fraction: half a second on average. The answer was under way for about half of the time.
      seen[side].push(answeredAt + 500 - (clock.now() - durationMs / 2));
    },
    aheadMs: (side) => seen[side].toSorted((first, second) => first - second)[Math.floor(seen[side].length / 2)],
  };
}
