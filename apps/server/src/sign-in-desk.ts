import type { AnswerOf } from "@pakt/contract";
import { isPaktError, signIn, signOut } from "@pakt/sync";
import type { Home, Side, SignInCode } from "@pakt/sync";

type SignInState = AnswerOf<"readServiceSignIn">;

/** Signs in to the services by codes that the person approves elsewhere. */
export interface SignInDesk {
  state(side: Side): Promise<SignInState>;
  /** Gets a code, or gives the one that waits. Throws what signing in throws before there is a code. */
  start(side: Side): Promise<SignInState>;
  /** Gives up a code that waits; without one, signs out. */
  end(side: Side): Promise<SignInState>;
  /** Gives up every code. */
  close(): Promise<void>;
}

interface Attempt {
  state: SignInState | undefined;
  /** Its code, or why there is none. */
  readonly code: Promise<SignInState>;
  readonly stop: AbortController;
  readonly ended: Promise<void>;
}

/** A desk at which nobody waits. */
export function createSignInDesk({
  withHome,
  onChange,
  onUnexpected,
}: {
  readonly withHome: <T>(work: (home: Home) => Promise<T>) => Promise<T>;
  /** Called when someone signed in or out. */
  readonly onChange: () => void;
  readonly onUnexpected: (error: unknown) => void;
}): SignInDesk {
  const attempts = new Map<Side, Attempt>();

  async function none(side: Side): Promise<SignInState> {
    const isSignedIn = await withHome(async ({ credentials }) =>
      side === "plex" ? (await credentials.plexToken()) !== undefined : (await credentials.traktTokens()) !== undefined,
    );
    return { state: "none", isSignedIn };
  }

  function begin(side: Side): Promise<SignInState> {
    const stop = new AbortController();
    const { promise: code, resolve, reject } = Promise.withResolvers<SignInState>();
    const onCode = (given: SignInCode): void => {
      attempt.state = toWaiting(given);
      resolve(attempt.state);
    };
    const carryOut = async (): Promise<void> => {
      try {
        const { account, vip } = await withHome((home) => signIn(home, side, { onCode, signal: stop.signal }));
        attempt.state = { state: "done", account, ...(vip === undefined ? {} : { vip }) };
        onChange();
      } catch (error) {
        if (!isPaktError(error)) onUnexpected(error);
        // Without a code nobody waits: the failure is the answer, and is not kept.
        if (attempt.state === undefined) attempts.delete(side);
        attempt.state = { state: "failed", error: toTrouble(error) };
        reject(error);
      }
    };
    const attempt: Attempt = { state: undefined, stop, code, ended: Promise.resolve().then(carryOut) };
    attempts.set(side, attempt);
    return code;
  }

  return {
    state: async (side) => attempts.get(side)?.state ?? none(side),
    start: async (side) => {
      const attempt = attempts.get(side);
      const isOpen = attempt !== undefined && (attempt.state === undefined || attempt.state.state === "waiting");
      return isOpen ? attempt.code : begin(side);
    },
    end: async (side) => {
      const attempt = attempts.get(side);
      attempts.delete(side);
      if (attempt?.state?.state === "waiting") {
        attempt.stop.abort();
        await attempt.ended;
      } else {
        await withHome((home) => signOut(home, side));
        onChange();
      }
      return none(side);
    },
    close: async () => {
      for (const { stop } of attempts.values()) stop.abort();
      await Promise.all([...attempts.values()].map(({ ended }) => ended));
    },
  };
}

function toWaiting({ url, code, directUrl, expiresAt }: SignInCode): SignInState {
  return {
    state: "waiting",
    url,
    code,
    ...(directUrl === undefined ? {} : { directUrl }),
    expiresAt: new Date(expiresAt).toISOString(),
  };
}

function toTrouble(error: unknown): { readonly message: string; readonly advice: string } {
  if (isPaktError(error)) return { message: error.message, advice: error.advice };
  return { message: "Something unexpected stopped the sign-in.", advice: "See the log of pakt serve, then try again." };
}
