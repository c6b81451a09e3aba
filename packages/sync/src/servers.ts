import { changePlexConfig } from "./change-config.ts";
import { readPlexConfig, refuseBesidePlexUrl, toListedServer, writeServers } from "./configured-servers.ts";
import type { ListedServer } from "./configured-servers.ts";
import { findServers, requireAccountServer, requireUrl } from "./find-servers.ts";
import type { ReachedServer, Server } from "./find-servers.ts";
import type { Home } from "./home.ts";
import { storeServerTokens } from "./server-tokens.ts";
import { changeSignIn } from "./token-lock.ts";

export type { Server } from "./find-servers.ts";

interface Options {
  readonly signal?: AbortSignal | undefined;
}

/** The media servers of the signed-in account, each with the best way to it. Throws PaktError `sign-in-needed` or `plex-unreachable`. */
export async function listServers(home: Home, options: Options = {}): Promise<readonly Server[]> {
  return (await findServers(home, options)).map(({ server }) => server);
}

/**
 * Chooses the server to sync, by name or id, and stores the best address of it with the token that the account has for it. Where several are
 * listed it is the only one that is enabled from now on; the others stay listed, with their libraries.
 *
 * @throws PaktError `usage` for a server that is not there or gives no answer, and where the environment names one; nothing is written then.
 */
export async function chooseServer(home: Home, name: string, options: Options = {}): Promise<readonly Server[]> {
  refuseBesidePlexUrl(home);
  const found = await findServers(home, options);
  const chosen = requireAccountServer(found, name);
  const { server, token } = chosen;
  const url = requireUrl(server);
  await changeSignIn(home, options.signal, async () => {
    const { servers } = await readPlexConfig(home);
    if (servers === undefined) await chooseOnly(home, url, token);
    else await enableOnly(home, servers, { ...chosen, url });
  });
  return found.map((each) => ({ ...each.server, selected: each === chosen }));
}

/** Makes a server the only one that is known, by its address. */
export async function chooseOnly(home: Home, url: string, token: string | undefined): Promise<void> {
  const account = await home.credentials.plexToken();
  if (home.environment.plexToken === undefined && account !== undefined) {
    await home.credentials.signIn({ plex: account, server: token === account ? undefined : token });
  }
  await changePlexConfig(home, { url });
}

async function enableOnly(
  home: Home,
  listed: readonly ListedServer[],
  { server, token, url }: ReachedServer & { readonly url: string },
): Promise<void> {
  const known = listed.find(({ id }) => id === server.id);
  const chosen = known ?? toListedServer(server, url, listed);
  await storeServerTokens(home, new Map([[server.id, token]]));
  await writeServers(home, [
    ...listed.map((each) => (each === known ? { ...each, url, enabled: true } : { ...each, enabled: false })),
    ...(known === undefined ? [chosen] : []),
  ]);
}
