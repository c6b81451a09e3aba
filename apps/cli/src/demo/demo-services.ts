import { createInMemoryPlex } from "@pakt/plex-sdk/testing";
import type { InMemoryPlex } from "@pakt/plex-sdk/testing";
import { createInMemoryTrakt } from "@pakt/trakt-sdk/testing";
import type { InMemoryTrakt } from "@pakt/trakt-sdk/testing";

/** The two services of the demo. */
export interface DemoServices {
  readonly plex: InMemoryPlex;
  readonly trakt: InMemoryTrakt;
}

/** Makes both services, empty. As the real ones do, they take off the watchlist what is watched. */
export function createDemoServices(options: { readonly devicePollSeconds?: number } = {}): DemoServices {
  return { plex: createInMemoryPlex({ dropsWatched: true }), trakt: createInMemoryTrakt(options) };
}
