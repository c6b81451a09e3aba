import { getResponse } from "msw";
import type { HttpHandler } from "msw";

import { endpointOf } from "../faults/endpoint-of.ts";
import type { Life } from "./life.ts";

/** A `fetch` of one process that calls the services' handlers by host name, without a port and a connection: several times faster. */
export function createDirectFetch(
  handlersByHost: Readonly<Record<string, readonly HttpHandler[]>>,
  life: Life,
): typeof fetch {
  return async (input, init) => {
    const request = new Request(input, init);
    const { hostname, pathname } = new URL(request.url);
    const name = endpointOf({ method: request.method, path: pathname });
    const handlers = handlersByHost[hostname];
    if (handlers === undefined) throw new Error(`There is no ${hostname}.`);
    life.reach({ kind: "request", name, moment: "before" });
    const response = await getResponse([...handlers], request);
    life.reach({ kind: "request", name, moment: "after" });
    if (response === undefined) throw new Error(`Nobody answers ${name}.`);
    if (response.type === "error") throw new TypeError("fetch failed");
    return response;
  };
}
