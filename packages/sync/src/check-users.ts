import type { Identity, Side } from "@pakt/sync-core";

import type { Home } from "./home.ts";
import { PaktError } from "./pakt-error.ts";
import { profileNames } from "./profile-names.ts";
import { readUsers, rememberUser } from "./profile-users.ts";
import type { KnownUser } from "./profile-users.ts";

const SIDES = ["plex", "trakt"] as const satisfies readonly Side[];
const NAMES: Readonly<Record<Side, string>> = { plex: "Plex", trakt: "Trakt" };

const WAYS_OUT: Readonly<Record<Side, string>> = {
  plex: "For a member of its Plex Home: pakt login plex --user NAME. For another account, approve the code while signed in to that one.",
  trakt: "Sign in to another one: pakt login trakt. The browser may still be signed in to this one.",
};

/** Whose data both sides gave, as far as they told it. */
type Read = Readonly<Record<Side, Pick<Identity, "account">>>;

/**
 * Proves that what was read is of the profile's own users: those that somebody signed in as, and no other profile's.
 *
 * @throws PaktError `sign-in-needed` for anybody else, `plex-unreachable` where nobody can be told from another. Nothing is to be written then.
 */
export async function checkUsers(home: Home, read: Read): Promise<void> {
  const own = await readUsers(home);
  for (const side of SIDES) {
    const { account } = read[side];
    const known = own[side];
    const isSignedIn = known?.isSignedIn === true;
    if (account === undefined && (isSignedIn || profileNames(home.config).length > 1)) throw unknownUser(side);
    if (account !== undefined && isSignedIn && account !== known.id) throw otherUser(home, side, known);
    if (account !== undefined) await refuseTaken(home, side, account);
  }
}

/** Remembers whom the tokens of the environment turned out to belong to, so that no other profile takes them for its own. */
export async function rememberRead(
  home: Home,
  read: Read,
  names: Partial<Record<Side, string | undefined>>,
): Promise<void> {
  const own = await readUsers(home);
  for (const side of SIDES) {
    const id = read[side].account;
    if (id === undefined || own[side]?.id === id) continue;
    const name = names[side];
    await rememberUser(home, side, { id, isSignedIn: false, ...(name !== undefined && { name }) });
  }
}

/** Proves that an account is no other profile's: each is a pair of users of its own. Throws PaktError `sign-in-needed`. */
export async function refuseTaken(home: Home, side: Side, account: string): Promise<void> {
  for (const other of profileNames(home.config)) {
    if (other === home.profile) continue;
    const { [side]: taken } = await readUsers(home, other);
    if (taken?.id !== account) continue;
    const name = taken.name === undefined ? "" : ` (${taken.name})`;
    throw new PaktError("sign-in-needed", `The profile ${other} has this ${NAMES[side]} account${name} already.`, {
      advice: `Nothing was written. ${WAYS_OUT[side]}`,
    });
  }
}

/** That tokens are not those of the user whom somebody signed in as. */
export function otherUser({ profile }: Home, side: Side, { name = "another user" }: KnownUser): PaktError {
  return new PaktError(
    "sign-in-needed",
    `The ${NAMES[side]} token is not that of ${name}, whom the profile ${profile} is signed in as.`,
    { advice: `Nothing was written. Sign in again: pakt login ${side}.` },
  );
}

function unknownUser(side: Side): PaktError {
  return new PaktError("plex-unreachable", `Whose ${NAMES[side]} account it is could not be found out.`, {
    advice: "Nothing was written. Run again when plex.tv can be reached; if it can, sign in again: pakt login plex.",
  });
}
