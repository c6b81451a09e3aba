import type { Environment } from "@pakt/sync";

/** Counts the requests to both services by what came back. */
export interface RequestTally {
  /** The real `fetch`, counting. */
  readonly fetch: typeof fetch;
  /** Requests by service and status; the status of a request without an answer is `none`. */
  counts(): readonly { readonly service: "plex" | "trakt"; readonly status: string; readonly count: number }[];
}

/** A tally at zero. What goes neither to Trakt nor to where the environment says that Trakt is goes to Plex. */
export function createRequestTally(
  environment: Pick<Environment, "traktApiUrl" | "traktAuthUrl">,
  send: typeof fetch = fetch,
): RequestTally {
  const counts = new Map<string, number>();
  const hosts = new Set(
    [environment.traktApiUrl, environment.traktAuthUrl].flatMap((url) => (url === undefined ? [] : new URL(url).host)),
  );
  const note = (url: string, status: string): void => {
    const { host, hostname } = new URL(url);
    const service = hosts.has(host) || /(^|\.)trakt\.tv$/.test(hostname) ? "trakt" : "plex";
    const key = `${service} ${status}`;
    counts.set(key, (counts.get(key) ?? 0) + 1);
  };
  return {
    fetch: async (input, init) => {
      const url = input instanceof Request ? input.url : String(input);
      try {
        const response = await send(input, init);
        note(url, String(response.status));
        return response;
      } catch (error) {
        note(url, "none");
        throw error;
      }
    },
    counts: () =>
      [...counts].map(([key, count]) => {
        const [service, status = "none"] = key.split(" ");
        return { service: service === "trakt" ? "trakt" : "plex", status, count };
      }),
  };
}
