import { createPlexAccount, isPlexError } from "@pakt/plex-sdk";
import type { PlexAccountOptions } from "@pakt/plex-sdk";

import { refuseTaken } from "./check-users.ts";
import type { Home } from "./home.ts";
import { plexIdentity } from "./open-plex.ts";
import { isPaktError, PaktError } from "./pakt-error.ts";
import { rememberAccount } from "./plex-account-id.ts";
import { toPlexPaktError } from "./plex-failure.ts";
import { rememberUser } from "./profile-users.ts";
import type { KnownUser } from "./profile-users.ts";
import { readServerToken } from "./server-token.ts";
import type { SignedIn, SignInOptions } from "./sign-in.ts";
import { readServerTokens, storeServerTokens } from "./server-tokens.ts";
import { nameOf, switchHomeUser } from "./switch-home-user.ts";
import type { AskPin } from "./switch-home-user.ts";
import { changeSignIn } from "./token-lock.ts";

/** A user, with the tokens for the account, for the one server that is synced, and for each where there are several. */
interface Approved {
  readonly user: KnownUser & { readonly name: string };
  readonly token: string;
  readonly server?: string | undefined;
  readonly servers: ReadonlyMap<string, string | undefined>;
}

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
      ? asWhoApproved(home, { ...client, token }, signal)
      : asHomeUser(home, { ...client, token }, { ...options, homeUser }));
    await refuseTaken(home, "plex", approved.user.id);
    await changeSignIn(home, signal, () => store(home, approved));
    const { name, isManaged } = approved.user;
    return { side: "plex", account: name, ...(isManaged === true && { managed: true }) };
  } catch (error) {
    throw toSignInError(error);
  }
}

type Client = PlexAccountOptions & { readonly token: string };

async function asWhoApproved(home: Home, client: Client, signal: AbortSignal | undefined): Promise<Approved> {
  const account = createPlexAccount(client);
  const user = await account.user({ signal });
  const url = home.environment.plexUrl ?? home.config.plex.url;
  // Of a server that cannot be reached now, or that plex.tv does not know, the account's own token has to do.
  const server =
    url === undefined
      ? undefined
      : await readServerToken(account, { url, client: { ...client, retry: { attempts: 1 } }, signal }).catch(
          (error: unknown) => {
            if (isPlexError(error, "aborted") || !(isPlexError(error) || isPaktError(error))) throw error;
            return undefined;
          },
        );
  return {
    user: { id: user.uuid, name: user.username || user.title || user.uuid, isSignedIn: true },
    token: client.token,
    server: server?.state === "shared" ? server.token : undefined,
    servers: await readServerTokens(home, account, signal),
  };
}

async function asHomeUser(
  home: Home,
  client: Client,
  { homeUser, onPin, signal }: SignInOptions & { readonly homeUser: string },
): Promise<Approved> {
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

async function store(home: Home, { user, token, server, servers }: Approved): Promise<void> {
  const { storage, profile, clock, credentials } = home;
  await credentials.signIn({ plex: token, server: server === token ? undefined : server });
  await storeServerTokens(home, servers);
  await rememberUser(home, "plex", user);
  await rememberAccount({ storage, profile, token, clock }, user.id);
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
