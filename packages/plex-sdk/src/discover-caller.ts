import type { PlexCaller } from "./call-plex.ts";
import { createCaller } from "./call-plex.ts";
import type { PlexClientOptions } from "./client-options.ts";
import { isPlexError, PlexError } from "./plex-error.ts";

/** Makes the caller of Discover. Its `unauthorized` says which token is needed: people paste a server's, which is good for that server alone. */
export function createDiscoverCaller(options: PlexClientOptions & { readonly baseUrl: string }): PlexCaller {
  const caller = createCaller(options);
  return {
    read: (request, schema) => caller.read(request, schema).catch(explain),
    readIfChanged: (request, schema) => caller.readIfChanged(request, schema).catch(explain),
    send: (request) => caller.send(request).catch(explain),
  };
}

function explain(error: unknown): never {
  if (!isPlexError(error, "unauthorized")) throw error;
  const { code, method, url, status, serviceCode } = error;
  const detail = "the watchlist needs the token of the account; the token of a server is not enough";
  throw new PlexError({ code, method, url, status, serviceCode, detail, cause: error });
}
