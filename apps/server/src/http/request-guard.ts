import { hostname } from "node:os";
import { isIP } from "node:net";

import { HttpFailure } from "./http-failure.ts";

/** What a request is looked at by, before anything else. */
export interface RequestGuard {
  /** Throws HttpFailure for a request that comes by a foreign name, or from a foreign page. */
  check(request: Request): void;
}

/**
 * A page of a stranger can name a domain whose address is this machine (DNS rebinding): only addresses, this machine's own names and those of
 * `allowedHosts` are answered to. A browser says in `Origin` which page sends: only this server's own may.
 */
export function createRequestGuard(allowedHosts: readonly string[]): RequestGuard {
  const machine = hostname().toLowerCase();
  const names = new Set(["localhost", machine, `${machine}.local`, ...allowedHosts.map((name) => name.toLowerCase())]);
  return {
    check: (request) => {
      const { host, hostname: name } = new URL(request.url);
      const bare = name.replace(/^\[|\]$/g, "");
      if (isIP(bare) === 0 && !names.has(bare.replace(/\.$/, ""))) throw foreignHost(bare);
      if (isForeign(request, host)) throw foreignOrigin();
    },
  };
}

function isForeign(request: Request, host: string): boolean {
  const origin = request.headers.get("origin");
  if (origin !== null) return !URL.canParse(origin) || new URL(origin).host !== host;
  const site = request.headers.get("sec-fetch-site");
  // Someone who follows a link comes from elsewhere and only reads; what a stranger's page fetches, no.
  const isVisit = request.method === "GET" && request.headers.get("sec-fetch-mode") === "navigate";
  return site !== null && site !== "same-origin" && site !== "none" && !isVisit;
}

function foreignHost(name: string): HttpFailure {
  return new HttpFailure({
    status: 403,
    code: "foreign-host",
    message: `pakt does not answer to the name ${/^[\w.-]{1,253}$/.test(name) ? name : "that was used"}.`,
    advice: "Open it by its address, or allow the name: pakt serve --allow-host NAME (PAKT_ALLOWED_HOSTS).",
  });
}

function foreignOrigin(): HttpFailure {
  return new HttpFailure({
    status: 403,
    code: "foreign-origin",
    message: "The request came from another page.",
    advice: "Use pakt's own page, or a script with an API key.",
  });
}
