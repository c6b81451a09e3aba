import { isPlexError } from "@pakt/plex-sdk";
import type { PlexAccount, PlexHomeUser } from "@pakt/plex-sdk";

import { PaktError } from "./pakt-error.ts";

/** Gives the PIN of a member of the Plex Home, or `undefined` where nobody can. */
export type AskPin = (asked: {
  /** The member, by name. */
  readonly user: string;
  /** The one before was not right. */
  readonly wasWrong: boolean;
}) => Promise<string | undefined>;

/** A member of the Plex Home, with the member's own token. */
export interface SwitchedUser {
  readonly member: PlexHomeUser;
  readonly token: string;
}

/** So many PINs are tried in one sign-in: plex.tv throttles quickly. */
const TRIES = 3;

/**
 * Finds a member of the Plex Home by name or id, and gets the member's token.
 *
 * @throws PaktError `usage` for a member that there is not, `sign-in-needed` without the right PIN; PlexError otherwise.
 */
export async function switchHomeUser(
  account: Pick<PlexAccount, "homeUsers" | "switchHomeUser">,
  {
    name,
    askPin,
    signal,
  }: { readonly name: string; readonly askPin: AskPin; readonly signal: AbortSignal | undefined },
): Promise<SwitchedUser> {
  const member = findMember(await account.homeUsers({ signal }), name);
  const user = nameOf(member);
  let wasWrong = false;
  let needsPin = member.protected;
  for (let tries = 0; tries < TRIES; tries += 1) {
    const pin = needsPin ? await askPin({ user, wasWrong }) : undefined;
    if (needsPin && pin === undefined) throw pinError(user, { wasWrong });
    try {
      return { member, token: await account.switchHomeUser({ uuid: member.uuid, pin, signal }) };
    } catch (error) {
      if (!isPlexError(error, "wrong-pin")) throw error;
      wasWrong = needsPin;
      needsPin = true;
    }
  }
  throw pinError(user, { wasWrong: true });
}

/** A member as people call it. */
export function nameOf({ title, username, uuid }: Pick<PlexHomeUser, "title" | "username" | "uuid">): string {
  return title || username || uuid;
}

function findMember(members: readonly PlexHomeUser[], name: string): PlexHomeUser {
  const wanted = name.toLowerCase();
  const found = members.filter(
    ({ title, username, uuid }) =>
      uuid === name || title.toLowerCase() === wanted || (username !== "" && username.toLowerCase() === wanted),
  );
  const [member] = found;
  if (member !== undefined && found.length === 1) return member;
  const isDouble = found.length > 1;
  const listed = (isDouble ? found : members).map((each) =>
    isDouble ? `${nameOf(each)} (${each.uuid})` : nameOf(each),
  );
  throw new PaktError(
    "usage",
    isDouble
      ? `Several users of the Plex Home are called ${JSON.stringify(name)}.`
      : `The Plex Home of this account has no user ${JSON.stringify(name)}.`,
    {
      advice:
        listed.length === 0 ? "It has no users at all; nothing was changed." : `Choose from: ${listed.join(", ")}.`,
    },
  );
}

function pinError(user: string, { wasWrong }: { readonly wasWrong: boolean }): PaktError {
  return wasWrong
    ? new PaktError("sign-in-needed", `The PIN is not that of ${user}.`, {
        advice: "Nothing was changed. Start the sign-in again with the right one.",
      })
    : new PaktError("sign-in-needed", `${user} has a PIN, and none was given.`, {
        advice: "Nothing was changed. Type it at a terminal, or name a file that holds it in PAKT_PLEX_PIN_FILE.",
      });
}
