import { paginate } from "@pakt/plex-sdk";
import type { PlexItem, PlexLibrary, PlexServer } from "@pakt/plex-sdk";

import { forgoStreams, givesStreams } from "./gives-streams.ts";
import { createPlexFiles } from "./plex-files.ts";
import type { PlexItemReader } from "./plex-items.ts";
import type { PlexQualityCache } from "./plex-quality-cache.ts";
import type { FetchRequest } from "./replica.ts";

/** A thousand rows without streams is what a media server gives in one page without strain; with streams it is half of that. */
const PAGE_SIZE = { bare: 1000, withStreams: 500 } as const;

/** What reading a library stands on. */
export interface LibraryContext {
  readonly server: PlexServer;
  /** The same server, asked once only: to find out what it does not do. */
  readonly probe: Pick<PlexServer, "items">;
  readonly cache: PlexQualityCache;
  /** The server's machine identifier and version. */
  readonly identity: { readonly machineIdentifier: string; readonly version: string };
}

/**
 * Reads one library by the page, never by the item. What its files are like is remembered: a library that was never read is asked
 * for their streams in its lists, and later only what is new, by batches.
 *
 * @throws PlexError when it could not be read completely.
 */
export async function readPlexLibrary(
  context: LibraryContext,
  library: PlexLibrary,
  reader: PlexItemReader,
  request: FetchRequest,
): Promise<void> {
  const { server, cache, identity } = context;
  const { signal } = request;
  if (!request.fields.includes("collection")) {
    for (const type of typesOf(library, request))
      await readType(context, { library, type }, (rows) => reader.add(rows), request);
    return;
  }
  // Not by its uuid: a library that was restored from another's copy has that one's.
  const known = await cache.open(identity.machineIdentifier, library.key);
  const streams = known.isEmpty && (await givesStreams(context, library, signal));
  const files = createPlexFiles(server, known);
  for (const type of typesOf(library, request)) {
    const add = (rows: readonly PlexItem[]): void => reader.add(rows, (row) => files.collected(row));
    const withStreams = streams && (type === "movie" || type === "episode");
    try {
      await readType(context, { library, type, streams: withStreams }, add, request);
    } catch (error) {
      if (withStreams) await forgoStreams(context, library, error);
      throw error;
    }
  }
  await files.finish(signal);
  await known.save();
}

interface ListOfType {
  readonly library: PlexLibrary;
  readonly type: PlexItem["type"];
  readonly streams?: boolean;
}

async function readType(
  { server }: LibraryContext,
  { library, type, streams = false }: ListOfType,
  add: (rows: readonly PlexItem[]) => void,
  request: FetchRequest,
): Promise<void> {
  const what = `${type}s of ${library.title}`;
  const list = server.items({
    library: library.key,
    type,
    // Unrated seasons are known from their episodes; where the server ignores the filter it lists them all, which is as good.
    ...(type === "season" ? { filter: { field: "userRating", operator: ">>=", value: 0 } as const } : {}),
    streams,
  });
  let done = 0;
  const pages = paginate<PlexItem>(list, {
    size: streams ? PAGE_SIZE.withStreams : PAGE_SIZE.bare,
    key: (row) => row.ratingKey,
    signal: request.signal,
    onPage: ({ totalSize }) =>
      request.onProgress?.({ what, done, ...(totalSize === undefined ? {} : { total: totalSize }) }),
  });
  for await (const rows of pages) {
    done += rows.length;
    add(rows);
    request.onProgress?.({ what, done });
  }
}

/** What is asked for is what the fields need: the two lists of an account stand in no library. */
function typesOf(library: PlexLibrary, { fields }: FetchRequest): readonly PlexItem["type"][] {
  if (library.type === "movie") return ["movie"];
  return fields.includes("rating") ? ["show", "season", "episode"] : ["show", "episode"];
}
