import type { PlexServer } from "@pakt/plex-sdk";
import type { FieldRead, Item } from "@pakt/sync-core";

import { fetchLibraries } from "./fetch-plex.ts";
import type { LibrariesRead } from "./fetch-plex.ts";
import { isPaktError, PaktError } from "./pakt-error.ts";
import { describePaktFailure } from "./plex-failure.ts";
import type { PlexQualityCache } from "./plex-quality-cache.ts";
import { toServerOfRef } from "./plex-ref.ts";
import type { FetchRequest } from "./replica.ts";
import { sideBySide } from "./side-by-side.ts";

/** A media server that is read. */
export interface ReadableServer {
  /** Its machine identifier, where that is known; always where there are several. */
  readonly id?: string | undefined;
  readonly name?: string | undefined;
  readonly server: PlexServer;
  /** The same server, asked once only: to find out what it does not do. */
  readonly probe: Pick<PlexServer, "items">;
  /** Keys, uuids or titles of libraries, or all movie and show libraries. */
  readonly libraries: "all" | readonly string[];
}

/** What was read of all servers. */
export interface ServersRead extends Omit<LibrariesRead, "machineIdentifier"> {
  /** The machine identifier; of several servers those that are synced, sorted, whether they could be read or not. */
  readonly server: string | readonly string[];
}

/**
 * Reads the libraries of every server at once. Of several, one that cannot be read leaves the others readable: the fields are `partial` then.
 *
 * @throws PaktError `plex-unreachable` or `sign-in-needed` when no server can be used at all.
 */
export async function fetchServers(
  servers: readonly ReadableServer[],
  cache: PlexQualityCache,
  request: FetchRequest,
): Promise<ServersRead> {
  const [first, ...others] = servers;
  if (first === undefined) throw new TypeError("There is no Plex server to read.");
  if (others.length === 0) {
    const { machineIdentifier, ...read } = await fetchLibraries({ ...first, cache }, first.libraries, request);
    return { server: machineIdentifier, ...read };
  }
  const tasks = servers.map((server) => (signal: AbortSignal) => readOne(server, cache, { ...request, signal }));
  const reads = await sideBySide(request.signal, tasks);
  const failures = reads.flatMap(({ failure }) => failure ?? []);
  if (failures.length === servers.length) throw noneOf(reads, failures);
  return joinReads(reads);
}

interface OneRead {
  readonly server: ReadableServer;
  readonly read?: LibrariesRead;
  readonly failure?: PaktError;
}

async function readOne(server: ReadableServer, cache: PlexQualityCache, request: FetchRequest): Promise<OneRead> {
  const { onProgress } = request;
  const named: FetchRequest = {
    ...request,
    ...(onProgress !== undefined && {
      onProgress: ({ what, ...progress }) => onProgress({ ...progress, what: `${what} on ${nameOf(server)}` }),
    }),
  };
  try {
    return { server, read: await fetchLibraries({ ...server, cache }, server.libraries, named) };
  } catch (error) {
    if (isPaktError(error) && (error.code === "plex-unreachable" || error.code === "sign-in-needed")) {
      return { server, failure: error };
    }
    throw error;
  }
}

function joinReads(reads: readonly OneRead[]): ServersRead {
  const reasons = reads.flatMap(({ server, read, failure }) => {
    const reason = failure === undefined ? read?.problem?.reason : describePaktFailure(failure);
    return reason === undefined ? [] : [`${nameOf(server)}: ${reason}`];
  });
  const problem: FieldRead = { state: "partial", reason: reasons.join("; ") };
  return {
    server: reads.map(({ server }) => idOf(server)).toSorted(),
    libraries: reads.flatMap(({ read }) => (read === undefined ? [] : read.libraries.map(ofServer(read)))).toSorted(),
    items: reads.flatMap(({ read }) => (read === undefined ? [] : itemsOf(read))),
    ...(reasons.length > 0 && { problem }),
  };
}

/** Libraries of two servers may have the same key, and files the same path. */
function ofServer({ machineIdentifier }: LibrariesRead): (name: string) => string {
  return (name) => `${toServerOfRef(machineIdentifier)}/${name}`;
}

function itemsOf(read: LibrariesRead): readonly Item[] {
  const rename = ofServer(read);
  return read.items.map((item) => (item.file === undefined ? item : { ...item, file: rename(item.file) }));
}

function noneOf(reads: readonly OneRead[], failures: readonly PaktError[]): PaktError {
  const isSignIn = failures.every(({ code }) => code === "sign-in-needed");
  const what = reads.flatMap(({ server, failure }) =>
    failure === undefined ? [] : `${nameOf(server)}: ${describePaktFailure(failure)}`,
  );
  return new PaktError(
    isSignIn ? "sign-in-needed" : "plex-unreachable",
    `None of your Plex servers can be read: ${what.join("; ")}.`,
    { advice: isSignIn ? "Sign in: pakt login plex." : "See what is wrong: pakt servers test.", cause: failures[0] },
  );
}

function idOf({ id }: ReadableServer): string {
  if (id === undefined) throw new TypeError("Of several servers each must be known by its id.");
  return id;
}

function nameOf(server: ReadableServer): string {
  return server.name ?? idOf(server);
}
