import { readQuery } from "./wire-query.ts";

/** A request that the in-memory Plex has seen. */
export interface LoggedRequest {
  readonly method: string;
  readonly path: string;
  /** Decoded; the name of a filter ends in the first half of its operator (`lastViewedAt>>`). */
  readonly query: Readonly<Record<string, string>>;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  /** Milliseconds since 1970. */
  readonly at: number;
  /** Absent while there is no answer, and when the connection was cut. */
  status?: number;
}

/** The requests so far, oldest first. */
export type RequestLog = readonly LoggedRequest[] & {
  /** Forgets them. */
  clear(): void;
};

/** An empty log, and the way to add to it. */
export function createRequestLog(): { log: RequestLog; add(request: Request, at: number): LoggedRequest } {
  const entries: LoggedRequest[] = [];
  // Hidden from loops and comparisons, so that tests can compare the log with a plain list.
  const clear = {
    value: () => {
      entries.length = 0;
    },
  };
  const log = Object.defineProperty(entries, "clear", clear) as LoggedRequest[] & { clear(): void }; // Just defined.
  return {
    log,
    add: (request, at) => {
      const { pathname, search } = new URL(request.url);
      const entry: LoggedRequest = {
        method: request.method,
        path: pathname,
        query: Object.fromEntries(readQuery(search)),
        headers: Object.fromEntries(request.headers),
        at,
      };
      entries.push(entry);
      return entry;
    },
  };
}
