import { isTraktError, TraktError } from "./trakt-error.ts";
import type { Clock } from "./clock.ts";
import type { Tokens, TokenStore } from "./tokens.ts";

/** The tokens of one account in use. */
export interface Session {
  /** The tokens to send now, refreshed first when they have expired. */
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
  readonly exchange: (refreshToken: string) => Promise<Tokens>;
}

// A token that ends while a request travels costs a 401 and a repeat.
const marginMs = 30_000;

/**
 * One refresh at a time, in this process by a shared promise and across processes by the store's lock.
 *
 * A refresh takes no abort signal: once sent, its answer is the only copy of the next tokens and must be stored.
 */
export function createSession({ tokens, clock, url, exchange }: SessionParts): Session {
  const withLock = <T>(run: () => Promise<T>): Promise<T> => (tokens.withLock ? tokens.withLock(run) : run());
  const isFresh = (held: Tokens): boolean => held.expiresAt - marginMs > clock.now();
  let refreshing: Promise<Tokens> | undefined;

  const refresh = async (stale: Tokens): Promise<Tokens> => {
    const stored = await tokens.read();
    if (stored === undefined) throw signInRequired(url);
    if (stored.accessToken !== stale.accessToken && isFresh(stored)) return stored; // A sibling won.
    if (stored.refreshToken === undefined) throw signInRequired(url);
    const next = await exchange(stored.refreshToken).catch((error: unknown) => recover(stored, error));
    return next;
  };

  const recover = async (used: Tokens, error: unknown): Promise<Tokens> => {
    const stored = await tokens.read();
    if (stored !== undefined && stored.accessToken !== used.accessToken) return stored; // A sibling without our lock won.
    throw isTraktError(error) && error.mayHaveHappened ? lostRefresh(error) : error;
  };

  const renew = (stale: Tokens): Promise<Tokens> => {
    refreshing ??= withLock(() => refresh(stale)).finally(() => {
      refreshing = undefined;
    });
    return refreshing;
  };

  return {
    renew,
    current: async () => {
      const stored = await tokens.read();
      if (stored === undefined) throw signInRequired(url);
      // An expired token without a way to renew it is sent all the same: Trakt has the last word on its lifetime.
      return isFresh(stored) || stored.refreshToken === undefined ? stored : renew(stored);
    },
  };
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
