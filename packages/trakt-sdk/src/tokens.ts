/** What a sign-in yields. The refresh token works once: every refresh returns a new pair. */
export interface Tokens {
  readonly accessToken: string;
  /** Absent for an access token that somebody handed over without one. */
  readonly refreshToken?: string;
  /** Epoch milliseconds. Trakt has changed the lifetime twice (3 months, 24 h, 7 days): never assume one. */
  readonly expiresAt: number;
  /** When they were given, epoch milliseconds by this machine's clock. With it they are renewed at half of their life. */
  readonly obtainedAt?: number;
}

/** Where the tokens of one account live. It is read before each request, so an implementation may keep them in memory. */
export interface TokenStore {
  read(): Promise<Tokens | undefined>;
  /** Called before new tokens are used: when it resolves they must survive a crash. */
  write(tokens: Tokens): Promise<void>;
  /** A lock across processes, held around a refresh: two processes that refresh at once lose the sign-in. */
  withLock?<T>(run: () => Promise<T>): Promise<T>;
}

/** A store that forgets with the process: for tests, scripts and a first try. */
export function createMemoryTokenStore(initial?: Tokens): TokenStore {
  let tokens = initial;
  return {
    read: () => Promise.resolve(tokens),
    write: (next) => {
      tokens = next;
      return Promise.resolve();
    },
  };
}
