import { hasStreams, isPlexError } from "@pakt/plex-sdk";
import type { PlexLibrary, PlexServer } from "@pakt/plex-sdk";

/** Enough rows that one file which was not analysed yet does not speak for the server. */
const ROWS = 20;

/**
 * Whether a server gives the streams of files in its lists, by one page that asks for them. `undefined` when the library has no file.
 * `server` must not repeat a request that fails: some versions answer 500 to this (Plozz).
 */
export async function probeStreams(
  server: Pick<PlexServer, "items">,
  { key, type }: PlexLibrary,
  signal: AbortSignal | undefined,
): Promise<boolean | undefined> {
  const list = server.items({ library: key, type: type === "movie" ? "movie" : "episode", streams: true });
  try {
    const { rows } = await list({ start: 0, size: ROWS, signal });
    const told = rows.map(hasStreams).filter((each) => each !== undefined);
    return told.length === 0 ? undefined : told.includes(true);
  } catch (error) {
    if (isPlexError(error, "server-error") || isPlexError(error, "invalid-request")) return false;
    if (isPlexError(error) && error.code !== "aborted" && error.code !== "unauthorized") return undefined;
    throw error;
  }
}
