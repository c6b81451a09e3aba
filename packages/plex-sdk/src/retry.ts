import type { Clock } from "./clock.ts";
import type { RetryOptions } from "./client-options.ts";
import { isPlexError, PlexError } from "./plex-error.ts";

/** `read` may be sent again after most failures, `write` only when told to slow down, `once` never. */
export type RetryRule = "read" | "write" | "once";

/** What the waits depend on. */
export interface RetryContext {
  readonly rule: RetryRule;
  readonly clock: Clock;
  readonly random: () => number;
  readonly retry: RetryOptions;
  /** See `PlexRequest.restMs`. */
  readonly restMs?: number | undefined;
  readonly signal?: AbortSignal | undefined;
}

/** Runs `attempt` (1, 2, …) until it succeeds, must not be repeated, or has had all its tries. */
export async function withRetries<T>(attempt: (number: number) => Promise<T>, context: RetryContext): Promise<T> {
  const { attempts = 5, baseMs = 1000, capMs = 60_000 } = context.retry;
  for (let number = 1; ; number += 1) {
    try {
      return await attempt(number);
    } catch (error) {
      if (!isPlexError(error) || number >= attempts || !mayRepeat(error, context.rule)) throw error;
      // A wait of an hour is for the caller to decide on, not for a request to sit through.
      if ((error.retryAfterMs ?? 0) > capMs) throw error;
      const jitter = context.random() * Math.min(capMs, baseMs * 2 ** (number - 1));
      await sleep(Math.max(error.retryAfterMs ?? jitter, context.restMs ?? 0), { ...context, after: error });
    }
  }
}

function mayRepeat(error: PlexError, rule: RetryRule): boolean {
  if (rule === "once") return false;
  if (error.status === 429) return true;
  if (rule === "write") return false;
  if (error.code === "network" || error.code === "timeout") return true;
  return error.status !== undefined && error.status >= 500;
}

async function sleep(ms: number, context: RetryContext & { readonly after: PlexError }): Promise<void> {
  try {
    await context.clock.sleep(ms, context.signal);
  } catch (cause) {
    const { method, url } = context.after;
    throw new PlexError({ code: "aborted", method, url, cause });
  }
}
