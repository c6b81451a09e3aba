import { createMemoryTokenStore, createTrakt } from "@pakt/trakt-sdk";
import type { Trakt } from "@pakt/trakt-sdk";
import { createInMemoryTrakt } from "@pakt/trakt-sdk/testing";
import type { Fault, InMemoryTrakt, InMemoryTraktOptions } from "@pakt/trakt-sdk/testing";

import { createFakeClock } from "./fake-clock.ts";
import type { FakeClock } from "./fake-clock.ts";
import { toFetch } from "./to-fetch.ts";

/** An in-memory Trakt and a signed-in client for it, on one clock. */
export interface StartedTrakt {
  readonly service: InMemoryTrakt;
  readonly trakt: Trakt;
  readonly clock: FakeClock;
}

/** Longer than any test's clock runs: a refresh would be one more request. */
const YEAR_MS = 365 * 24 * 3_600_000;

/** Starts an in-memory Trakt without titles. No wait takes any time. */
export function startTrakt(
  options: InMemoryTraktOptions & { readonly clock?: FakeClock; readonly writeIntervalMs?: number } = {},
): StartedTrakt {
  const { clock = createFakeClock(), writeIntervalMs = 0, ...rest } = options;
  const service = createInMemoryTrakt({ now: () => clock.now(), tokenLifetimeMs: YEAR_MS, ...rest });
  const trakt = createTrakt({
    clientId: "client",
    userAgent: "pakt-test/1.0",
    tokens: createMemoryTokenStore(service.tokens.issue()),
    apiUrl: "https://trakt.test",
    authUrl: "https://trakt.test",
    fetch: toFetch(service.handlers),
    clock,
    random: () => 0,
    pacing: { writeIntervalMs },
  });
  return { service, trakt, clock };
}

/** Lets the first so many requests of a path (all, unless `times` says how many) go wrong. */
export function breakTrakt(
  service: InMemoryTrakt,
  where: { readonly method: "GET" | "POST"; readonly path: string; readonly times?: number },
  fault: Fault,
  phase: "before" | "after" = "before",
): void {
  let left = where.times ?? Number.POSITIVE_INFINITY;
  service.intercept((request) => {
    const isMeant = request.phase === phase && request.method === where.method && request.path === where.path;
    if (!isMeant || left <= 0) return undefined;
    left -= 1;
    return fault;
  });
}

/** An answer of that status without anything in it. */
export function status(code: number, headers: Readonly<Record<string, string>> = {}): Fault {
  return { kind: "status", status: code, headers, body: {} };
}
