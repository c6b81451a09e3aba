/** What a route says, before it is made a response. */
export interface Answer {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  /** Sent as JSON; absent for an empty body. */
  readonly body?: unknown;
  /** Sent as it is, as a web page. */
  readonly html?: string;
}

/** A request with its address taken apart. */
export interface RouteRequest {
  readonly method: string;
  readonly path: string;
  readonly query: URLSearchParams;
  readonly headers: Headers;
  /** Parsed JSON; undefined when there is none. */
  readonly body: unknown;
}
