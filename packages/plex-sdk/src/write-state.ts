import type { CallOptions } from "./client-options.ts";
import type { ServerWire } from "./list-items.ts";
import { toQueryString } from "./query-string.ts";

/** What to mark. */
export interface MarkOptions extends CallOptions {
  readonly ratingKey: string;
}

/** What to rate, and how. */
export interface RateOptions extends CallOptions {
  readonly ratingKey: string;
  /** 0 to 10; `undefined` clears. */
  readonly rating: number | undefined;
  /** Default: now, by the server's clock. Kept to the second. */
  readonly ratedAt?: Date | undefined;
}

const LIBRARY = "com.plexapp.plugins.library";

/** `PUT /:/scrobble` and `/:/unscrobble`. */
export function writeMark(
  wire: ServerWire,
  mark: MarkOptions & { readonly as: "watched" | "unwatched" },
): Promise<void> {
  return wire.caller.send({
    method: "PUT",
    path: mark.as === "watched" ? "/:/scrobble" : "/:/unscrobble",
    query: toQueryString({ identifier: LIBRARY, key: mark.ratingKey }),
    headers: wire.headers,
    signal: mark.signal,
  });
}

/** `PUT /:/rate`; -1 clears (python-plexapi). */
export function writeRating(wire: ServerWire, options: RateOptions): Promise<void> {
  const { rating, ratedAt } = options;
  const epoch = ratedAt === undefined || rating === undefined ? undefined : Math.floor(ratedAt.getTime() / 1000);
  return wire.caller.send({
    method: "PUT",
    path: "/:/rate",
    query: toQueryString({ identifier: LIBRARY, key: options.ratingKey, rating: rating ?? -1, ratedAt: epoch }),
    headers: wire.headers,
    signal: options.signal,
  });
}
