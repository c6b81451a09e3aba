/** One request before it is put on the wire. Token, pacing and retry wrap a {@link Call} and have its signature. */
export interface TraktRequest {
  readonly method: "GET" | "POST";
  readonly host: "api" | "auth";
  /** Starts with a slash. */
  readonly path: string;
  readonly query?: Readonly<Record<string, string | number | boolean | undefined>> | undefined;
  readonly body?: unknown;
  readonly signal?: AbortSignal | undefined;
  /** Set by the token layer. */
  readonly accessToken?: string;
  /** What no text of an answer may be quoted with; the token layer and the exchange of tokens set it. */
  readonly secrets?: readonly string[];
  /** Set by the retry layer; 1 is the first. */
  readonly attempt?: number;
}

/** An answer whose body is still text. */
export interface TraktAnswer {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  /** Where it came from, for messages. No secret in it. */
  readonly url: string;
}

/** Sends a request. Throws a `TraktError` for all but a 2xx answer. */
export type Call = (request: TraktRequest) => Promise<TraktAnswer>;

/** Whether sending it twice may do something twice. */
export function isWrite(request: TraktRequest): boolean {
  return request.method !== "GET";
}
