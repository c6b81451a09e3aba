import type { Call, TraktRequest } from "./call.ts";
import { isTraktError, TraktError } from "./trakt-error.ts";

/** The error for a request that the caller's signal stopped. */
export function abortedError(
  request: Pick<TraktRequest, "method">,
  stop: { readonly url: string; readonly cause: unknown; readonly sent: boolean },
): TraktError {
  return new TraktError({
    code: "aborted",
    message: "The request was cancelled.",
    method: request.method,
    url: stop.url,
    mayHaveHappened: stop.sent && request.method !== "GET",
    cause: stop.cause,
  });
}

/** Makes a wait that the caller's signal ended (pacing, back-off, refresh) an `aborted` error like any other. */
export function withAbort(call: Call, toUrl: (request: TraktRequest) => string): Call {
  return async (request) => {
    try {
      return await call(request);
    } catch (error) {
      if (isTraktError(error) || !request.signal?.aborted) throw error;
      // Only waits end like this: a request on the wire is turned into a TraktError where it is sent.
      throw abortedError(request, { url: toUrl(request), cause: request.signal.reason, sent: false });
    }
  };
}
