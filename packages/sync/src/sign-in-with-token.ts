import { createMemoryTokenStore, isTraktError } from "@pakt/trakt-sdk";
import type { Tokens } from "@pakt/trakt-sdk";

import { isVip } from "./account-limits.ts";
import { refuseTaken } from "./check-users.ts";
import { NO_KNOWN_EXPIRY } from "./credentials.ts";
import type { Home } from "./home.ts";
import { withInterrupt } from "./interrupt.ts";
import { plexIdentity } from "./open-plex.ts";
import { createTraktClient } from "./open-trakt.ts";
import { isPaktError, PaktError } from "./pakt-error.ts";
import { toPlexPaktError } from "./plex-failure.ts";
import { readPlexUser, storePlexUser } from "./plex-user.ts";
import { OF_A_SIGN_IN, refuseBesideEnvironment } from "./sign-in.ts";
import type { SignedIn } from "./sign-in.ts";
import { changeSignIn } from "./token-lock.ts";
import { traktAccountId } from "./trakt-account.ts";
import { toTraktPaktError } from "./trakt-failure.ts";
import { claimTraktAccount, storeTraktTokens } from "./trakt-user.ts";

/** Tokens that a person has from elsewhere. Without a refresh token the sign-in to Trakt ends with its access token. */
export type GivenTokens =
  | { readonly side: "plex"; readonly token: string }
  | { readonly side: "trakt"; readonly accessToken: string; readonly refreshToken?: string };

/**
 * Signs in with tokens that a person has, once the service has taken them, and stores them.
 *
 * @throws PaktError `usage` for what can be no token and where the environment gives tokens of this side (they would win), `sign-in-needed` where
 * the service refuses them, `interrupted`, or what a failing service comes to. Nothing is stored then.
 */
export async function signInWithToken(
  home: Home,
  given: GivenTokens,
  { signal }: { readonly signal?: AbortSignal | undefined } = {},
): Promise<SignedIn> {
  refuseBesideEnvironment(home, given.side);
  return withInterrupt(
    signal,
    () => (given.side === "plex" ? withPlexToken(home, given, signal) : withTraktTokens(home, given, signal)),
    OF_A_SIGN_IN,
  );
}

async function withPlexToken(
  home: Home,
  given: Extract<GivenTokens, { side: "plex" }>,
  signal: AbortSignal | undefined,
): Promise<SignedIn> {
  const token = cleanToken(given.token);
  const client = { ...(await plexIdentity(home)), plexTvUrl: home.environment.plexTvUrl, token };
  const retry = { attempts: 2, baseMs: home.tuning.retryBaseMs };
  const own = await readPlexUser(home, { ...client, retry }, signal).catch((error: unknown) => {
    throw refused(toPlexPaktError(error), "Plex does not accept this token.", "Copy it again, or sign in by a code.");
  });
  await refuseTaken(home, "plex", own.user.id);
  await changeSignIn(home, signal, () => storePlexUser(home, own));
  return { side: "plex", account: own.user.name };
}

async function withTraktTokens(
  home: Home,
  given: Extract<GivenTokens, { side: "trakt" }>,
  signal: AbortSignal | undefined,
): Promise<SignedIn> {
  const tokens = createMemoryTokenStore({
    accessToken: cleanToken(given.accessToken),
    ...(given.refreshToken !== undefined && { refreshToken: cleanToken(given.refreshToken) }),
    expiresAt: NO_KNOWN_EXPIRY,
  });
  // A refresh token works once: where the access token has run out, what comes for it is stored before anything else is asked.
  const write = async (next: Tokens): Promise<void> => {
    await storeTraktTokens(home, next, signal);
    await tokens.write(next);
  };
  const trakt = createTraktClient(home, { tokens: { ...tokens, write } });
  const settings = await trakt.users.settings({ extended: "browsing", signal }).catch((error: unknown) => {
    const isOfApp = isTraktError(error, "client-rejected");
    const failure = toTraktPaktError(error);
    throw isOfApp ? failure : refused(failure, "Trakt does not accept these tokens.", TRAKT_ADVICE);
  });
  const good = await tokens.read();
  if (good?.expiresAt === NO_KNOWN_EXPIRY) {
    await refuseTaken(home, "trakt", traktAccountId(settings));
    await storeTraktTokens(home, good, signal);
  }
  await claimTraktAccount(home, settings, signal);
  return { side: "trakt", account: settings.user.username, vip: isVip(settings) };
}

const TRAKT_ADVICE = "Copy them again: they must be those that this Trakt app was given. Or sign in by a code.";

/** What a person is told whose tokens are refused; any other failure stays as it is. */
function refused(failure: unknown, message: string, advice: string): unknown {
  const isRefusal = isPaktError(failure) && failure.code === "sign-in-needed";
  return isRefusal ? new PaktError("sign-in-needed", message, { advice, cause: failure }) : failure;
}

/** What goes into a header. */
function cleanToken(text: string): string {
  const token = text.trim();
  if (/^[\x21-\x7e]+$/.test(token)) return token;
  throw new PaktError("usage", "A token has no spaces and no line breaks in it, and is not empty.", {
    advice: "Copy it again, on one line.",
  });
}
