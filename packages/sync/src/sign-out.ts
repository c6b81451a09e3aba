import { createPlexAccount, isPlexError } from "@pakt/plex-sdk";
import type { Side } from "@pakt/sync-core";
import { isTraktError } from "@pakt/trakt-sdk";

import type { Home } from "./home.ts";
import { withInterrupt } from "./interrupt.ts";
import { plexIdentity } from "./open-plex.ts";
import { openTrakt } from "./open-trakt.ts";
import { rememberUser } from "./profile-users.ts";
import { refuseBesideEnvironment } from "./sign-in.ts";
import { changeSignIn } from "./token-lock.ts";

/** What became of a sign-in. */
export interface SignedOut {
  readonly side: Side;
  /** `false`: there was no sign-in, and nothing was done. */
  readonly wasSignedIn: boolean;
  /** The service forgot the tokens too. Otherwise why not, one sentence. */
  readonly revoked: true | string;
}

/**
 * Forgets a sign-in here, and asks the service to forget it as well. What was synced stays, on both sides and in the base state.
 *
 * @throws PaktError `usage` where the environment gives the tokens, and what a broken home comes to.
 */
export async function signOut(
  home: Home,
  side: Side,
  { signal }: { readonly signal?: AbortSignal | undefined } = {},
): Promise<SignedOut> {
  refuseBesideEnvironment(home, side);
  return withInterrupt(signal, () =>
    changeSignIn(home, signal, async () => {
      const revoked = await revoke(home, side, signal);
      const wasSignedIn = await home.credentials.signOut(side);
      await rememberUser(home, side, undefined);
      return { side, wasSignedIn, revoked };
    }),
  );
}

async function revoke(home: Home, side: Side, signal: AbortSignal | undefined): Promise<true | string> {
  const isSignedIn = side === "plex" ? home.credentials.plexToken() : home.credentials.traktTokens();
  if ((await isSignedIn) === undefined) return true;
  try {
    if (side === "plex") await signOutOfPlex(home, signal);
    else await (await openTrakt(home)).trakt.oauth.revoke({ signal });
    return true;
  } catch (error) {
    const isOfService = isPlexError(error) || isTraktError(error);
    if (!isOfService || error.code === "aborted") throw error;
    return error.message;
  }
}

async function signOutOfPlex(home: Home, signal: AbortSignal | undefined): Promise<void> {
  const token = await home.credentials.plexToken();
  const client = { ...(await plexIdentity(home)), plexTvUrl: home.environment.plexTvUrl, token };
  await createPlexAccount(client).signOut({ signal });
}
