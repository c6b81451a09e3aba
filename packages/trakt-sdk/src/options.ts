import { systemClock } from "./clock.ts";
import type { Clock } from "./clock.ts";
import type { TokenStore } from "./tokens.ts";
import type { TraktError } from "./trakt-error.ts";

/** One request that was put on the wire, and how it ended. */
export interface RequestEvent {
  readonly method: string;
  /** Without the query. */
  readonly path: string;
  /** Absent when no whole answer came. */
  readonly status?: number;
  /** 1 for the first try of a request. */
  readonly attempt: number;
  readonly durationMs: number;
  /** The service's own time when it answered, from its `Date` header: epoch milliseconds, whole seconds. Absent where it told none. */
  readonly answeredAt?: number;
  /** What broke, when no whole answer came. */
  readonly error?: string;
}

/** All that a client needs; nothing is read from the environment. */
export interface TraktOptions {
  /** The app's client id, sent as `trakt-api-key`. */
  readonly clientId: string;
  /** Absent for an app that signs in with PKCE. */
  readonly clientSecret?: string | undefined;
  /** Product and version, e.g. `pakt/1.0.0 (+https://…)`. Trakt's edge refuses default agents (Trakt docs, required-headers). */
  readonly userAgent: string;
  readonly tokens: TokenStore;
  /** Default `https://api.trakt.tv`. */
  readonly apiUrl?: string | undefined;
  /** Default `https://auth.trakt.tv`: OAuth moved there in July 2026. */
  readonly authUrl?: string | undefined;
  /** Must equal the app's. Default `urn:ietf:wg:oauth:2.0:oob`, what apps without a page register. */
  readonly redirectUri?: string | undefined;
  readonly fetch?: typeof fetch | undefined;
  readonly clock?: Clock | undefined;
  /** From 0 (included) to 1 (excluded), for the jitter. Default `Math.random`. */
  readonly random?: (() => number) | undefined;
  /** Called once for each request that was put on the wire, retries included. */
  readonly onRequest?: ((event: RequestEvent) => void) | undefined;
  /** Called when tokens that are still good could not be renewed ahead of time: they are used on, and tried again ten minutes later. */
  readonly onRenewalFailed?: ((error: TraktError) => void) | undefined;
  readonly retry?:
    | {
        /** Tries in all. Default 5. */
        readonly attempts?: number | undefined;
        /** Longest first wait. Default 1000. */
        readonly baseMs?: number | undefined;
        /** Longest wait that we choose ourselves. Default 60000. */
        readonly capMs?: number | undefined;
      }
    | undefined;
  readonly pacing?:
    | {
        /** From the end of one write to the start of the next. Default 1100: Trakt allows one a second per user. */
        readonly writeIntervalMs?: number | undefined;
        /** Reads per period. Default 1000. */
        readonly readLimit?: number | undefined;
        /** Default 300000. */
        readonly readPeriodMs?: number | undefined;
      }
    | undefined;
  readonly timeouts?:
    | {
        /** Default 30000. */
        readonly readMs?: number | undefined;
        /** Default 60000: big batches take long (trakt/trakt-api#448). */
        readonly writeMs?: number | undefined;
      }
    | undefined;
}

/** {@link TraktOptions} with every default filled in. */
export interface Settings {
  readonly clientId: string;
  readonly clientSecret: string | undefined;
  readonly userAgent: string;
  readonly tokens: TokenStore;
  readonly apiUrl: string;
  readonly authUrl: string;
  readonly redirectUri: string;
  readonly fetch: typeof fetch;
  readonly clock: Clock;
  readonly random: () => number;
  readonly onRequest: (event: RequestEvent) => void;
  readonly onRenewalFailed: (error: TraktError) => void;
  readonly attempts: number;
  readonly baseMs: number;
  readonly capMs: number;
  readonly writeIntervalMs: number;
  readonly readLimit: number;
  readonly readPeriodMs: number;
  readonly readTimeoutMs: number;
  readonly writeTimeoutMs: number;
}

/** Fills in the defaults. */
export function toSettings(options: TraktOptions): Settings {
  return {
    clientId: options.clientId,
    clientSecret: options.clientSecret,
    userAgent: options.userAgent,
    tokens: options.tokens,
    apiUrl: withoutSlash(options.apiUrl ?? "https://api.trakt.tv"),
    authUrl: withoutSlash(options.authUrl ?? "https://auth.trakt.tv"),
    redirectUri: options.redirectUri ?? "urn:ietf:wg:oauth:2.0:oob",
    // Looked up at each call, so that a fetch replaced later (by a test's interceptor) is the one used.
    fetch: options.fetch ?? ((...request) => globalThis.fetch(...request)),
    clock: options.clock ?? systemClock,
    random: options.random ?? Math.random,
    onRequest: options.onRequest ?? (() => {}),
    onRenewalFailed: options.onRenewalFailed ?? (() => {}),
    attempts: options.retry?.attempts ?? 5,
    baseMs: options.retry?.baseMs ?? 1000,
    capMs: options.retry?.capMs ?? 60_000,
    writeIntervalMs: options.pacing?.writeIntervalMs ?? 1100,
    readLimit: options.pacing?.readLimit ?? 1000,
    readPeriodMs: options.pacing?.readPeriodMs ?? 300_000,
    readTimeoutMs: options.timeouts?.readMs ?? 30_000,
    writeTimeoutMs: options.timeouts?.writeMs ?? 60_000,
  };
}

function withoutSlash(url: string): string {
  return url.replace(/\/+$/, "");
}
