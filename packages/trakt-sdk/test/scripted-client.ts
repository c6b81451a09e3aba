import { createMemoryTokenStore, createTrakt } from "../src/index.ts";
import type { RequestEvent, Tokens, Trakt, TraktOptions } from "../src/index.ts";
import { createFakeClock } from "./fake-clock.ts";
import type { FakeClock } from "./fake-clock.ts";
import { scriptFetch } from "./scripted-fetch.ts";
import type { Scripted, SeenRequest } from "./scripted-fetch.ts";

/** A client whose network is a script. */
export interface ScriptedClient {
  readonly trakt: Trakt;
  readonly seen: readonly SeenRequest[];
  readonly clock: FakeClock;
  readonly events: readonly RequestEvent[];
}

/** Tokens that are good for a long time. */
export const goodTokens: Tokens = {
  accessToken: "access-good",
  refreshToken: "refresh-good",
  expiresAt: Date.parse("2030-01-01T00:00:00.000Z"),
};

/** Signed in, with a secret, no jitter; `options` win. */
export function scriptClient(answers: readonly Scripted[], options: Partial<TraktOptions> = {}): ScriptedClient {
  const clock = createFakeClock();
  const events: RequestEvent[] = [];
  const { fetch, seen } = scriptFetch(...answers);
  const trakt = createTrakt({
    clientId: "client",
    clientSecret: "secret",
    userAgent: "pakt-test/1.0",
    tokens: createMemoryTokenStore(goodTokens),
    fetch,
    clock,
    random: () => 0,
    onRequest: (event) => events.push(event),
    ...options,
  });
  return { trakt, seen, clock, events };
}

/** The body of a `last_activities` answer. */
export const activities = {
  all: "2026-11-20T07:01:32.000Z",
  movies: { watched_at: "2026-11-19T21:42:41.000Z", rated_at: null, collected_at: null, watchlisted_at: null },
  episodes: { watched_at: null, rated_at: null, collected_at: null, watchlisted_at: null },
  shows: { rated_at: null, watchlisted_at: null },
  seasons: { rated_at: null, watchlisted_at: null },
};
