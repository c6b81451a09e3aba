import type { Side } from "@pakt/sync-core";

import type { Home } from "./home.ts";
import { PaktError } from "./pakt-error.ts";
import { signInToPlex } from "./sign-in-to-plex.ts";
import { signInToTrakt } from "./sign-in-to-trakt.ts";
import { withInterrupt } from "./interrupt.ts";
import type { AskPin } from "./switch-home-user.ts";

/** What a person does to approve a sign-in: open `url`, on any device, and type `code` there. */
export interface SignInCode {
  readonly url: string;
  readonly code: string;
  /** The same page with the code already in it, where the service has one. */
  readonly directUrl?: string;
  /** When the code dies, epoch milliseconds. */
  readonly expiresAt: number;
}

/** How a sign-in is shown and stopped. */
export interface SignInOptions {
  /** Shows the code to the person. Called once. */
  readonly onCode: (code: SignInCode) => void;
  /** Called before each question to the service, with the time that is left. */
  readonly onWait?: (remainingMs: number) => void;
  readonly signal?: AbortSignal | undefined;
  /** Plex only: sign in as this member of the Plex Home of whoever approves, by name or id. */
  readonly homeUser?: string | undefined;
  /** Gives the PIN of that member, where the environment does not (`PAKT_PLEX_PIN`). */
  readonly onPin?: AskPin | undefined;
}

/** Who is signed in now. */
export interface SignedIn {
  readonly side: Side;
  readonly account: string;
  /** Trakt only: a paying account has no limits. */
  readonly vip?: boolean;
  /** Plex only: a member of the Plex Home without an account, who has no watchlist. */
  readonly managed?: true;
}

/**
 * Signs in by a code that the person approves in a browser, and stores what the service gives for it.
 *
 * @throws PaktError `usage` where the environment gives tokens of this side (they would win), and for a member that the Plex Home does not have;
 * `sign-in-needed` when the code was refused or ran out, without the right PIN, and for an account that another profile has; `interrupted`, or
 * what a failing service comes to. Nothing is stored then.
 */
export async function signIn(home: Home, side: Side, options: SignInOptions): Promise<SignedIn> {
  refuseBesideEnvironment(home, side);
  return withInterrupt(
    options.signal,
    () => (side === "plex" ? signInToPlex(home, options) : signInToTrakt(home, options)),
    OF_A_SIGN_IN,
  );
}

/** What a person is told of a sign-in that was interrupted. */
export const OF_A_SIGN_IN = { message: "The sign-in was stopped.", advice: "Nothing was changed." } as const;

/** A sign-in that the environment overrules would change nothing. */
export function refuseBesideEnvironment({ environment }: Home, side: Side): void {
  const name = side === "plex" ? "PAKT_PLEX_TOKEN" : "PAKT_TRAKT_ACCESS_TOKEN";
  const isSet = (side === "plex" ? environment.plexToken : environment.traktAccessToken) !== undefined;
  if (!isSet) return;
  throw new PaktError("usage", `${name} is set, and wins over any sign-in.`, {
    advice: `Take ${name} out of the environment (and of the .env file in the home folder) first.`,
  });
}
