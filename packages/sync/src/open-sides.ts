import type { Clock } from "./clock.ts";
import type { Home } from "./home.ts";
import { openPlexClients } from "./open-plex.ts";
import { openTrakt } from "./open-trakt.ts";
import { createPlexQualityCache } from "./plex-quality-cache.ts";
import { createAccountIdReader } from "./plex-account-id.ts";
import { createPlexReplica } from "./plex-replica.ts";
import type { PlexReplica } from "./plex-replica.ts";
import { createPlexWatchlistCache } from "./plex-watchlist-cache.ts";
import { machineShiftMs } from "./reckon-clocks.ts";
import type { RequestCounter } from "./request-counter.ts";
import { createServiceClocks } from "./service-clocks.ts";
import type { ServiceClocks } from "./service-clocks.ts";
import { syncedServers } from "./synced-servers.ts";
import { createTraktCache } from "./trakt-cache.ts";
import { describeFailedRenewal } from "./trakt-failure.ts";
import { createTraktReplica } from "./trakt-replica.ts";
import type { TraktReplica } from "./trakt-replica.ts";

/** Both sides of a run, ready to be read. */
export interface Sides {
  readonly plex: PlexReplica;
  readonly trakt: TraktReplica;
  /** What Trakt's answers told of its clock so far; those of Plex servers are told by the replica. */
  readonly clocks: ServiceClocks;
  /** Right time, as far as Trakt has told it. */
  readonly clock: Clock;
  /** What a person should know of the sign-ins, so far. */
  readonly warnings: readonly string[];
}

/** Connects to both services with what the home and the environment give. Throws PaktError `not-configured` or `sign-in-needed`. */
export async function openSides(home: Home, counter: RequestCounter): Promise<Sides> {
  const { config, tuning } = home;
  const clocks = createServiceClocks(home.clock);
  const clock: Clock = {
    ...home.clock,
    now: () => home.clock.now() + machineShiftMs(clocks.aheadMs("trakt")),
  };
  const serverClocks = new Map(syncedServers(home).map(({ url }) => [url, createServiceClocks(home.clock)]));
  const { token, account, servers, discover } = await openPlexClients(home, (event, of) => {
    counter.count(of === "account" ? "plex-account" : "plex", event);
    if (of !== "account") serverClocks.get(of.url)?.note("plex", event);
  });
  const warnings: string[] = [];
  const { trakt, lineage } = await openTrakt(home, {
    onRequest: (event) => {
      counter.count("trakt", event);
      clocks.note("trakt", event);
    },
    onRenewalFailed: (error) => warnings.push(describeFailedRenewal(error)),
  });
  return {
    clocks,
    clock,
    warnings,
    plex: createPlexReplica({
      servers: servers.map((server) => {
        const aheadMs = (): number | undefined => serverClocks.get(server.url)?.aheadMs("plex");
        return { ...server, aheadMs, serverNow: () => home.clock.now() + (aheadMs() ?? 0) };
      }),
      discover,
      readAccountId: createAccountIdReader({ account, storage: home.storage, profile: home.profile, token, clock }),
      caches: {
        quality: createPlexQualityCache(home.storage, home.profile),
        watchlist: createPlexWatchlistCache(home.storage, home.profile, token),
      },
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
