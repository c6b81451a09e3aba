import { createTrakt } from "@pakt/trakt-sdk";
import type { RequestEvent, TokenStore, Trakt } from "@pakt/trakt-sdk";

import type { Clock } from "./clock.ts";
import type { Home } from "./home.ts";
import { isLock } from "./lock.ts";
import { nameHolder } from "./lock-holder.ts";
import { openPlexClients } from "./open-plex.ts";
import { PaktError } from "./pakt-error.ts";
import { createPlexQualityCache } from "./plex-quality-cache.ts";
import { createAccountIdReader } from "./plex-account-id.ts";
import { createPlexReplica } from "./plex-replica.ts";
import type { PlexReplica } from "./plex-replica.ts";
import { createPlexWatchlistCache } from "./plex-watchlist-cache.ts";
import { machineShiftMs } from "./reckon-clocks.ts";
import type { RequestCounter } from "./request-counter.ts";
import { createServiceClocks } from "./service-clocks.ts";
import type { ServiceClocks } from "./service-clocks.ts";
import { createTraktCache } from "./trakt-cache.ts";
import { createTraktReplica } from "./trakt-replica.ts";
import type { TraktReplica } from "./trakt-replica.ts";

/** How long a process waits for another that refreshes the same tokens. */
const TOKEN_LOCK_WAIT_MS = 90_000;

/** Both sides of a run, ready to be read. */
export interface Sides {
  readonly plex: PlexReplica;
  readonly trakt: TraktReplica;
  /** What their answers told of their clocks so far. */
  readonly clocks: ServiceClocks;
  /** Right time, as far as Trakt has told it. */
  readonly clock: Clock;
}

/** Connects to both services with what the home and the environment give. Throws PaktError `not-configured` or `sign-in-needed`. */
export async function openSides(home: Home, counter: RequestCounter): Promise<Sides> {
  const { config, tuning } = home;
  const clocks = createServiceClocks(home.clock);
  const clock: Clock = {
    ...home.clock,
    now: () => home.clock.now() + machineShiftMs(clocks.aheadMs("trakt")),
  };
  const { token, account, ...plex } = await openPlexClients(home, (event, of) => {
    counter.countPlex();
    if (of === "server") clocks.note("plex", event);
  });
  const { trakt, lineage } = await openTrakt(home, (event) => {
    counter.countTrakt();
    clocks.note("trakt", event);
  });
  return {
    clocks,
    clock,
    plex: createPlexReplica({
      ...plex,
      readAccountId: createAccountIdReader({ account, storage: home.storage, profile: home.profile, token, clock }),
      caches: {
        quality: createPlexQualityCache(home.storage, home.profile),
        watchlist: createPlexWatchlistCache(home.storage, home.profile, token),
      },
      libraries: config.plex.libraries,
      clock,
      serverNow: () => home.clock.now() + (clocks.aheadMs("plex") ?? 0),
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

/** A client for the signed-in Trakt account, and the sign-in it uses. Throws PaktError `not-configured` or `sign-in-needed`. */
export async function openTrakt(
  home: Home,
  onRequest: (event: RequestEvent) => void,
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
