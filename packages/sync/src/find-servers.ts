import { createPlexAccount, probeConnections } from "@pakt/plex-sdk";
import type { PlexResource, ProbedConnection } from "@pakt/plex-sdk";

import { withoutSlash } from "./configured-servers.ts";
import type { Home } from "./home.ts";
import { notSignedIn, plexIdentity } from "./open-plex.ts";
import { PaktError } from "./pakt-error.ts";
import { toPlexPaktError } from "./plex-failure.ts";
import { syncedServers } from "./synced-servers.ts";

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

/** A server of the account with what only changes of the configuration need. */
export interface ReachedServer {
  readonly server: Server;
  /** The account's for it. */
  readonly token: string | undefined;
  /** Every address that was tried. */
  readonly tried: readonly ProbedConnection[];
}

/** The server of the account with this name, id or address. Throws PaktError `usage`. */
export function requireAccountServer(found: readonly ReachedServer[], name: string): ReachedServer {
  const wanted = found.filter((each) => isNamed(each, name));
  const [chosen] = wanted;
  if (chosen !== undefined && wanted.length === 1) return chosen;
  const known = found.map(({ server }) => `${server.name} (${server.id})`).join(", ");
  throw new PaktError(
    "usage",
    chosen === undefined ? `The account has no server "${name}".` : `Several servers are called "${name}".`,
    { advice: known === "" ? "The account has no servers." : `Choose from: ${known}.` },
  );
}

/** Whether a person means this server of the account. */
export function isNamed({ server, tried }: ReachedServer, name: string): boolean {
  if (server.id === name || server.name.toLowerCase() === name.toLowerCase()) return true;
  return tried.some(({ url, outcome }) => url === withoutSlash(name) && outcome !== "other-server");
}

/** The best address of a server. Throws PaktError `usage` where none answers. */
export function requireUrl({ name, url }: Server): string {
  if (url !== undefined) return url;
  throw new PaktError("usage", `The server ${name} gives no answer from here.`, {
    advice: "Check that it runs and can be reached, or set PAKT_PLEX_URL to an address of it.",
  });
}

/** The media servers of the account with the tokens for them. Throws PaktError `sign-in-needed` or `plex-unreachable`. */
export async function findServers(
  home: Home,
  { signal }: { readonly signal?: AbortSignal | undefined },
): Promise<readonly ReachedServer[]> {
  const token = await home.credentials.plexToken();
  if (token === undefined) throw notSignedIn();
  const identity = await plexIdentity(home);
  const account = createPlexAccount({ ...identity, token, plexTvUrl: home.environment.plexTvUrl });
  const resources = await account.resources({ signal }).catch((error: unknown) => {
    throw toPlexPaktError(error);
  });
  const synced = syncedServers(home);
  const reach = async (resource: PlexResource): Promise<ReachedServer> => {
    const { best, tried } = await probeConnections({ ...identity, resource, signal });
    const { name, clientIdentifier: id, owned, sourceTitle, productVersion } = resource;
    const isAt = (url: string): boolean =>
      tried.some((each) => each.url === withoutSlash(url) && each.outcome !== "other-server");
    const server: Server = {
      name: name === "" ? id : name,
      id,
      ...(!owned && sourceTitle !== undefined && { owner: sourceTitle }),
      ...(productVersion !== undefined && { version: productVersion }),
      ...(best !== undefined && { url: best.url, reach: best.reach }),
      selected: synced.some((each) => (each.id === undefined ? isAt(each.url) : each.id === id)),
    };
    return { server, token: resource.accessToken, tried };
  };
  return Promise.all(resources.map(reach));
}
