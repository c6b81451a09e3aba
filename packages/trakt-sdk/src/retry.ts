import { isWrite } from "./call.ts";
import type { Call, TraktRequest } from "./call.ts";
import type { Clock } from "./clock.ts";
import { longestHoldMs } from "./rate-limit.ts";
import { isTraktError } from "./trakt-error.ts";
import type { TraktError } from "./trakt-error.ts";

/** How often and how patiently to try again. */
export interface RetryPolicy {
  readonly clock: Clock;
  readonly random: () => number;
  readonly attempts: number;
  readonly baseMs: number;
  readonly capMs: number;
}

/**
 * Sends a request again when that is safe and may help.
 *
 * Reads: 408, 429, 5xx with the edge's 52x, lost connections, time-outs. Writes: 429 only, for Trakt does not de-duplicate history.
 * Waits are full jitter up to `baseMs` doubled each time (at most `capMs`); Trakt's own wish is honoured, up to ten minutes.
 */
export function withRetry(call: Call, policy: RetryPolicy): Call {
  return async (request) => {
    for (let attempt = 1; ; attempt += 1) {
      try {
        return await call({ ...request, attempt });
      } catch (error) {
        if (attempt >= policy.attempts || !isTraktError(error) || !isWorthAnother(request, error)) throw error;
        await policy.clock.sleep(toDelay(error, attempt, policy), request.signal);
      }
    }
  };
}

function isWorthAnother(request: TraktRequest, error: TraktError): boolean {
  if ((error.retryAfterMs ?? 0) > longestHoldMs) return false;
  if (error.status === 429) return true;
  if (isWrite(request)) return false;
  if (error.code === "network" || error.code === "timeout") return true;
  return error.status !== undefined && error.status >= 500;
}

function toDelay(error: TraktError, attempt: number, { random, baseMs, capMs }: RetryPolicy): number {
  const jitterMs = random() * Math.min(capMs, baseMs * 2 ** (attempt - 1));
  if (error.retryAfterMs !== undefined) return error.retryAfterMs + random() * Math.min(baseMs, capMs);
  // Without a hint: the edge's blocks last minutes, Trakt's limits seconds.
  if (error.status === 429 && error.code === "edge-blocked") return capMs;
  if (error.status === 429) return Math.min(capMs, baseMs * 10) + jitterMs;
  return jitterMs;
}
