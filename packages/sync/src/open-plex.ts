import { createPlexAccount, createPlexDiscover, createPlexServer } from "@pakt/plex-sdk";
import type { PlexAccount, PlexClientOptions, PlexDiscover, PlexServer, RequestEvent } from "@pakt/plex-sdk";
import { randomUUID } from "node:crypto";

import type { Home } from "./home.ts";
import { PaktError } from "./pakt-error.ts";
import { syncedServers } from "./synced-servers.ts";
import type { SyncedServer } from "./synced-servers.ts";
import { DEFAULT_PROFILE } from "./profile-name.ts";

/** A media server with clients for it. */
export interface OpenedServer extends SyncedServer {
  readonly server: PlexServer;
  /** The same server, asked once only: to find out what it does not do. */
  readonly probe: PlexServer;
}

/** The clients of everything of Plex's, and the account's token. */
export interface PlexClients {
  /** Those that are synced; one at least. */
  readonly servers: readonly [OpenedServer, ...OpenedServer[]];
  /** The account's watchlist. */
  readonly discover: PlexDiscover;
  readonly account: PlexAccount;
  readonly token: string;
}

/** Told of each request: to a media server, or to the services of the account (plex.tv, Discover). */
export type OnPlexRequest = (event: RequestEvent, of: SyncedServer | "account") => void;

/** Clients for the media servers that are synced and their account. Throws PaktError `not-configured` or `sign-in-needed`. */
export async function openPlexClients(home: Home, onRequest: OnPlexRequest): Promise<PlexClients> {
  const { environment, tuning } = home;
  const [first, ...others] = syncedServers(home);
  const token = await home.credentials.plexToken();
  if (first === undefined) throw nothingConfigured(home);
  if (token === undefined) throw notSignedIn();
  const shared = { ...(await plexIdentity(home)), token };
  const retry = { baseMs: tuning.retryBaseMs };
  const open = (synced: SyncedServer): Promise<OpenedServer> => openPlexServer(home, synced, onRequest);
  const ofAccount = { ...shared, onRequest: (event: RequestEvent) => onRequest(event, "account") };
  return {
    servers: [await open(first), ...(await Promise.all(others.map(open)))],
    // Who it is, is worth one more try: where plex.tv cannot be reached, the sync goes on without.
    account: createPlexAccount({ ...ofAccount, plexTvUrl: environment.plexTvUrl, retry: { ...retry, attempts: 2 } }),
    discover: createPlexDiscover({
      ...ofAccount,
      retry,
      url: environment.plexDiscoverUrl,
      pacing: { writeIntervalMs: tuning.plexListIntervalMs },
    }),
    token,
  };
}

/** Clients for one media server, with its own token unless another is given. Throws PaktError `sign-in-needed`. */
export async function openPlexServer(
  home: Home,
  synced: SyncedServer,
  onRequest: OnPlexRequest,
  given?: string,
): Promise<OpenedServer> {
  const token = given ?? (await home.credentials.plexServerToken(synced.id));
  if (token === undefined) throw notSignedIn();
  const client = {
    ...(await plexIdentity(home)),
    url: synced.url,
    token,
    onRequest: (event: RequestEvent) => onRequest(event, synced),
  };
  const retry = { baseMs: home.tuning.retryBaseMs };
  return {
    ...synced,
    server: createPlexServer({ ...client, retry }),
    probe: createPlexServer({ ...client, retry: { attempts: 1 } }),
  };
}

/** What is said of a Plex account that is not signed in. */
export function notSignedIn(): PaktError {
  return new PaktError("sign-in-needed", "pakt is not signed in to Plex.", {
    advice: "Sign in: pakt login plex. Or set PAKT_PLEX_TOKEN.",
  });
}

function nothingConfigured({ config }: Home): PaktError {
  if ((config.plex.servers ?? []).length > 0) {
    return new PaktError("not-configured", "None of your Plex servers is enabled.", {
      advice: "Enable one: pakt servers enable NAME.",
    });
  }
  return new PaktError("not-configured", "pakt does not know your Plex server yet.", {
    advice: "Find and add it: pakt servers discover. Or set PAKT_PLEX_URL to its address.",
  });
}

/** A client for the media server that is synced, the first where there are several. Throws PaktError `not-configured`. */
export async function openPlex(home: Home, onRequest: OnPlexRequest): Promise<PlexServer> {
  return (await openPlexClients(home, onRequest)).servers[0].server;
}

/** What this installation shows of itself to Plex, and how it reaches it. */
export async function plexIdentity(
  home: Home,
): Promise<Pick<PlexClientOptions, "clientIdentifier" | "product" | "version" | "clock" | "fetch">> {
  const { product, clock, fetch } = home;
  return {
    clientIdentifier: await clientIdentifier(home),
    product: product.name,
    version: product.version,
    clock,
    fetch,
  };
}

/**
 * Plex knows an installation by this; it stays the same for the life of the home. Each profile is a device of its own: a device that one
 * of them signs out is no other's.
 */
async function clientIdentifier(home: Home): Promise<string> {
  const { profile } = home;
  const key = profile === DEFAULT_PROFILE ? "state:client-identifier" : `state:${profile}:client-identifier`;
  const stored = await home.storage.getItemRaw<string>(key);
  if (stored !== null && stored !== "") return stored;
  const created = `pakt-${randomUUID()}`;
  await home.storage.setItemRaw(key, created);
  return created;
}
