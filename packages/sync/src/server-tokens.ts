import type { PlexAccount } from "@pakt/plex-sdk";

import { readPlexConfig } from "./configured-servers.ts";
import type { Home } from "./home.ts";

/**
 * Stores the account's tokens for servers, beside those of others. One that is `undefined` is forgotten. Those of an account that the
 * environment names are not stored: another one may be signed in.
 */
export async function storeServerTokens(home: Home, tokens: ReadonlyMap<string, string | undefined>): Promise<void> {
  if (tokens.size === 0) return;
  await home.credentials.changePlexServerTokens((before) => {
    const next = new Map(Object.entries(before));
    for (const [id, token] of tokens) {
      if (token === undefined) next.delete(id);
      else if (home.environment.plexToken === undefined) next.set(id, token);
    }
    return Object.fromEntries(next);
  });
}

/** The tokens that an account has for the servers that are listed; `undefined` for one that is not shared with it. Throws PlexError. */
export async function readServerTokens(
  home: Home,
  account: Pick<PlexAccount, "resources">,
  signal: AbortSignal | undefined,
): Promise<ReadonlyMap<string, string | undefined>> {
  const { servers = [] } = await readPlexConfig(home);
  if (servers.length === 0) return new Map();
  const resources = await account.resources({ signal });
  const tokenOf = new Map(resources.map(({ clientIdentifier, accessToken }) => [clientIdentifier, accessToken]));
  return new Map(servers.map(({ id }) => [id, tokenOf.get(id)]));
}
