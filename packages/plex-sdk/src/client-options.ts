import type { Clock } from "./clock.ts";

/** One request that reached the wire (each try counts). Holds no query, no header and no body, so it is safe to log. */
export interface RequestEvent {
  readonly method: string;
  /** The path without query, e.g. `/library/sections/1/all`. */
  readonly path: string;
  /** Absent when no answer came. */
  readonly status?: number;
  /** 1 for the first try. */
  readonly attempt: number;
  readonly durationMs: number;
  /** The service's own time when it answered, from its `Date` header: epoch milliseconds, whole seconds. Absent where it told none. */
  readonly answeredAt?: number;
  /** The error's code when the try failed, e.g. `rate-limited`. */
  readonly error?: string;
}

/** What every client of this package needs to know. */
export interface PlexClientOptions {
  /** A stable unique id of this installation; plex.tv ties sign-ins to it (`X-Plex-Client-Identifier`). */
  readonly clientIdentifier: string;
  /** The name that the owner reads in Authorized Devices, e.g. `pakt`. */
  readonly product: string;
  readonly version: string;
  readonly deviceName?: string | undefined;
  readonly platform?: string | undefined;
  /** Default: the global `fetch`, looked up at each request. */
  readonly fetch?: typeof fetch | undefined;
  /** Default: the real time. */
  readonly clock?: Clock | undefined;
  /** A number from 0 up to 1, for the jitter of waits. Default: `Math.random`. */
  readonly random?: (() => number) | undefined;
  readonly onRequest?: ((event: RequestEvent) => void) | undefined;
  /**
   * Reads are sent again on 408, 429, 5xx, lost connections and time-outs; writes on 429 only. The wait before try n is a random part of
   * `baseMs` × 2ⁿ⁻¹ (default 1000), at most `capMs` (default 60 000), or what `Retry-After` asks for. `attempts` counts all tries (default 5).
   */
  readonly retry?: RetryOptions | undefined;
  /** How long one try may take, its body included, by the real clock. Defaults: 30 000 a read, 60 000 a write. */
  readonly timeouts?: { readonly readMs?: number | undefined; readonly writeMs?: number | undefined } | undefined;
}

/** See `PlexClientOptions.retry`. */
export interface RetryOptions {
  readonly attempts?: number | undefined;
  readonly baseMs?: number | undefined;
  readonly capMs?: number | undefined;
}

/** What every call takes. */
export interface CallOptions {
  readonly signal?: AbortSignal | undefined;
}
