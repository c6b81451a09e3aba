import { join } from "node:path";

import { changePlexConfig } from "./change-config.ts";
import { configFile, configOf } from "./config.ts";
import type { Config } from "./config.ts";
import type { Home } from "./home.ts";
import { readJson } from "./json-file.ts";
import { PaktError } from "./pakt-error.ts";
import type { SyncedServer } from "./synced-servers.ts";

/** A media server that was configured, synced now or not. */
export interface ConfiguredServer extends SyncedServer {
  readonly enabled: boolean;
}

/** One of several servers: known by id and name. */
export type ListedServer = NonNullable<Config["plex"]["servers"]>[number];

/** All servers that are configured, enabled or not: the one that the environment names, else those of the configuration. */
export function configuredServers({
  environment,
  config,
}: Pick<Home, "environment" | "config">): readonly ConfiguredServer[] {
  const { url, libraries, servers = [] } = config.plex;
  const one = environment.plexUrl ?? url;
  return one === undefined ? servers : [{ url: one, enabled: true, libraries }];
}

/** The configuration of Plex as it stands in the file now: another process may have changed it. Throws PaktError `config-invalid`. */
export async function readPlexConfig(home: Home): Promise<Config["plex"]> {
  const config = await readJson(home.files, configFile(join(home.folder, "config.json")));
  return config === undefined ? home.config.plex : configOf(config, home.profile).plex;
}

/** Writes the list of several servers, in place of the one of before; the defaults are not written out. */
export async function writeServers(home: Home, servers: readonly ListedServer[]): Promise<void> {
  const written = servers.map(({ id, name, url, enabled, libraries }) => ({
    id,
    name,
    url,
    ...(!enabled && { enabled }),
    ...(libraries !== "all" && { libraries }),
  }));
  await changePlexConfig(home, { url: undefined, libraries: undefined, servers: written });
}

/** Finds a server by its name, id or address. */
export function findServer<S extends Partial<Pick<ConfiguredServer, "id" | "name" | "url">>>(
  servers: readonly S[],
  name: string,
): S | undefined {
  const wanted = name.toLowerCase();
  const address = withoutSlash(name);
  return servers.find(
    (server) =>
      server.id === name ||
      server.name?.toLowerCase() === wanted ||
      (server.url !== undefined && withoutSlash(server.url) === address),
  );
}

/** An address as it is compared. */
export function withoutSlash(url: string): string {
  return url.replace(/\/+$/, "");
}

/** Finds a configured server, as {@link findServer} does. Throws PaktError `usage`, with those that there are. */
export function requireServer<S extends SyncedServer>(servers: readonly S[], name: string): S {
  const found = findServer(servers, name);
  if (found !== undefined) return found;
  const known = servers.map((server) => server.name ?? server.url).join(", ");
  throw new PaktError("usage", `pakt knows no Plex server "${name}".`, {
    advice: known === "" ? "Find yours: pakt servers discover." : `There are: ${known}. Others: pakt servers discover.`,
  });
}

/** A server as it is listed, under a name that no other has. */
export function toListedServer(
  { id, name }: { readonly id: string; readonly name: string },
  url: string,
  others: readonly ListedServer[],
): ListedServer {
  const taken = new Set(others.map((each) => each.name.toLowerCase()));
  let own = name;
  for (let number = 2; taken.has(own.toLowerCase()); number += 1) own = `${name} ${number}`;
  return { id, name: own, url, enabled: true, libraries: "all" };
}

/** A choice that the environment overrules would change nothing. */
export function refuseBesidePlexUrl({ environment }: Home): void {
  if (environment.plexUrl === undefined) return;
  throw new PaktError("usage", "PAKT_PLEX_URL is set, and wins over any choice.", {
    advice: "Take PAKT_PLEX_URL out of the environment (and of the .env file in the home folder) first.",
  });
}
