import type { PlexCaller } from "./call-plex.ts";
import type { CallOptions } from "./client-options.ts";
import type { Clock } from "./clock.ts";
import { isPlexError, PlexError } from "./plex-error.ts";
import type { PlexPin } from "./plex-pin.ts";
import { pinAnswer } from "./plex-pin.ts";

/** How to wait for a sign-in. */
export interface WaitForPinOptions extends CallOptions {
  /** Called before each question. */
  readonly onPoll?: ((poll: { readonly attempt: number; readonly remainingMs: number }) => void) | undefined;
}

/** The official cadence is one question a second. */
const POLL_MS = 1000;
const LONGEST_WAIT_MS = 60_000;

/** Asks until the person has approved; gives the token. Slows down on 429 and while plex.tv has trouble. Throws `pin-expired` at the end of the code's life. */
export async function waitForPin(
  pin: PlexPin,
  context: WaitForPinOptions & {
    readonly caller: PlexCaller;
    readonly headers: Readonly<Record<string, string>>;
    readonly clock: Clock;
  },
): Promise<string> {
  const { clock, signal } = context;
  let waitMs = POLL_MS;
  for (let attempt = 1; ; attempt += 1) {
    const remainingMs = pin.expiresAt.getTime() - clock.now();
    if (remainingMs <= 0) throw new PlexError({ code: "pin-expired" });
    context.onPoll?.({ attempt, remainingMs });
    const answer = await askOnce(pin, context);
    if (answer.token !== undefined) return answer.token;
    waitMs = answer.isTrouble ? Math.min(waitMs * 2, LONGEST_WAIT_MS) : POLL_MS;
    await sleep(Math.min(answer.retryAfterMs ?? waitMs, pin.expiresAt.getTime() - clock.now()), { clock, signal });
  }
}

interface PinState {
  readonly token?: string | undefined;
  readonly isTrouble: boolean;
  readonly retryAfterMs?: number | undefined;
}

const TROUBLE = new Set(["rate-limited", "network", "timeout", "unavailable", "server-error", "edge-blocked"]);

async function askOnce(
  pin: PlexPin,
  context: CallOptions & { readonly caller: PlexCaller; readonly headers: Readonly<Record<string, string>> },
): Promise<PinState> {
  const { caller, headers, signal } = context;
  const path = `/api/v2/pins/${encodeURIComponent(pin.id)}`;
  try {
    const { body } = await caller.read({ method: "GET", path, headers, signal, retry: "once" }, pinAnswer);
    return { token: body.authToken, isTrouble: false };
  } catch (error) {
    // plex.tv forgets a pin when it expires (python-plexapi).
    if (isPlexError(error, "not-found") || isPlexError(error, "gone")) {
      throw new PlexError({ code: "pin-expired", method: "GET", url: error.url, status: error.status, cause: error });
    }
    if (!isPlexError(error) || !TROUBLE.has(error.code)) throw error;
    return { isTrouble: true, retryAfterMs: error.retryAfterMs };
  }
}

async function sleep(
  ms: number,
  context: { readonly clock: Clock; readonly signal: AbortSignal | undefined },
): Promise<void> {
  try {
    await context.clock.sleep(Math.max(0, ms), context.signal);
  } catch (cause) {
    throw new PlexError({ code: "aborted", cause });
  }
}
