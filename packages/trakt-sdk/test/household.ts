import { getResponse } from "msw";
import { createMemoryTokenStore, createTrakt } from "../src/index.ts";
import type { TokenStore, Trakt, TraktOptions } from "../src/index.ts";
import { createInMemoryTrakt } from "../src/testing/index.ts";
import type { InMemoryTrakt, InMemoryTraktOptions } from "../src/testing/index.ts";
import { createFakeClock } from "./fake-clock.ts";
import type { FakeClock } from "./fake-clock.ts";

/** A signed-in client and the in-memory Trakt that it talks to, on one clock. */
export interface Household {
  readonly service: InMemoryTrakt;
  readonly trakt: Trakt;
  readonly tokens: TokenStore;
  readonly clock: FakeClock;
}

/** Two movies, and a show with specials (1 episode) and a season (2 episodes). */
export function createHousehold(
  options: {
    readonly service?: InMemoryTraktOptions;
    readonly client?: Partial<TraktOptions>;
    /** Default `secret`; null for an app that has none. */
    readonly secret?: null;
  } = {},
): Household {
  const clock = createFakeClock();
  const service = createInMemoryTrakt({ now: () => clock.now(), ...options.service });
  service.catalogue.addMovie({ ids: { trakt: 1, imdb: "tt0113277", tmdb: 949 }, title: "Heat", year: 1995 });
  service.catalogue.addMovie({ ids: { trakt: 2, imdb: "tt0133093", tmdb: 603 }, title: "The Matrix", year: 1999 });
  service.catalogue.addShow({
    ids: { trakt: 10, slug: "harbour", imdb: "tt0000010", tmdb: 110, tvdb: 210 },
    title: "Harbour",
    year: 2020,
    seasons: [
      { number: 0, ids: { trakt: 100 }, episodes: [{ number: 1, ids: { trakt: 1000 }, title: "Extra" }] },
      {
        number: 1,
        ids: { trakt: 101, tvdb: 301 },
        episodes: [
          { number: 1, ids: { trakt: 1001, tvdb: 401, tmdb: 501 }, title: "One" },
          { number: 2, ids: { trakt: 1002, tvdb: 402 }, title: "Two" },
        ],
      },
    ],
  });
  const tokens = options.client?.tokens ?? createMemoryTokenStore(service.tokens.issue());
  const trakt = createTrakt({
    clientId: "client",
    ...(options.secret === null ? {} : { clientSecret: "secret" }),
    userAgent: "pakt-test/1.0",
    fetch: toFetch(service),
    clock,
    random: () => 0,
    ...options.client,
    tokens,
  });
  return { service, trakt, tokens, clock };
}

/** A fetch that reaches the in-memory service and nothing else. */
export function toFetch(service: InMemoryTrakt): typeof fetch {
  return async (input, init) => {
    const request = new Request(input, init);
    const response = await getResponse([...service.handlers], request);
    if (response === undefined || response.type === "error") throw new TypeError("fetch failed");
    return response;
  };
}
