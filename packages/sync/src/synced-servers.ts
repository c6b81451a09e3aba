import type { Home } from "./home.ts";
import { toServerOfRef } from "./plex-ref.ts";

/** A media server as it was configured. */
export interface SyncedServer {
  /** Its machine identifier. Absent for the one server of which only the address is known. */
  readonly id?: string;
  /** What people call it; absent for that one. */
  readonly name?: string;
  readonly url: string;
  /** Keys, uuids or titles of libraries; `all` takes every movie and show library. */
  readonly libraries: "all" | readonly string[];
}

/** The servers that are synced: the one that the environment names, else those of the configuration that are enabled, by their ids. */
export function syncedServers({ environment, config }: Pick<Home, "environment" | "config">): readonly SyncedServer[] {
  const { url, libraries, servers = [] } = config.plex;
  if (environment.plexUrl !== undefined) return [{ url: environment.plexUrl, libraries }];
  if (url !== undefined) return [{ url, libraries }];
  return servers
    .filter(({ enabled }) => enabled)
    .map(({ enabled: _, ...server }) => server)
    .toSorted((first, second) => (first.id < second.id ? -1 : 1));
}

/** What people call the servers that refs name, where several are synced; `undefined` where there is but one. */
export function serverNames(home: Pick<Home, "environment" | "config">): Readonly<Record<string, string>> | undefined {
  const servers = syncedServers(home);
  if (servers.length < 2) return undefined;
  return Object.fromEntries(servers.map(({ id = "", name = "" }) => [toServerOfRef(id), name]));
}
