import type { PlexConnection, PlexResource } from "./account-answers.ts";

/** An address at which a server may answer. */
export interface ConnectionCandidate {
  readonly url: string;
  readonly reach: "local" | "remote" | "relay";
}

const REACHES = ["local", "remote", "relay"] as const;

/**
 * The addresses of a server, the most wanted first. Besides each `uri`, plain http to the same address, for networks in which
 * `plex.direct` names do not resolve; not where the server insists on https, and not over the relay. Local addresses of somebody else's server
 * are left out unless it is in this network (python-plexapi).
 */
export function toCandidates(resource: PlexResource): readonly ConnectionCandidate[] {
  const isNear = resource.owned || resource.publicAddressMatches;
  const usable = resource.connections.filter((connection) => isNear || reachOf(connection) !== "local");
  const byUrl = new Map<string, ConnectionCandidate>();
  for (const reach of REACHES) {
    const urls = usable.filter((connection) => reachOf(connection) === reach).flatMap((row) => urlsOf(row, resource));
    for (const url of [...urls.filter(isHttps), ...urls.filter((candidate) => !isHttps(candidate))]) {
      if (!byUrl.has(url)) byUrl.set(url, { url, reach });
    }
  }
  return [...byUrl.values()];
}

function reachOf(connection: PlexConnection): ConnectionCandidate["reach"] {
  if (connection.relay) return "relay";
  return connection.local ? "local" : "remote";
}

function urlsOf(connection: PlexConnection, resource: PlexResource): readonly string[] {
  const uri = connection.uri.replace(/\/+$/, "");
  const { address, port } = connection;
  if (resource.httpsRequired || connection.relay || address === "" || port === undefined) return [uri];
  const host = address.includes(":") ? `[${address}]` : address;
  return [uri, `http://${host}:${port}`];
}

function isHttps(url: string): boolean {
  return url.startsWith("https:");
}
