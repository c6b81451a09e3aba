import { getResponse } from "msw";
import type { HttpHandler } from "msw";

/** A `fetch` that the handlers answer, in this process. A request that none of them wants is an error, as is a lost connection. */
export function toFetch(handlers: readonly HttpHandler[]): typeof fetch {
  return async (input, init) => {
    const request = new Request(input, init);
    request.signal.throwIfAborted();
    const response = await getResponse([...handlers], request);
    if (response === undefined) throw new Error(`Nothing answers ${request.method} ${request.url}.`);
    if (response.type === "error") throw new TypeError("Failed to fetch");
    return response;
  };
}
