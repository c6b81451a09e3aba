import { createPlexAccount, probeConnections } from "@pakt/plex-sdk";
import type { PlexResource } from "@pakt/plex-sdk";

import { changePlexConfig } from "./change-config.ts";
import type { Home } from "./home.ts";
import { plexIdentity } from "./open-plex.ts";
import { PaktError } from "./pakt-error.ts";
import { toPlexPaktError } from "./plex-failure.ts";
import { changeSignIn } from "./token-lock.ts";

/** A media server of the account, and whether pakt syncs it. */
export interface Server {
  readonly name: string;
  /** Its machine identifier. */
  readonly id: string;
  /** Whose it is where it is shared with the account. */
  readonly owner?: string;
  readonly version?: string;
  /** The best address that answers from here. Absent: none does. */
  readonly url?: string;
  /** How that address goes: in this network, over the internet, or through Plex's relay. */
  readonly reach?: "local" | "remote" | "relay";
  readonly selected: boolean;
}

interface Reached {
  readonly server: Server;
  readonly token: string | undefined;
}

interface Options {
  readonly signal?: AbortSignal | undefined;
}

/** The media servers of the signed-in account, each with the best way to it. Throws PaktError `sign-in-needed` or `plex-unreachable`. */
export async function listServers(home: Home, options: Options = {}): Promise<readonly Server[]> {
  return (await findServers(home, options)).map(({ server }) => server);
}

/**
 * Chooses the server to sync, by name or id, and stores the best address of it with the token that the account has for it.
 *
 * @throws PaktError `usage` for a server that is not there or gives no answer, and where the environment names one; nothing is written then.
 */
export async function chooseServer(home: Home, name: string, options: Options = {}): Promise<readonly Server[]> {
  if (home.environment.plexUrl !== undefined) {
    throw new PaktError("usage", "PAKT_PLEX_URL is set, and wins over any choice.", {
      advice: "Take PAKT_PLEX_URL out of the environment (and of the .env file in the home folder) first.",
    });
  }
  const found = await findServers(home, options);
  const wanted = found.filter(({ server }) => server.id === name || server.name.toLowerCase() === name.toLowerCase());
  const [chosen] = wanted;
  if (chosen === undefined || wanted.length > 1) {
    const known = found.map(({ server }) => `${server.name} (${server.id})`).join(", ");
    throw new PaktError(
      "usage",
      chosen === undefined ? `The account has no server "${name}".` : `Several servers are called "${name}".`,
      { advice: known === "" ? "The account has no servers." : `Choose from: ${known}.` },
    );
  }
  const { server, token } = chosen;
  if (server.url === undefined) {
    throw new PaktError("usage", `The server ${server.name} gives no answer from here.`, {
      advice: "Check that it runs and can be reached, or set PAKT_PLEX_URL to an address of it.",
    });
  }
  const account = await home.credentials.plexToken();
  await changeSignIn(home, options.signal, async () => {
    if (home.environment.plexToken === undefined && account !== undefined) {
      await home.credentials.signIn({ plex: account, server: token === account ? undefined : token });
    }
    await changePlexConfig(home, { url: server.url });
  });
  return found.map((each) => ({ ...each.server, selected: each === chosen }));
}

async function findServers(home: Home, { signal }: Options): Promise<readonly Reached[]> {
  const token = await home.credentials.plexToken();
  if (token === undefined) {
    throw new PaktError("sign-in-needed", "pakt is not signed in to Plex.", {
      advice: "Sign in: pakt login plex. Or set PAKT_PLEX_TOKEN.",
    });
  }
  const identity = await plexIdentity(home);
  const account = createPlexAccount({ ...identity, token, plexTvUrl: home.environment.plexTvUrl });
  const resources = await account.resources({ signal }).catch((error: unknown) => {
    throw toPlexPaktError(error);
  });
  const used = home.environment.plexUrl ?? home.config.plex.url;
  const reach = async (resource: PlexResource): Promise<Reached> => {
    const { best, tried } = await probeConnections({ ...identity, resource, signal });
    const { name, clientIdentifier: id, owned, sourceTitle, productVersion } = resource;
    const server: Server = {
      name: name === "" ? id : name,
      id,
      ...(!owned && sourceTitle !== undefined && { owner: sourceTitle }),
      ...(productVersion !== undefined && { version: productVersion }),
      ...(best !== undefined && { url: best.url, reach: best.reach }),
      selected: used !== undefined && tried.some(({ url }) => url === used.replace(/\/+$/, "")),
    };
    return { server, token: resource.accessToken };
  };
  return Promise.all(resources.map(reach));
}
