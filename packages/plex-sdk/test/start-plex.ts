import { setupServer } from "msw/node";
import { afterAll, afterEach, beforeAll } from "vitest";

import { createPlexAccount, createPlexDiscover, createPlexServer } from "../src/index.ts";
import type { PlexAccount, PlexClientOptions, PlexDiscover, PlexServer } from "../src/index.ts";
import type { InMemoryPlex, InMemoryPlexOptions } from "../src/testing/index.ts";
import { createInMemoryPlex } from "../src/testing/index.ts";
import { clientOptions } from "./client-options.ts";

/** 2026-11-22T08:00:00Z in milliseconds, the time in all tests. */
export const NOW = 1_795_334_400_000;

/** An in-memory Plex with a movie library 1 and a show library 2, and clients for it. */
export interface Started {
  readonly plex: InMemoryPlex;
  readonly server: PlexServer;
  readonly account: PlexAccount;
  readonly discover: PlexDiscover;
}

/** Intercepts the network of a test file; anything that the in-memory Plex does not answer is an error. */
export function useInMemoryPlex(): (options?: InMemoryPlexOptions, client?: Partial<PlexClientOptions>) => Started {
  const network = setupServer();
  beforeAll(() => {
    network.listen({ onUnhandledFrame: "error" });
  });
  afterEach(() => {
    network.resetHandlers();
  });
  afterAll(() => {
    network.close();
  });
  return (options = {}, client = {}) => {
    const plex = createInMemoryPlex({ now: () => NOW, ...options });
    plex.libraries.add({ key: "1", title: "Movies", type: "movie" });
    plex.libraries.add({ key: "2", title: "TV", type: "show", agent: "com.plexapp.agents.hama" });
    network.use(...plex.handlers);
    const shared = clientOptions(client);
    return {
      plex,
      server: createPlexServer({ ...shared, url: "http://plex.test:32400/", token: plex.token }),
      account: createPlexAccount({ ...shared, token: plex.token }),
      discover: createPlexDiscover({ ...shared, token: plex.token }),
    };
  };
}
