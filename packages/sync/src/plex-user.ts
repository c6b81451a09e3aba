import { createPlexAccount, isPlexError } from "@pakt/plex-sdk";
import type { PlexAccountOptions } from "@pakt/plex-sdk";

import type { Home } from "./home.ts";
import { isPaktError } from "./pakt-error.ts";
import { rememberAccount } from "./plex-account-id.ts";
import { nameOfPlexUser } from "./plex-user-name.ts";
import { rememberUser } from "./profile-users.ts";
import type { KnownUser } from "./profile-users.ts";
import { readServerToken } from "./server-token.ts";
import { readServerTokens, storeServerTokens } from "./server-tokens.ts";

/** A user, with the tokens for the account, for the one server that is synced, and for each where there are several. */
export interface ApprovedPlexUser {
  readonly user: KnownUser & { readonly name: string };
  readonly token: string;
  readonly server?: string | undefined;
  readonly servers: ReadonlyMap<string, string | undefined>;
}

/** How an account is asked for. */
export type AccountClient = PlexAccountOptions & { readonly token: string };

/** The user whose token it is, with the tokens for their servers. Throws PlexError. */
export async function readPlexUser(
  home: Home,
  client: AccountClient,
  signal: AbortSignal | undefined,
): Promise<ApprovedPlexUser> {
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
    user: { id: user.uuid, name: nameOfPlexUser(user), isSignedIn: true },
    token: client.token,
    server: server?.state === "shared" ? server.token : undefined,
    servers: await readServerTokens(home, account, signal),
  };
}

/** Stores the tokens of a user, and that this is whom the profile is signed in as. */
export async function storePlexUser(home: Home, { user, token, server, servers }: ApprovedPlexUser): Promise<void> {
  const { storage, profile, clock, credentials } = home;
  await credentials.signIn({ plex: token, server: server === token ? undefined : server });
  await storeServerTokens(home, servers);
  await rememberUser(home, "plex", user);
  await rememberAccount({ storage, profile, token, clock }, user.id);
}
