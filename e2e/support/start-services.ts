import type { Clock } from "@pakt/sync";
import { createInMemoryPlex } from "@pakt/plex-sdk/testing";
import type { InMemoryPlex } from "@pakt/plex-sdk/testing";
import { createInMemoryTrakt } from "@pakt/trakt-sdk/testing";
import type { InMemoryTrakt } from "@pakt/trakt-sdk/testing";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** Both in-memory services on loopback ports, and an empty home to sync from. */
export interface Services {
  readonly plex: InMemoryPlex;
  readonly trakt: InMemoryTrakt;
  readonly home: string;
  /** Where a time was given: the clock of runs in this process. */
  readonly clock?: Clock;
  /** What a person would set to point pakt at them. */
  readonly env: Readonly<Record<string, string>>;
  close(): Promise<void>;
}

/** What the services are started with. */
export interface ServicesOptions {
  readonly plex?: Parameters<typeof createInMemoryPlex>[0];
  readonly trakt?: Parameters<typeof createInMemoryTrakt>[0];
  /** The time, epoch milliseconds: of both services, and of runs in this process, in which waiting then takes no time. */
  readonly now?: () => number;
}

/** Starts both services, empty. */
export async function startServices(options: ServicesOptions = {}): Promise<Services> {
  const { now } = options;
  const timed = now === undefined ? {} : { now };
  const plex = createInMemoryPlex({ ...timed, ...options.plex });
  const trakt = createInMemoryTrakt({
    ...timed,
    ...(now !== undefined && { tokenLifetimeMs: 1e12 }),
    ...options.trakt,
  });
  const [plexAt, traktAt] = await Promise.all([plex.listen(), trakt.listen()]);
  const home = await mkdtemp(join(tmpdir(), "pakt-e2e-"));
  const tokens = trakt.tokens.issue();
  return {
    plex,
    trakt,
    home,
    ...(now !== undefined && { clock: { now, sleep: () => Promise.resolve() } }),
    env: {
      PAKT_HOME: home,
      PAKT_PLEX_URL: plexAt.url,
      PAKT_PLEX_TOKEN: plex.token,
      PAKT_PLEX_TV_URL: plexAt.url,
      PAKT_PLEX_DISCOVER_URL: plexAt.discoverUrl,
      PAKT_TRAKT_API_URL: traktAt.url,
      PAKT_TRAKT_CLIENT_ID: "in-memory-client",
      PAKT_TRAKT_ACCESS_TOKEN: tokens.accessToken,
      PAKT_TRAKT_REFRESH_TOKEN: tokens.refreshToken ?? "",
    },
    close: async () => {
      await Promise.all([plexAt.close(), traktAt.close()]);
      await rm(home, { recursive: true, force: true });
    },
  };
}
