import type { Tokens, TraktSettings } from "@pakt/trakt-sdk";

import { refuseTaken } from "./check-users.ts";
import type { Home } from "./home.ts";
import { rememberUser } from "./profile-users.ts";
import { changeSignIn } from "./token-lock.ts";
import { traktAccountId } from "./trakt-account.ts";

/** Stores the tokens of a new sign-in; whose they are is not known yet. */
export async function storeTraktTokens(home: Home, trakt: Tokens, signal: AbortSignal | undefined): Promise<void> {
  await changeSignIn(home, signal, async () => {
    await home.credentials.signIn({ trakt });
    await rememberUser(home, "trakt", undefined);
  });
}

/** Remembers whose the stored tokens are. An account that another profile has is signed out again. Throws PaktError `sign-in-needed`. */
export async function claimTraktAccount(
  home: Home,
  settings: TraktSettings,
  signal: AbortSignal | undefined,
): Promise<void> {
  const id = traktAccountId(settings);
  await refuseTaken(home, "trakt", id).catch(async (error: unknown) => {
    // Forgotten, and not revoked: to Trakt it may be one sign-in with the other profile's.
    await changeSignIn(home, signal, () => home.credentials.signOut("trakt"));
    throw error;
  });
  const name = settings.user.username;
  await changeSignIn(home, signal, () => rememberUser(home, "trakt", { id, name, isSignedIn: true }));
}
