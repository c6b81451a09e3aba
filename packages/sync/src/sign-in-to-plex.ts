import { createPlexAccount, isPlexError } from "@pakt/plex-sdk";

import { refuseTaken } from "./check-users.ts";
import type { Home } from "./home.ts";
import { plexIdentity } from "./open-plex.ts";
import { PaktError } from "./pakt-error.ts";
import { toPlexPaktError } from "./plex-failure.ts";
import { readPlexUser, storePlexUser } from "./plex-user.ts";
import type { AccountClient, ApprovedPlexUser } from "./plex-user.ts";
import { readServerToken } from "./server-token.ts";
import type { SignedIn, SignInOptions } from "./sign-in.ts";
import { readServerTokens } from "./server-tokens.ts";
import { nameOf, switchHomeUser } from "./switch-home-user.ts";
import type { AskPin } from "./switch-home-user.ts";
import { changeSignIn } from "./token-lock.ts";

/**
 * Signs in to Plex by four letters that are typed at plex.tv/link: as whoever approves, or as a member of that account's Plex Home, of whose
 * tokens only the member's is kept. Throws as `signIn` does.
 */
export async function signInToPlex(home: Home, options: SignInOptions): Promise<SignedIn> {
  const { onCode, onWait, homeUser, signal } = options;
  const client = { ...(await plexIdentity(home)), plexTvUrl: home.environment.plexTvUrl };
  try {
    const anonymous = createPlexAccount(client);
    const pin = await anonymous.createPin({ strong: false, signal });
    onCode({ url: pin.linkUrl, code: pin.code, expiresAt: pin.expiresAt.getTime() });
    const token = await anonymous.waitForPin(pin, { signal, onPoll: ({ remainingMs }) => onWait?.(remainingMs) });
    const approved = await (homeUser === undefined
      ? readPlexUser(home, { ...client, token }, signal)
      : asHomeUser(home, { ...client, token }, { ...options, homeUser }));
    await refuseTaken(home, "plex", approved.user.id);
    await changeSignIn(home, signal, () => storePlexUser(home, approved));
    const { name, isManaged } = approved.user;
    return { side: "plex", account: name, ...(isManaged === true && { managed: true }) };
  } catch (error) {
    throw toSignInError(error);
  }
}

async function asHomeUser(
  home: Home,
  client: AccountClient,
  { homeUser, onPin, signal }: SignInOptions & { readonly homeUser: string },
): Promise<ApprovedPlexUser> {
  const askPin = pinFrom(home, onPin);
  const { member, token } = await switchHomeUser(createPlexAccount(client), { name: homeUser, askPin, signal });
  const own = { ...client, token };
  const account = createPlexAccount(own);
  const name = nameOf(member);
  const url = home.environment.plexUrl ?? home.config.plex.url;
  const server = url === undefined ? undefined : await readServerToken(account, { url, client: own, signal });
  const servers = await readServerTokens(home, account, signal);
  const isNoneShared = servers.size > 0 && [...servers.values()].every((each) => each === undefined);
  if (server?.state === "not-shared" || isNoneShared) {
    const what = isNoneShared ? "None of your Plex servers is" : `The Plex server at ${url ?? ""} is not`;
    throw new PaktError("usage", `${what} shared with ${name}.`, {
      advice: "Share its libraries with this user in Plex, then start the sign-in again; nothing was changed.",
    });
  }
  return {
    user: {
      id: member.uuid,
      name,
      isSignedIn: true,
      isHomeUser: true,
      ...(member.username === "" && !member.admin && { isManaged: true }),
    },
    token,
    server: server?.token,
    servers,
  };
}

/** A PIN of the environment is tried once, for it will not become another one. */
function pinFrom({ environment }: Home, onPin: AskPin | undefined): AskPin {
  return async (asked) => {
    if (environment.plexPin === undefined) return onPin?.(asked);
    return asked.wasWrong ? undefined : environment.plexPin;
  };
}

function toSignInError(error: unknown): unknown {
  if (isPlexError(error, "pin-expired")) {
    return new PaktError("sign-in-needed", "The code was not approved in time.", {
      advice: "Start the sign-in again; nothing was changed.",
      cause: error,
    });
  }
  if (isPlexError(error, "rate-limited")) {
    return new PaktError("plex-unreachable", "plex.tv asks to slow down: there were too many sign-ins.", {
      advice: "Start the sign-in again in a few minutes; nothing was changed.",
      cause: error,
    });
  }
  if (!isPlexError(error) || error.code === "aborted") return error;
  const failure = toPlexPaktError(error);
  if (failure instanceof PaktError && failure.code === "sign-in-needed") return failure;
  return new PaktError("plex-unreachable", `plex.tv cannot be reached: ${error.message}`, {
    advice: "Check the network, then start the sign-in again.",
    cause: error,
  });
}
