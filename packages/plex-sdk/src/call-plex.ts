import type { z } from "zod";

import { toAnswerError } from "./answer-error.ts";
import { answeredAt } from "./answered-at.ts";
import { systemClock } from "./clock.ts";
import type { PlexClientOptions } from "./client-options.ts";
import { createHttp } from "./http.ts";
import type { HttpAnswer, HttpRequest } from "./http.ts";
import { isPlexError, PlexError } from "./plex-error.ts";
import { expectNoPage, readAnswer } from "./read-answer.ts";
import type { RetryRule } from "./retry.ts";
import { withRetries } from "./retry.ts";
import { secretsOf } from "./secrets-of.ts";

/** One call of an endpoint: what a resource function says, without tokens, waits or tries. */
export interface PlexRequest {
  readonly method: HttpRequest["method"];
  readonly path: string;
  /** Already encoded, see `toQueryString`. */
  readonly query?: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** Default: `read` for GET, `write` for the rest. */
  readonly retry?: RetryRule;
  /** The least wait before another try, in milliseconds, whatever chance or `Retry-After` say. Default 0. */
  readonly restMs?: number | undefined;
  readonly signal?: AbortSignal | undefined;
}

/** Sends requests to one base address. */
export interface PlexCaller {
  /** The answer's body, checked by `schema`. */
  read<S extends z.ZodType>(request: PlexRequest, schema: S): Promise<PlexAnswer<z.output<S>>>;
  /** The same with `If-None-Match`; undefined when the service answers 304: what it last sent with that `etag` still holds. */
  readIfChanged<S extends z.ZodType>(
    request: PlexRequest & { readonly etag: string },
    schema: S,
  ): Promise<PlexAnswer<z.output<S>> | undefined>;
  /** For answers whose body does not matter. */
  send(request: PlexRequest): Promise<void>;
}

/** A checked body with the headers that came with it. */
export interface PlexAnswer<T> {
  readonly body: T;
  readonly headers: Headers;
}

/** Makes the caller of one base address, e.g. `http://10.0.0.5:32400` or `https://example.org/plex`. Throws `invalid-request` for an address that is none. */
export function createCaller(options: PlexClientOptions & { readonly baseUrl: string }): PlexCaller {
  const base = readBaseUrl(options.baseUrl);
  const http = createHttp(options.fetch);
  const { clock = systemClock, random = Math.random } = options;

  async function call(request: PlexRequest): Promise<HttpAnswer> {
    const url = base + request.path;
    const rule = request.retry ?? (request.method === "GET" ? "read" : "write");
    const { readMs = 30_000, writeMs = 60_000 } = options.timeouts ?? {};
    const outgoing: HttpRequest = {
      method: request.method,
      url: request.query === undefined || request.query === "" ? url : `${url}?${request.query}`,
      headers: request.headers ?? {},
      timeoutMs: request.method === "GET" ? readMs : writeMs,
      signal: request.signal,
    };
    const attempt = async (number: number): Promise<HttpAnswer> => {
      const startedAt = clock.now();
      const report = (result: { status?: number; error?: string; answeredAt?: number }): void =>
        options.onRequest?.({
          method: request.method,
          path: request.path,
          attempt: number,
          durationMs: clock.now() - startedAt,
          ...result,
        });
      try {
        const answer = await http(outgoing);
        const error = isGood(answer, outgoing)
          ? undefined
          : toAnswerError(answer, { method: request.method, url, now: clock.now(), secrets: secretsOf(outgoing) });
        report({
          status: answer.status,
          ...answeredAt(answer.headers),
          ...(error === undefined ? {} : { error: error.code }),
        });
        if (error !== undefined) throw error;
        return answer;
      } catch (error) {
        if (isPlexError(error) && error.status === undefined) report({ error: error.code });
        throw error;
      }
    };
    const { restMs, signal } = request;
    return withRetries(attempt, { rule, clock, random, retry: options.retry ?? {}, restMs, signal });
  }

  function check<S extends z.ZodType>(answer: HttpAnswer, from: PlexRequest & { readonly schema: S }): Checked<S> {
    const body = readAnswer(answer, { schema: from.schema, method: from.method, url: base + from.path });
    return { body, headers: answer.headers };
  }

  return {
    read: async (request, schema) => check(await call(request), { ...request, schema }),
    readIfChanged: async ({ etag, ...request }, schema) => {
      const answer = await call({ ...request, headers: { ...request.headers, [CONDITION]: etag } });
      return answer.status === 304 ? undefined : check(answer, { ...request, schema });
    },
    send: async (request) => {
      const answer = await call(request);
      expectNoPage(answer, { method: request.method, url: base + request.path });
    },
  };
}

type Checked<S extends z.ZodType> = PlexAnswer<z.output<S>>;

const CONDITION = "if-none-match";

/** 304 is an answer only to those who asked by `If-None-Match`. */
function isGood(answer: HttpAnswer, request: HttpRequest): boolean {
  return answer.status < 300 || (answer.status === 304 && CONDITION in request.headers);
}

/** Origin and path without a slash at the end. Names and passwords in an address are refused: `fetch` does not take them and would quote them. */
function readBaseUrl(text: string): string {
  const url = URL.parse(text.trim());
  if (url === null || !/^https?:$/.test(url.protocol)) {
    throw new PlexError({
      code: "invalid-request",
      detail: "the address of the server is not an http or https address",
    });
  }
  if (url.username !== "" || url.password !== "") {
    throw new PlexError({
      code: "invalid-request",
      detail: "the address of the server must not hold a name or password",
    });
  }
  return url.origin + url.pathname.replace(/\/+$/, "");
}
