import { isPlexError } from "@pakt/plex-sdk";
import type { PlexErrorCode, PlexLibrary } from "@pakt/plex-sdk";

import type { ListsOfServer } from "./plex-quality-cache.ts";
import { probeStreams } from "./probe-streams.ts";
import type { LibraryContext } from "./read-plex-library.ts";

/** Whether the lists of a library give the streams of its files: as is remembered of the server, else found out by one page. Throws PlexError. */
export async function givesStreams(
  context: LibraryContext,
  library: PlexLibrary,
  signal: AbortSignal | undefined,
): Promise<boolean> {
  const { probe, cache } = context;
  const lists = listsOf(context, library);
  const remembered = await cache.givesStreams(lists);
  if (remembered !== undefined) return remembered;
  const found = await probeStreams(probe, library, signal);
  if (found !== undefined) await cache.setGivesStreams(lists, found);
  return found ?? false;
}

/**
 * Remembers after the failure of a list with streams that it is better not asked for them: those of many rows may be too much for a
 * server that gave those of a few, and it would fail like that in each run. Other failures say nothing of streams.
 */
export async function forgoStreams(context: LibraryContext, library: PlexLibrary, error: unknown): Promise<void> {
  if (!isPlexError(error) || !TOO_MUCH.has(error.code)) return;
  await context.cache.setGivesStreams(listsOf(context, library), false);
}

const TOO_MUCH: ReadonlySet<PlexErrorCode> = new Set(["server-error", "invalid-request", "too-large", "timeout"]);

function listsOf({ identity }: LibraryContext, library: PlexLibrary): ListsOfServer {
  const type = library.type === "movie" ? "movie" : "episode";
  return { server: identity.machineIdentifier, version: identity.version, type };
}
