import { isTraktError, TraktError } from "./trakt-error.ts";
import type { Clock } from "./clock.ts";
import type { Tokens, TokenStore } from "./tokens.ts";

/** The tokens of one account in use. */
export interface Session {
  /** The tokens to send now: renewed first when half of their life is over, and while that does not work, as they are until they end. */
  current(): Promise<Tokens>;
  /** The tokens to use in place of `stale`, which Trakt refused: a sibling's newer ones, else refreshed ones. */
  renew(stale: Tokens): Promise<Tokens>;
}

/** What a session needs: the store, the clock and a way to exchange a refresh token. */
export interface SessionParts {
  readonly tokens: TokenStore;
  readonly clock: Clock;
  /** Where refreshing happens, for messages. */
  readonly url: string;
  readonly exchange: (refreshToken: string, options: { readonly isUrgent: boolean }) => Promise<Tokens>;
  /** Told when good tokens could not be renewed ahead of time. */
  readonly onRenewalFailed: (error: TraktError) => void;
}

// A token that ends while a request travels costs a 401 and a repeat.
const marginMs = 30_000;
// Each request asks for the tokens: a renewal that fails is not tried again with each of them.
const renewAgainAfterMs = 600_000;

/**
 * One refresh at a time, in this process by a shared promise and across processes by the store's lock.
 *
 * A refresh takes no abort signal: once sent, its answer is the only copy of the next tokens and must be stored.
 */
export function createSession({ tokens, clock, url, exchange, onRenewalFailed }: SessionParts): Session {
  const withLock = <T>(run: () => Promise<T>): Promise<T> => (tokens.withLock ? tokens.withLock(run) : run());
  const isGood = ({ expiresAt }: Tokens): boolean => expiresAt - marginMs > clock.now();
  const isYoung = (held: Tokens): boolean => isGood(held) && halfLifeOf(held) > clock.now();
  let refreshing: Promise<Tokens> | undefined;
  let notBefore = Number.NEGATIVE_INFINITY;
  let isSent = false;

  const refresh = async (stale: Tokens, isUrgent: boolean): Promise<Tokens> => {
    const stored = await tokens.read();
    if (stored === undefined) throw signInRequired(url);
    if (stored.accessToken !== stale.accessToken && isYoung(stored)) return stored; // A sibling won.
    if (stored.refreshToken === undefined) throw signInRequired(url);
    isSent = true;
    const next = await exchange(stored.refreshToken, { isUrgent }).catch((error: unknown) => recover(stored, error));
    return next;
  };

  const recover = async (used: Tokens, error: unknown): Promise<Tokens> => {
    const stored = await tokens.read();
    if (stored !== undefined && stored.accessToken !== used.accessToken) return stored; // A sibling without our lock won.
    throw isTraktError(error) && error.mayHaveHappened ? lostRefresh(error) : error;
  };

  const renewOnce = (stale: Tokens, isUrgent: boolean): Promise<Tokens> => {
    if (refreshing !== undefined) return refreshing;
    isSent = false;
    refreshing = withLock(() => refresh(stale, isUrgent)).finally(() => {
      refreshing = undefined;
    });
    return refreshing;
  };

  const renewAhead = async (held: Tokens): Promise<Tokens> => {
    if (clock.now() < notBefore) return held;
    try {
      return await renewOnce(held, false);
    } catch (error) {
      // Where the store failed after that, new tokens may have come that it could not keep; before, another may just hold its lock.
      if (isSent && !isTraktError(error)) throw error;
      if (isTraktError(error) && clock.now() >= notBefore) onRenewalFailed(error);
      notBefore = clock.now() + renewAgainAfterMs;
      return held;
    }
  };

  return {
    renew: (stale) => renewOnce(stale, true),
    current: async () => {
      const stored = await tokens.read();
      if (stored === undefined) throw signInRequired(url);
      // An expired token without a way to renew it is sent all the same: Trakt has the last word on its lifetime.
      if (isYoung(stored) || stored.refreshToken === undefined) return stored;
      return isGood(stored) ? renewAhead(stored) : renewOnce(stored, true);
    },
  };
}

/** When half of the life of tokens is over; their end where nobody knows when it began. */
function halfLifeOf({ obtainedAt, expiresAt }: Tokens): number {
  return obtainedAt === undefined ? expiresAt : obtainedAt + (expiresAt - obtainedAt) / 2;
}

function signInRequired(url: string): TraktError {
  return new TraktError({
    code: "sign-in-required",
    message: "There is no usable Trakt sign-in; sign in again.",
    method: "POST",
    url,
  });
}

function lostRefresh(error: TraktError): TraktError {
  return new TraktError({
    code: error.code,
    message:
      "The answer to a token refresh was lost. Refresh tokens work once: try again, and sign in again if that is refused.",
    method: error.method,
    url: error.url,
    status: error.status,
    mayHaveHappened: true,
    cause: error,
  });
}
