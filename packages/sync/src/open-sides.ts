import { createPlexServer } from "@pakt/plex-sdk";
import type { PlexServer } from "@pakt/plex-sdk";
import { createTrakt } from "@pakt/trakt-sdk";
import type { TokenStore, Trakt } from "@pakt/trakt-sdk";
import { randomUUID } from "node:crypto";

import type { Home } from "./home.ts";
import { isLock } from "./lock.ts";
import { nameHolder } from "./lock-holder.ts";
import { PaktError } from "./pakt-error.ts";
import { createPlexReplica } from "./plex-replica.ts";
import type { PlexReplica } from "./plex-replica.ts";
import type { RequestCounter } from "./request-counter.ts";
import { createTraktCache } from "./trakt-cache.ts";
import { createTraktReplica } from "./trakt-replica.ts";
import type { TraktReplica } from "./trakt-replica.ts";

/** How long a process waits for another that refreshes the same tokens. */
const TOKEN_LOCK_WAIT_MS = 90_000;

/** Both sides of a run, ready to be read. */
export interface Sides {
  readonly plex: PlexReplica;
  readonly trakt: TraktReplica;
}

/** Connects to both services with what the home and the environment give. Throws PaktError `not-configured` or `sign-in-needed`. */
export async function openSides(home: Home, counter: RequestCounter): Promise<Sides> {
  const server = await openPlex(home, counter.countPlex);
  const { trakt, lineage } = await openTrakt(home, counter.countTrakt);
  const { config, clock, tuning } = home;
  return {
    plex: createPlexReplica({
      server,
      libraries: config.plex.libraries,
      clock,
      concurrentWrites: config.batches.plexWrites,
    }),
    trakt: createTraktReplica({
      trakt,
      cache: createTraktCache(home.storage, home.profile),
      lineage,
      clock,
      batches: config.batches,
      settleAfterMs: tuning.settleAfterMs,
    }),
  };
}

/** A client for the configured media server. Throws PaktError `not-configured`. */
export async function openPlex(home: Home, onRequest: () => void): Promise<PlexServer> {
  const url = home.environment.plexUrl ?? home.config.plex.url;
  const token = await home.credentials.plexToken();
  if (url === undefined || token === undefined) {
    throw new PaktError("not-configured", "pakt does not know your Plex server yet.", {
      advice: "Set PAKT_PLEX_URL and PAKT_PLEX_TOKEN.",
    });
  }
  return createPlexServer({
    url,
    token,
    clientIdentifier: await clientIdentifier(home),
    product: home.product.name,
    version: home.product.version,
    clock: home.clock,
    retry: { baseMs: home.tuning.retryBaseMs },
    onRequest,
    fetch: home.fetch,
  });
}

/** A client for the signed-in Trakt account, and the sign-in it uses. Throws PaktError `not-configured` or `sign-in-needed`. */
export async function openTrakt(
  home: Home,
  onRequest: () => void,
): Promise<{ readonly trakt: Trakt; readonly lineage: string }> {
  const { environment, config, tuning } = home;
  const clientId = environment.traktClientId ?? config.trakt.clientId;
  if (clientId === undefined) {
    throw new PaktError("not-configured", "pakt has no Trakt API app to speak with.", {
      advice: "Set PAKT_TRAKT_CLIENT_ID to the client id of your app.",
    });
  }
  const tokens = await home.credentials.traktTokens();
  if (tokens === undefined) {
    throw new PaktError("sign-in-needed", "pakt is not signed in to Trakt.", {
      advice: "Set PAKT_TRAKT_ACCESS_TOKEN and PAKT_TRAKT_REFRESH_TOKEN to the tokens of your account.",
    });
  }
  const apiUrl = environment.traktApiUrl ?? config.trakt.apiUrl;
  // Someone who points pakt at another API means its sign-in too, unless they say otherwise.
  const authUrl = environment.traktAuthUrl ?? config.trakt.authUrl ?? apiUrl;
  const trakt = createTrakt({
    clientId,
    userAgent: `${home.product.name}/${home.product.version} (+https://github.com/pakt-sync/pakt)`,
    tokens: createTokenStore(home),
    clock: home.clock,
    retry: { baseMs: tuning.retryBaseMs },
    pacing: { writeIntervalMs: tuning.writeIntervalMs },
    onRequest,
    clientSecret: environment.traktClientSecret,
    apiUrl,
    authUrl,
    fetch: home.fetch,
  });
  return { trakt, lineage: tokens.lineage };
}

/** Trakt's refresh tokens work once: the lock keeps two processes from using the same one. */
function createTokenStore(home: Home): TokenStore {
  const { credentials, clock } = home;
  return {
    read: () => credentials.traktTokens(),
    write: (tokens) => credentials.writeTraktTokens(tokens),
    withLock: async (run) => {
      const lock = await home.locks.acquire("tokens", { clock, waitMs: TOKEN_LOCK_WAIT_MS });
      if (!isLock(lock)) {
        throw new PaktError(
          "run-active",
          `The Trakt sign-in is being refreshed by ${nameHolder(lock)}, since ${lock.since}.`,
          {
            advice: "Wait for it to end, then run again.",
          },
        );
      }
      try {
        return await run();
      } finally {
        await lock.release();
      }
    },
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
