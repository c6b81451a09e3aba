import { isWrite } from "./call.ts";
import type { Call, TraktAnswer, TraktRequest } from "./call.ts";
import type { Clock } from "./clock.ts";
import { longestHoldMs, readRateLimit } from "./rate-limit.ts";
import { isTraktError } from "./trakt-error.ts";

/** The budgets of one account (Trakt docs, rate-limiting). */
export interface Pace {
  readonly clock: Clock;
  readonly writeIntervalMs: number;
  readonly readLimit: number;
  readonly readPeriodMs: number;
}

/**
 * Keeps a call inside the account's budgets: reads in a sliding window, writes one at a time with a pause between them.
 *
 * A budget that Trakt calls exhausted, in any answer, holds back the next requests of its kind until it is back. The pause runs from
 * the end of one write to the start of the next: from start to start, a slow first request would let the second arrive too early.
 */
export function withPacing(call: Call, pace: Pace): Call {
  const reads = createReadGate(pace);
  const writes = createWriteGate(pace);
  return (request) => (isWrite(request) ? writes(call, request) : reads(call, request));
}

type Gate = (call: Call, request: TraktRequest) => Promise<TraktAnswer>;

function createReadGate({ clock, readLimit, readPeriodMs }: Pace): Gate {
  const sentAt: number[] = [];
  const hold = createHold(clock);
  return async (call, request) => {
    for (;;) {
      const now = clock.now();
      while (sentAt[0] !== undefined && sentAt[0] <= now - readPeriodMs) sentAt.shift();
      const oldest = sentAt[0];
      const windowMs = oldest !== undefined && sentAt.length >= readLimit ? oldest + readPeriodMs - now : 0;
      const waitMs = Math.max(windowMs, hold.until() - now);
      if (waitMs <= 0) break;
      await clock.sleep(waitMs, request.signal);
    }
    sentAt.push(clock.now());
    return hold.watch(call(request));
  };
}

function createWriteGate({ clock, writeIntervalMs }: Pace): Gate {
  let endedAt = Number.NEGATIVE_INFINITY;
  let last: Promise<unknown> = Promise.resolve();
  const hold = createHold(clock);
  const send: Gate = async (call, request) => {
    for (;;) {
      const waitMs = Math.max(endedAt + writeIntervalMs, hold.until()) - clock.now();
      if (waitMs <= 0) break;
      await clock.sleep(waitMs, request.signal);
    }
    try {
      return await hold.watch(call(request));
    } finally {
      endedAt = clock.now();
    }
  };
  return (call, request) => {
    const turn = last.then(() => send(call, request));
    last = turn.catch(() => {}); // The next write waits for the end of this one, however it ended; its caller gets the error.
    return turn;
  };
}

function createHold(clock: Clock): {
  until: () => number;
  watch: (answer: Promise<TraktAnswer>) => Promise<TraktAnswer>;
} {
  let until = Number.NEGATIVE_INFINITY;
  return {
    until: () => until,
    watch: async (pending) => {
      try {
        const answer = await pending;
        until = Math.max(until, readRateLimit(answer.headers, clock.now()).exhaustedUntil ?? until);
        return answer;
      } catch (error) {
        if (
          isTraktError(error, "rate-limited") &&
          error.retryAfterMs !== undefined &&
          error.retryAfterMs <= longestHoldMs
        ) {
          until = Math.max(until, clock.now() + error.retryAfterMs);
        }
        throw error;
      }
    },
  };
}
