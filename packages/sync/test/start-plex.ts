import { createPlexDiscover, createPlexServer } from "@pakt/plex-sdk";
import type { PlexServer } from "@pakt/plex-sdk";
import { createInMemoryPlex } from "@pakt/plex-sdk/testing";
import type { InMemoryPlex, InMemoryPlexOptions } from "@pakt/plex-sdk/testing";

import { createStorage } from "unstorage";

import { createPlexQualityCache } from "../src/plex-quality-cache.ts";
import type { PlexReplicaOptions, ServerOfReplica } from "../src/plex-replica.ts";
import { createPlexWatchlistCache } from "../src/plex-watchlist-cache.ts";
import { createFakeClock } from "./fake-clock.ts";
import type { FakeClock } from "./fake-clock.ts";
import { toFetch } from "./to-fetch.ts";

/** An in-memory Plex and a client for it, on one clock. */
export interface StartedPlex {
  readonly plex: InMemoryPlex;
  readonly server: PlexServer;
  readonly clock: FakeClock;
  /** What a replica of it is made of: all libraries, empty caches. */
  readonly parts: PlexReplicaOptions & Pick<ServerOfReplica, "server" | "probe">;
}

/** Starts an in-memory Plex with a movie library 1 and a show library 2, both empty. No wait takes any time. */
export function startPlex(options: InMemoryPlexOptions & { readonly clock?: FakeClock } = {}): StartedPlex {
  const { clock = createFakeClock(), ...rest } = options;
  const plex = createInMemoryPlex({ now: () => clock.now(), ...rest });
  plex.libraries.add({ key: "1", title: "Movies", type: "movie" });
  plex.libraries.add({ key: "2", title: "Shows", type: "show" });
  const shared = {
    token: plex.token,
    clientIdentifier: "pakt-test",
    product: "pakt",
    version: "1.0.0",
    fetch: toFetch(plex.handlers),
    clock,
    random: () => 0,
  };
  const url = "http://plex.test:32400";
  const server = createPlexServer({ ...shared, url });
  const storage = createStorage();
  const probe = createPlexServer({ ...shared, url, retry: { attempts: 1 } });
  const synced = { server, probe, libraries: "all", serverNow: () => clock.now(), aheadMs: () => undefined } as const;
  const parts: StartedPlex["parts"] = {
    server,
    probe,
    servers: [synced],
    discover: createPlexDiscover({ ...shared, url: `${url}/discover` }),
    readAccountId: () => Promise.resolve("ann"),
    caches: {
      quality: createPlexQualityCache(storage, "default"),
      watchlist: createPlexWatchlistCache(storage, "default", plex.token),
    },
    clock,
    concurrentWrites: 4,
  };
  return { plex, server, clock, parts };
}
