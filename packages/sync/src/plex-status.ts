import { configuredServers } from "./configured-servers.ts";
import type { ConfiguredServer } from "./configured-servers.ts";
import { otherServer, selectLibraries } from "./fetch-plex.ts";
import type { Home } from "./home.ts";
import { openPlexClients } from "./open-plex.ts";
import type { OpenedServer } from "./open-plex.ts";
import { isPaktError, PaktError } from "./pakt-error.ts";
import { describePaktFailure, toPlexPaktError } from "./plex-failure.ts";

/** One of several Plex servers. */
export interface ServerStatus {
  readonly name: string;
  readonly url: string;
  readonly enabled: boolean;
  /** Its machine identifier, where it answered as the one that was chosen. */
  readonly server?: string;
  readonly version?: string;
  /** Selected libraries that are there. */
  readonly libraries?: number;
}

/** What pakt knows of its Plex servers. */
export interface PlexStatus {
  readonly url?: string;
  readonly server?: string;
  readonly version?: string;
  /** Selected libraries that are there. */
  readonly libraries?: number;
  /** Where several are configured: each of them, and nothing of the above. */
  readonly servers?: readonly ServerStatus[];
}

interface Asked {
  readonly status: PlexStatus;
  readonly errors: readonly PaktError[];
}

/** Asks the servers that are synced who they are. What is wrong is listed, not thrown. */
export async function readPlexStatus(
  home: Home,
  options: { readonly signal?: AbortSignal | undefined },
): Promise<Asked> {
  const configured = configuredServers(home);
  const [only, ...others] = configured;
  const address = only === undefined ? {} : { url: only.url };
  try {
    const { servers } = await openPlexClients(home, () => undefined);
    if (configured.length > 1) return await severalStatus(configured, servers, options);
    return { status: { ...address, ...(await serverStatus(servers[0], options)) }, errors: [] };
  } catch (error) {
    const known = others.length === 0 ? address : { servers: configured.map(toServerStatus) };
    return { status: known, errors: [expected(toPlexPaktError(error))] };
  }
}

async function severalStatus(
  configured: readonly ConfiguredServer[],
  opened: readonly OpenedServer[],
  options: { readonly signal?: AbortSignal | undefined },
): Promise<Asked> {
  const asked = await Promise.all(
    configured.map(async (server): Promise<{ status: ServerStatus; error?: PaktError }> => {
      const own = opened.find(({ id }) => id === server.id);
      const status = toServerStatus(server);
      const { name } = status;
      if (own === undefined) return { status };
      try {
        return { status: { ...status, ...(await serverStatus(own, options)) } };
      } catch (error) {
        const failure = expected(toPlexPaktError(error));
        const advice = `Try it: pakt servers test "${name}". To sync without it: pakt servers disable "${name}".`;
        const message = `${name}: ${describePaktFailure(failure)}.`;
        return { status, error: new PaktError(failure.code, message, { advice, cause: error }) };
      }
    }),
  );
  return { status: { servers: asked.map(({ status }) => status) }, errors: asked.flatMap(({ error }) => error ?? []) };
}

function toServerStatus({ name = "", url, enabled }: ConfiguredServer): ServerStatus {
  return { name, url, enabled };
}

async function serverStatus(
  { id, server, libraries: choice }: OpenedServer,
  options: { readonly signal?: AbortSignal | undefined },
): Promise<Pick<ServerStatus, "server" | "version" | "libraries">> {
  const [{ machineIdentifier, version }, libraries] = await Promise.all([
    server.identity(options),
    server.libraries(options),
  ]);
  if (id !== undefined && id !== machineIdentifier) throw otherServer();
  const { selected } = selectLibraries(libraries, choice);
  return { server: machineIdentifier, version, libraries: selected.length };
}

/** What cannot be expected, a bug of ours, is passed on. */
export function expected(error: unknown): PaktError {
  if (isPaktError(error)) return error;
  throw error;
}
