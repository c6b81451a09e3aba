import type { RequestEvent } from "@pakt/trakt-sdk";

/** Who was asked: the media server, the services of the Plex account (plex.tv, Discover), or Trakt. */
export type Service = "plex" | "plex-account" | "trakt";

/** Counts the requests that reached the wire. */
export interface RequestCounter {
  /** To the media server and to the services of the account. */
  readonly plex: number;
  readonly trakt: number;
  readonly count: (service: Service, event: Request) => void;
  /** How many requests of each service ended in which way: by status, or by what broke. */
  readonly byStatus: () => Readonly<Partial<Record<Service, Readonly<Record<string, number>>>>>;
}

/** One request and its end; the two SDKs tell it alike. */
type Request = Pick<RequestEvent, "method" | "path" | "status" | "error" | "attempt" | "durationMs">;

/** A counter at zero. `onRequest` hears of each request that is counted. */
export function createRequestCounter(
  onRequest: (service: Service, event: Request) => void = () => undefined,
): RequestCounter {
  const ends = new Map<Service, Record<string, number>>();
  const sumOf = (service: Service): number =>
    Object.values(ends.get(service) ?? {}).reduce((sum, each) => sum + each, 0);
  return {
    get plex() {
      return sumOf("plex") + sumOf("plex-account");
    },
    get trakt() {
      return sumOf("trakt");
    },
    count: (service, event) => {
      const end = String(event.status ?? event.error ?? "none");
      const known = ends.get(service) ?? {};
      ends.set(service, { ...known, [end]: (known[end] ?? 0) + 1 });
      onRequest(service, event);
    },
    byStatus: () => Object.fromEntries(ends),
  };
}
