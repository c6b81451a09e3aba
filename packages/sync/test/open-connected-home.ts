import { createInMemoryPlex } from "@pakt/plex-sdk/testing";
import type { InMemoryPlex } from "@pakt/plex-sdk/testing";
import { createInMemoryTrakt } from "@pakt/trakt-sdk/testing";
import type { InMemoryTrakt } from "@pakt/trakt-sdk/testing";

import { openHome } from "../src/home.ts";
import type { Home, OpenHomeOptions, Tuning } from "../src/home.ts";
import { createFakeClock } from "./fake-clock.ts";
import type { FakeClock } from "./fake-clock.ts";
import { openTestHome } from "./open-test-home.ts";
import { toFetch } from "./to-fetch.ts";

/** A home whose environment points at both in-memory services. */
export interface ConnectedHome {
  readonly home: Home;
  /** Opens it once more, with another profile. */
  readonly reopen: (profile: string) => Promise<Home>;
  readonly plex: InMemoryPlex;
  readonly trakt: InMemoryTrakt;
  readonly clock: FakeClock;
  /** Every token that it knows: none of them may show anywhere. */
  readonly secrets: readonly string[];
}

/** Opens a home with a movie library 1 and a show library 2, both empty, and an account without anything in it. */
export async function openConnectedHome(
  options: {
    /** Changes to the environment; an empty value takes a variable away. */
    readonly env?: Readonly<Record<string, string>>;
    readonly files?: Readonly<Record<string, string>>;
    readonly tuning?: Partial<Tuning>;
    readonly profile?: string;
    readonly plex?: Parameters<typeof createInMemoryPlex>[0];
  } = {},
): Promise<ConnectedHome> {
  const clock = createFakeClock();
  const plex = createInMemoryPlex({ now: () => clock.now(), token: "plex-token-c2VjcmV0", ...options.plex });
  plex.libraries.add({ key: "1", title: "Movies", type: "movie" });
  plex.libraries.add({ key: "2", title: "Shows", type: "show" });
  const trakt = createInMemoryTrakt({ now: () => clock.now() });
  const { accessToken, refreshToken = "" } = trakt.tokens.issue();
  const fetches: Readonly<Record<string, typeof fetch>> = {
    "plex.test": toFetch(plex.handlers),
    "trakt.test": toFetch(trakt.handlers),
  };
  const opened: Partial<OpenHomeOptions> = {
    clock,
    fetch: (input, init) => {
      const request = new Request(input, init);
      const fetchFrom = fetches[new URL(request.url).hostname];
      if (fetchFrom === undefined) throw new Error(`There is no ${request.url}.`);
      return fetchFrom(request);
    },
    env: {
      PAKT_PLEX_URL: "http://plex.test:32400",
      PAKT_PLEX_TOKEN: plex.token,
      PAKT_PLEX_TV_URL: "http://plex.test:32400",
      PAKT_PLEX_DISCOVER_URL: "http://plex.test:32400/discover",
      PAKT_TRAKT_API_URL: "https://trakt.test",
      PAKT_TRAKT_CLIENT_ID: "client",
      PAKT_TRAKT_ACCESS_TOKEN: accessToken,
      PAKT_TRAKT_REFRESH_TOKEN: refreshToken,
      ...options.env,
    },
    tuning: { writeIntervalMs: 0, retryBaseMs: 1, lockWaitMs: 0, ...options.tuning },
  };
  const { files, profile } = options;
  const home = await openTestHome({ ...opened, profile, ...(files === undefined ? {} : { files }) });
  const reopen = (as: string): Promise<Home> =>
    openHome({
      userHome: home.folder,
      product: home.product,
      ...opened,
      env: { ...opened.env, PAKT_HOME: home.folder },
      profile: as,
    });
  return { home, reopen, plex, trakt, clock, secrets: [plex.token, accessToken, refreshToken] };
}
