import { changeConfig, changePlexConfig } from "./change-config.ts";
import {
  readPlexConfig,
  refuseBesidePlexUrl,
  requireServer,
  toListedServer,
  withoutSlash,
  writeServers,
} from "./configured-servers.ts";
import type { ConfiguredServer, ListedServer } from "./configured-servers.ts";
import { findNew, toFirst, tokensOfFirst } from "./find-new-server.ts";
import type { NewServer } from "./find-new-server.ts";
import { findServers } from "./find-servers.ts";
import type { Home } from "./home.ts";
import { PaktError } from "./pakt-error.ts";
import { toServerOfRef } from "./plex-ref.ts";
import { DEFAULT_PROFILE } from "./profile-name.ts";
import { storeServerTokens } from "./server-tokens.ts";
import { chooseOnly } from "./servers.ts";
import { changeSignIn } from "./token-lock.ts";

/** What became of the servers that pakt knows. */
export interface ServersChange {
  /** The one that was meant, as it is now; a removed one as it was. */
  readonly server: ConfiguredServer;
  /** All that are configured now. */
  readonly servers: readonly ConfiguredServer[];
  /** `false`: it was so before, and nothing was written. */
  readonly isChanged: boolean;
}

interface Options {
  readonly signal?: AbortSignal | undefined;
}

/**
 * Adds a server to those that are synced: one of the account, by name or id, at its best address, or any by its address. One that is known
 * already is enabled. The first is kept as the one server; with a second, both are listed, and nothing that is known of the first is lost.
 *
 * @throws PaktError `usage` for a server that is not there or gives no answer, and where the environment names one; nothing is written then.
 */
export async function addServer(home: Home, name: string, options: Options = {}): Promise<ServersChange> {
  refuseBesidePlexUrl(home);
  const found = await findServers(home, options);
  const added = await findNew(home, found, name, options);
  return changeSignIn(home, options.signal, async () => {
    const plex = await readPlexConfig(home);
    if (plex.servers === undefined && plex.url === undefined) {
      await chooseOnly(home, added.url, added.token);
      const only: ConfiguredServer = { name: added.name, url: added.url, enabled: true, libraries: plex.libraries };
      return { server: only, servers: [only], isChanged: true };
    }
    const listed = plex.servers ?? [await toFirst(home, plex, found, options)];
    const known = listed.find(({ id }) => id === added.id);
    if (known !== undefined && plex.servers === undefined) return moveOnly(home, known, added);
    if (known === undefined) requireOwnRefs(listed, added);
    const server = known ?? toListedServer(added, added.url, listed);
    const next: ListedServer = { ...server, url: added.url, enabled: true };
    const servers = known === undefined ? [...listed, next] : listed.map((each) => (each === known ? next : each));
    const first = plex.servers === undefined ? await tokensOfFirst(home, listed, found) : [];
    await storeServerTokens(home, new Map([...first, [added.id, added.token]]));
    if (plex.servers === undefined) await keepProfilesTo(home, listed);
    await writeServers(home, servers);
    return { server: next, servers, isChanged: known?.enabled !== true || known.url !== added.url };
  });
}

/** Profiles that chose libraries of the one server keep to it: those names say nothing of a server that joins. */
async function keepProfilesTo(home: Home, servers: readonly ListedServer[]): Promise<void> {
  if (home.profile !== DEFAULT_PROFILE) return;
  await changeConfig(home, (config) => {
    const profiles = Object.entries(config.profiles ?? {}).map(([name, choices]) => {
      const { libraries, ...plex } = choices.plex ?? {};
      if (libraries === undefined || plex["url"] !== undefined || plex["servers"] !== undefined) return [name, choices];
      return [name, { ...choices, plex: { ...plex, servers: servers.map((server) => ({ ...server, libraries })) } }];
    });
    return profiles.length === 0 ? config : { ...config, profiles: Object.fromEntries(profiles) };
  });
}

/**
 * Takes a server out: it is not synced any more. What is on it and on Trakt stays, and what is known of its copies too, should it be added again.
 *
 * @throws PaktError `usage` for a server that pakt does not know, and for the only one that is synced.
 */
export function removeServer(home: Home, name: string, options: Options = {}): Promise<ServersChange> {
  return changeListed(home, name, options, async (server, listed) => {
    const servers = listed.filter((each) => each !== server);
    requireEnabled(servers);
    await storeServerTokens(home, new Map([[server.id, undefined]]));
    await writeServers(home, servers);
    return { server, servers, isChanged: true };
  });
}

/** Syncs a listed server again, or leaves it alone for now. Throws PaktError as {@link removeServer} does. */
export function switchServer(
  home: Home,
  name: string,
  to: "enabled" | "disabled",
  options: Options = {},
): Promise<ServersChange> {
  const enabled = to === "enabled";
  return changeListed(home, name, options, async (server, listed) => {
    if (server.enabled === enabled) return { server, servers: listed, isChanged: false };
    const next = { ...server, enabled };
    const servers = listed.map((each) => (each === server ? next : each));
    requireEnabled(servers);
    await writeServers(home, servers);
    return { server: next, servers, isChanged: true };
  });
}

async function changeListed(
  home: Home,
  name: string,
  { signal }: Options,
  change: (server: ListedServer, listed: readonly ListedServer[]) => Promise<ServersChange>,
): Promise<ServersChange> {
  refuseBesidePlexUrl(home);
  return changeSignIn(home, signal, async () => {
    const { servers, url } = await readPlexConfig(home);
    if (servers === undefined && url !== undefined) throw onlyServer();
    const listed = servers ?? [];
    return change(requireServer(listed, name), listed);
  });
}

/** Copies on both would be taken for one another. */
function requireOwnRefs(listed: readonly ListedServer[], added: NewServer): void {
  const other = listed.find(({ id }) => toServerOfRef(id) === toServerOfRef(added.id));
  if (other === undefined) return;
  throw new PaktError("usage", `${added.name} cannot be told from ${other.name}: their ids begin alike.`, {
    advice: `To sync it in place of ${other.name}: pakt servers remove "${other.name}", then add it.`,
  });
}

function requireEnabled(servers: readonly ListedServer[]): void {
  if (!servers.some(({ enabled }) => enabled)) throw onlyServer();
}

function onlyServer(): PaktError {
  return new PaktError("usage", "It is the only Plex server that pakt syncs.", {
    advice: "To sync another in its place: pakt servers use NAME. To add one first: pakt servers add NAME.",
  });
}

/** The one server is asked for again: its address may be another by now. */
async function moveOnly(home: Home, known: ListedServer, added: NewServer): Promise<ServersChange> {
  const only: ConfiguredServer = { ...known, url: added.url };
  const isChanged = withoutSlash(known.url) !== added.url;
  if (isChanged) await changePlexConfig(home, { url: added.url });
  return { server: only, servers: [only], isChanged };
}
