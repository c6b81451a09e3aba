import { createPlexAccount, isPlexError, toCandidates } from "@pakt/plex-sdk";
import type { PlexResource } from "@pakt/plex-sdk";

import { configuredServers, withoutSlash } from "./configured-servers.ts";
import type { ConfiguredServer } from "./configured-servers.ts";
import { selectLibraries } from "./fetch-plex.ts";
import type { Server } from "./find-servers.ts";
import type { Home } from "./home.ts";
import { openPlexServer, plexIdentity } from "./open-plex.ts";
import { describePlexFailure } from "./plex-failure.ts";

/** A configured media server, and whether it can be synced now. */
export interface ServerState extends ConfiguredServer {
  readonly state: "ready" | "no-answer" | "token-refused" | "other-server";
  /** Why it is not ready, in a few words. */
  readonly message?: string;
  /** How its address goes, as far as plex.tv tells. */
  readonly reach?: Server["reach"];
  readonly version?: string;
  /** The titles of the libraries that are chosen and there. */
  readonly synced?: readonly string[];
}

/** The servers that are configured, each asked once whether it answers. Throws PaktError `sign-in-needed`. */
export async function readServerStates(
  home: Home,
  { signal }: { readonly signal?: AbortSignal | undefined } = {},
): Promise<readonly ServerState[]> {
  const servers = configuredServers(home);
  if (servers.length === 0) return [];
  const resources = await resourcesOf(home, signal);
  return Promise.all(servers.map((server) => readState(home, server, { resources, signal })));
}

async function readState(
  home: Home,
  server: ConfiguredServer,
  { resources, signal }: { readonly resources: readonly PlexResource[]; readonly signal: AbortSignal | undefined },
): Promise<ServerState> {
  const { probe } = await openPlexServer(home, server, () => undefined);
  const way = resources.flatMap(toCandidates).find(({ url }) => url === withoutSlash(server.url));
  const known = { ...server, ...(way !== undefined && { reach: way.reach }) };
  try {
    const { machineIdentifier, version } = await probe.identity({ signal });
    if (server.id !== undefined && server.id !== machineIdentifier) {
      return { ...known, state: "other-server", message: "another Plex server answers at its address" };
    }
    const { selected } = selectLibraries(await probe.libraries({ signal }), server.libraries);
    const name = server.name ?? resources.find((each) => each.clientIdentifier === machineIdentifier)?.name;
    return {
      ...known,
      ...(name !== undefined && { name }),
      id: machineIdentifier,
      state: "ready",
      version,
      synced: selected.map(({ title }) => title),
    };
  } catch (error) {
    if (!isPlexError(error) || error.code === "aborted") throw error;
    const isRefused = error.code === "unauthorized" || error.code === "forbidden";
    return { ...known, state: isRefused ? "token-refused" : "no-answer", message: describePlexFailure(error) };
  }
}

/** What plex.tv lists; nothing where it gives no answer, for the servers may well do. */
async function resourcesOf(home: Home, signal: AbortSignal | undefined): Promise<readonly PlexResource[]> {
  const identity = await plexIdentity(home);
  const token = await home.credentials.plexToken();
  if (token === undefined) return [];
  const account = createPlexAccount({
    ...identity,
    token,
    plexTvUrl: home.environment.plexTvUrl,
    retry: { attempts: 1 },
  });
  return account.resources({ signal }).catch((error: unknown) => {
    if (!isPlexError(error) || error.code === "aborted") throw error;
    return [];
  });
}
