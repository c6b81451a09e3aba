import type { PlexFilter } from "../plex-filter.ts";

/** A request as a route sees it. */
export interface Exchange {
  /** What the groups of the path matched. */
  readonly params: readonly string[];
  readonly query: ReadonlyMap<string, string>;
  readonly filters: readonly PlexFilter[];
  /** Both paging values, by header or query; undefined when one is missing. */
  readonly paging: { readonly start: number; readonly size: number } | undefined;
  readonly headers: Headers;
  readonly token: string;
}

/** Whose endpoint it is: each has its own form of error. */
export type Service = "server" | "plex.tv" | "discover";

/** One endpoint of the in-memory services. */
export interface Route {
  readonly methods: readonly string[];
  /** Matched against the whole path, see `routingPath`. */
  readonly path: RegExp;
  /** The query names it takes; anything else is a violation. */
  readonly query: readonly string[];
  readonly takesFilters?: true;
  /** Without both paging values a list is a violation. */
  readonly isList?: true;
  readonly service: Service;
  readonly needsToken: boolean;
  answer(exchange: Exchange): Response;
}

/** A JSON answer from text, so that rows are not written twice. */
export function jsonText(text: string, headers: Readonly<Record<string, string>> = {}): Response {
  return new Response(text, { headers: { "content-type": "application/json", ...headers } });
}

/** A JSON answer. */
export function json(body: unknown, status = 200): Response {
  return new Response(JSON.stringify(body), { status, headers: { "content-type": "application/json" } });
}

const STATUS_WORDS: Readonly<Record<number, string>> = {
  400: "Bad Request",
  401: "Unauthorized",
  404: "Not Found",
  405: "Method Not Allowed",
};

/** An error of a media server: HTML, whatever was asked for. */
export function htmlError(status: number): Response {
  const words = STATUS_WORDS[status] ?? "Error";
  return new Response(`<html><head><title>${words}</title></head><body><h1>${status} ${words}</h1></body></html>`, {
    status,
    headers: { "content-type": "text/html" },
  });
}

/** An error of plex.tv: a list of errors as JSON. */
export function plexTvError(status: number, error: { readonly code: number; readonly message: string }): Response {
  return json({ errors: [{ ...error, status }] }, status);
}

const DISCOVER_ERRORS: Readonly<Record<number, { readonly error: string; readonly message: string }>> = {
  400: { error: "Bad Request", message: "The request is not complete" },
  401: { error: "Unauthorized", message: "An account is needed" },
  404: { error: "Not Found", message: "There is no such title here" },
  409: { error: "Conflict", message: "The title is already on the watchlist" },
};

/** An error of Plex's providers: one error as JSON. */
export function discoverError(status: 400 | 401 | 404 | 409): Response {
  return json(DISCOVER_ERRORS[status], status);
}
