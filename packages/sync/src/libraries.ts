import type { PlexLibrary } from "@pakt/plex-sdk";

import { changePlexConfig } from "./change-config.ts";
import { configuredServers, readPlexConfig, requireServer, writeServers } from "./configured-servers.ts";
import { isSupportedLibrary, selectLibraries } from "./fetch-plex.ts";
import type { Home } from "./home.ts";
import { openPlexClients, openPlexServer } from "./open-plex.ts";
import type { OpenedServer } from "./open-plex.ts";
import { isPaktError, PaktError } from "./pakt-error.ts";
import { describePaktFailure, toPlexPaktError } from "./plex-failure.ts";
import { sideBySide } from "./side-by-side.ts";
import type { SyncedServer } from "./synced-servers.ts";

/** A library of the server, and whether pakt syncs it. */
export interface Library {
  readonly key: string;
  readonly uuid?: string;
  readonly title: string;
  readonly type: string;
  readonly agent?: string;
  readonly selected: boolean;
  /** Movies and shows are; music, photos and others are not. */
  readonly supported: boolean;
  /** The name of the server that it is on, where several are known. */
  readonly server?: string;
}

/** Of which server, by name, id or address, where several are synced; default all of them. */
interface Options {
  readonly server?: string | undefined;
  readonly signal?: AbortSignal | undefined;
}

/** All libraries of the servers that are synced. Throws PaktError `usage`, `not-configured`, `sign-in-needed` or `plex-unreachable`. */
export async function listLibraries(home: Home, options: Options = {}): Promise<readonly Library[]> {
  const servers = await openServers(home, options);
  const lists = await sideBySide(
    options.signal,
    servers.map((server) => async (signal: AbortSignal) => {
      return toLibraries(await readLibraries(server, signal), server.libraries, server.label);
    }),
  );
  return lists.flat();
}

/**
 * Chooses the libraries to sync, by key, uuid or title, and writes the choice to `config.json`. Where several servers are synced, of which one;
 * `all` may be said of all of them.
 *
 * @throws PaktError `usage` when the server has no such movie or show library, or is not named; nothing is written then.
 */
export async function chooseLibraries(
  home: Home,
  choice: "all" | readonly string[],
  options: Options = {},
): Promise<readonly Library[]> {
  const servers = await openServers(home, options);
  if (choice !== "all" && servers.length > 1) {
    throw new PaktError("usage", "Several Plex servers are synced: say whose libraries these are.", {
      advice: `Add --server NAME: ${servers.map(({ label }) => label).join(", ")}.`,
    });
  }
  const chosen = await sideBySide(
    options.signal,
    servers.map((server) => async (signal: AbortSignal) => choose(server, choice, signal)),
  );
  const ofId = new Map(chosen.map(({ id, stored }) => [id, stored]));
  const { servers: listed } = await readPlexConfig(home);
  if (listed === undefined || home.environment.plexUrl !== undefined) {
    await changePlexConfig(home, { libraries: chosen[0]?.stored ?? "all" });
  } else {
    await writeServers(
      home,
      listed.map((server) => ({ ...server, libraries: ofId.get(server.id) ?? server.libraries })),
    );
  }
  return chosen.flatMap(({ libraries }) => libraries);
}

interface Chosen {
  readonly id: string | undefined;
  readonly stored: "all" | string[];
  readonly libraries: readonly Library[];
}

async function choose(server: Opened, choice: "all" | readonly string[], signal: AbortSignal): Promise<Chosen> {
  const libraries = await readLibraries(server, signal);
  const { selected, missing } = selectLibraries(libraries, choice);
  if (missing.length > 0) {
    const known = libraries.filter(isSupportedLibrary).map(({ key, title }) => `${key} (${title})`);
    throw new PaktError(
      "usage",
      `There is no movie or show library ${missing.map((name) => `"${name}"`).join(", ")}.`,
      {
        advice: `Choose from: ${known.join(", ")}.`,
      },
    );
  }
  // Uuids outlive a renaming; keys are what older servers have.
  const stored = choice === "all" ? ("all" as const) : selected.map(({ uuid, key }) => uuid ?? key);
  return { id: server.id, stored, libraries: toLibraries(libraries, stored, server.label) };
}

interface Opened extends OpenedServer {
  /** Its name, where several are known. */
  readonly label: string | undefined;
}

/** Those that are synced, or one by its name: its libraries may be chosen before it is enabled. */
async function openServers(home: Home, { server: name }: Options): Promise<readonly Opened[]> {
  const isSeveral = configuredServers(home).length > 1;
  const label = (server: SyncedServer): string | undefined => (isSeveral ? (server.name ?? server.url) : undefined);
  if (name !== undefined) {
    const { enabled: _, ...wanted } = requireServer(configuredServers(home), name);
    return [{ ...(await openPlexServer(home, wanted, () => undefined)), label: label(wanted) }];
  }
  const { servers } = await openPlexClients(home, () => undefined);
  return servers.map((server) => ({ ...server, label: label(server) }));
}

async function readLibraries({ server, label }: Opened, signal: AbortSignal): Promise<readonly PlexLibrary[]> {
  try {
    return await server.libraries({ signal });
  } catch (error) {
    const failure = toPlexPaktError(error);
    if (label === undefined || !isPaktError(failure)) throw failure;
    const advice = `Try it: pakt servers test "${label}".`;
    throw new PaktError(failure.code, `${label}: ${describePaktFailure(failure)}.`, { advice, cause: error });
  }
}

function toLibraries(
  libraries: readonly PlexLibrary[],
  choice: "all" | readonly string[],
  server: string | undefined,
): readonly Library[] {
  const { selected } = selectLibraries(libraries, choice);
  return libraries.map((library) => ({
    key: library.key,
    title: library.title,
    type: library.type,
    selected: selected.includes(library),
    supported: isSupportedLibrary(library),
    ...(library.uuid === undefined ? {} : { uuid: library.uuid }),
    ...(library.agent === undefined ? {} : { agent: library.agent }),
    ...(server === undefined ? {} : { server }),
  }));
}
