import { createFetch, FetchError } from "ofetch";
import { abortedError } from "./aborted.ts";
import { answeredAt } from "./answered-at.ts";
import { isWrite } from "./call.ts";
import type { Call, TraktRequest } from "./call.ts";
import { describeFailure, neverLeft } from "./network-failure.ts";
import type { Settings } from "./options.ts";
import { TraktError } from "./trakt-error.ts";
import { withoutSecrets } from "./without-secrets.ts";

/**
 * The only way to the wire: one request, one answer of any status, no second try.
 *
 * ofetch's own retry resends writes, its time-out is ignored beside a signal, and its parser turns broken JSON into a string: all
 * three are done here or further out. Its `FetchError` holds the request's headers and is not passed on as a cause.
 */
export function createSend(settings: Settings): Call {
  const wire = createFetch({ fetch: settings.fetch, Headers, AbortController });

  return async (request) => {
    const url = toUrl(settings, request);
    if (request.signal?.aborted) throw abortedError(request, { url, cause: request.signal.reason, sent: false });
    const startedAt = settings.clock.now();
    const limit = startTimeout(isWrite(request) ? settings.writeTimeoutMs : settings.readTimeoutMs);
    const report = (end: { status: number; answeredAt?: number } | { error: string }): void => {
      settings.onRequest({
        method: request.method,
        path: request.path,
        attempt: request.attempt ?? 1,
        durationMs: settings.clock.now() - startedAt,
        ...end,
      });
    };
    try {
      const {
        status,
        headers,
        _data: text = "",
      } = await wire.raw(url, {
        method: request.method,
        headers: toHeaders(settings, request),
        signal: request.signal === undefined ? limit.signal : AbortSignal.any([request.signal, limit.signal]),
        // A followed redirect would turn a write into a read of another page.
        redirect: "manual",
        retry: false,
        ignoreResponseError: true,
        responseType: "text",
        ...(request.body === undefined ? {} : { body: JSON.stringify(request.body) }),
      });
      report({ status, ...answeredAt(headers) });
      return { status, headers, text, url };
    } catch (error) {
      const cause: unknown = error instanceof FetchError ? error.cause : error;
      const { clientSecret } = settings;
      const failure = toFailure(request, { url, cause, timedOut: limit.signal.aborted, clientSecret });
      report({ error: failure.code });
      throw failure;
    } finally {
      limit.stop();
    }
  };
}

function toUrl(settings: Settings, request: TraktRequest): string {
  const url = new URL((request.host === "api" ? settings.apiUrl : settings.authUrl) + request.path);
  for (const [name, value] of Object.entries(request.query ?? {})) {
    if (value !== undefined) url.searchParams.set(name, String(value));
  }
  return url.href;
}

// Content-Type goes with every request, GET included (Trakt docs, required-headers).
function toHeaders(settings: Settings, request: TraktRequest): Record<string, string> {
  return {
    "content-type": "application/json",
    accept: "application/json",
    "user-agent": settings.userAgent,
    "trakt-api-version": "2",
    "trakt-api-key": settings.clientId,
    ...(request.accessToken === undefined ? {} : { authorization: `Bearer ${request.accessToken}` }),
  };
}

function startTimeout(ms: number): { signal: AbortSignal; stop: () => void } {
  const controller = new AbortController();
  const timer = setTimeout(() => controller.abort(new Error(`no answer within ${ms} ms`)), ms);
  return { signal: controller.signal, stop: () => clearTimeout(timer) };
}

function toFailure(
  request: TraktRequest,
  failure: { url: string; cause: unknown; timedOut: boolean; clientSecret: string | undefined },
): TraktError {
  const { url, cause } = failure;
  if (request.signal?.aborted) return abortedError(request, { url, cause: request.signal.reason, sent: true });
  if (failure.timedOut) {
    return new TraktError({
      code: "timeout",
      message: "Trakt did not answer in time; try again in a few minutes.",
      method: request.method,
      url,
      mayHaveHappened: isWrite(request),
      cause,
    });
  }
  const secrets = [...(request.secrets ?? []), request.accessToken, failure.clientSecret];
  return new TraktError({
    code: "network",
    message: `The connection to Trakt failed (${withoutSecrets(describeFailure(cause), secrets)}); check the network and try again.`,
    method: request.method,
    url,
    mayHaveHappened: isWrite(request) && !neverLeft(cause),
    cause,
  });
}
