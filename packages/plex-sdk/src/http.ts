import { createFetch } from "ofetch";

import { PlexError } from "./plex-error.ts";
import { redirectTarget } from "./redirect-target.ts";

/** One request as it goes out. */
export interface HttpRequest {
  readonly method: "GET" | "POST" | "PUT" | "DELETE";
  /** Absolute, with query. */
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly timeoutMs: number;
  readonly signal?: AbortSignal | undefined;
}

/** One answer as it came in, of any status; the body is text and has not been looked at. */
export interface HttpAnswer {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
}

/** Sends once. Throws a `PlexError` (`network`, `timeout`, `aborted`, `edge-blocked`) when no answer came. */
export type SendHttp = (request: HttpRequest) => Promise<HttpAnswer>;

const MAX_REDIRECTS = 3;

/** Makes the one function of this package that talks to the network. */
export function createHttp(fetchOption: typeof fetch | undefined): SendHttp {
  // Looked up at each request, so that an interceptor that replaces the global `fetch` later is used.
  const client = createFetch({ fetch: (input, init) => (fetchOption ?? fetch)(input, init) });

  async function sendOnce(request: HttpRequest, url: string, signal: AbortSignal): Promise<HttpAnswer> {
    // No retry, time-out or parser of ofetch: it re-sends writes, ignores `timeout` beside `signal`, and turns bad JSON into text.
    const {
      status,
      headers,
      _data: text = "",
    } = await client.raw(url, {
      method: request.method,
      headers: request.headers,
      signal,
      retry: 0,
      redirect: "manual",
      responseType: "text",
      ignoreResponseError: true,
    });
    return { status, headers, text };
  }

  return async (request) => {
    const timeout = new AbortController();
    const timer = setTimeout(() => timeout.abort(), request.timeoutMs);
    const signal = request.signal === undefined ? timeout.signal : AbortSignal.any([request.signal, timeout.signal]);
    try {
      let url = request.url;
      for (let hop = 0; hop <= MAX_REDIRECTS; hop += 1) {
        const answer = await sendOnce(request, url, signal);
        const target = redirectTarget(answer, { ...request, url });
        if (target === undefined) return answer;
        url = target;
      }
      throw new PlexError({ code: "edge-blocked", ...namesOf(request), detail: "it redirects in a circle" });
    } catch (error) {
      if (error instanceof PlexError) throw error;
      throw toPlexError(error, { request, timedOut: timeout.signal.aborted });
    } finally {
      clearTimeout(timer);
    }
  };
}

/** Failures before the first byte left: nothing can have happened. */
const NOT_SENT: ReadonlySet<unknown> = new Set([
  "ECONNREFUSED",
  "ENOTFOUND",
  "EAI_AGAIN",
  "EHOSTUNREACH",
  "ENETUNREACH",
  "UND_ERR_CONNECT_TIMEOUT",
]);

function toPlexError(error: unknown, seen: { request: HttpRequest; timedOut: boolean }): PlexError {
  const isWrite = seen.request.method !== "GET";
  const names = { ...namesOf(seen.request), cause: error };
  if (seen.request.signal?.aborted === true)
    return new PlexError({ code: "aborted", ...names, mayHaveHappened: isWrite });
  if (seen.timedOut) {
    const detail = `nothing for ${seen.request.timeoutMs / 1000} s`;
    return new PlexError({ code: "timeout", ...names, detail, mayHaveHappened: isWrite });
  }
  const systemCode = systemCodeOf(error);
  return new PlexError({
    code: "network",
    ...names,
    detail: systemCode ?? "the connection was lost",
    mayHaveHappened: isWrite && !NOT_SENT.has(systemCode),
  });
}

function systemCodeOf(error: unknown): string | undefined {
  let current = error;
  for (let depth = 0; depth < 5 && current instanceof Error; depth += 1) {
    if ("code" in current && typeof current.code === "string") return current.code;
    current = current.cause;
  }
  return undefined;
}

function namesOf(request: HttpRequest): { method: string; url: string } {
  const { origin, pathname } = new URL(request.url);
  return { method: request.method, url: origin + pathname };
}
