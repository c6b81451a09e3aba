import { createPlexAccount, createPlexDiscover, createPlexServer } from "@pakt/plex-sdk";
import type { PlexAccount, PlexClientOptions, PlexDiscover, PlexServer, RequestEvent } from "@pakt/plex-sdk";
import { randomUUID } from "node:crypto";

import type { Home } from "./home.ts";
import { PaktError } from "./pakt-error.ts";

/** The clients of everything of Plex's, and the token that they use. */
export interface PlexClients {
  readonly server: PlexServer;
  /** The same server, asked once only: to find out what it does not do. */
  readonly probe: PlexServer;
  /** The account's watchlist. */
  readonly discover: PlexDiscover;
  readonly account: PlexAccount;
  readonly token: string;
}

/** Told of each request: to the media server, or to the services of the account (plex.tv, Discover). */
export type OnPlexRequest = (event: RequestEvent, of: "server" | "account") => void;

/** Clients for the configured media server and its account. Throws PaktError `not-configured`. */
export async function openPlexClients(home: Home, onRequest: OnPlexRequest): Promise<PlexClients> {
  const { environment, config, tuning } = home;
  const url = environment.plexUrl ?? config.plex.url;
  const token = await home.credentials.plexToken();
  if (url === undefined) {
    throw new PaktError("not-configured", "pakt does not know your Plex server yet.", {
      advice: "Choose it: pakt servers. Or set PAKT_PLEX_URL to its address.",
    });
  }
  if (token === undefined) {
    throw new PaktError("sign-in-needed", "pakt is not signed in to Plex.", {
      advice: "Sign in: pakt login plex. Or set PAKT_PLEX_TOKEN.",
    });
  }
  const shared = { ...(await plexIdentity(home)), token };
  const ofServer = {
    ...shared,
    url,
    token: (await home.credentials.plexServerToken()) ?? token,
    onRequest: (event: RequestEvent) => onRequest(event, "server"),
  };
  const ofAccount = { ...shared, onRequest: (event: RequestEvent) => onRequest(event, "account") };
  const retry = { baseMs: tuning.retryBaseMs };
  return {
    server: createPlexServer({ ...ofServer, retry }),
    probe: createPlexServer({ ...ofServer, retry: { attempts: 1 } }),
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

/** A client for the configured media server. Throws PaktError `not-configured`. */
export async function openPlex(home: Home, onRequest: OnPlexRequest): Promise<PlexServer> {
  return (await openPlexClients(home, onRequest)).server;
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

/** Plex knows an installation by this; it stays the same for the life of the home. */
async function clientIdentifier(home: Home): Promise<string> {
  const key = "state:client-identifier";
  const stored = await home.storage.getItemRaw<string>(key);
  if (stored !== null && stored !== "") return stored;
  const created = `pakt-${randomUUID()}`;
  await home.storage.setItemRaw(key, created);
  return created;
}
