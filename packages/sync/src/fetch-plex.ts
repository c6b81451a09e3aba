import { paginate } from "@pakt/plex-sdk";
import type { PlexItem, PlexLibrary, PlexServer } from "@pakt/plex-sdk";
import type { FieldRead, Item } from "@pakt/sync-core";

import { PaktError } from "./pakt-error.ts";
import { toPlexPaktError } from "./plex-failure.ts";
import { createPlexItemReader } from "./plex-items.ts";
import type { PlexItemReader } from "./plex-items.ts";
import { toRef } from "./plex-ref.ts";
import type { FetchRequest } from "./replica.ts";

/** A thousand rows without streams is what a media server gives in one page without strain. */
const PAGE_SIZE = 1000;

/** What was read of the selected libraries. */
export interface LibrariesRead {
  readonly machineIdentifier: string;
  /** The libraries that were selected and are there, by uuid (else key), sorted. */
  readonly libraries: readonly string[];
  readonly items: readonly Item[];
  /** Present when not everything could be read. */
  readonly problem?: FieldRead;
}

/** The movie and show libraries of a choice, and the chosen names that the server does not have. */
export function selectLibraries(
  libraries: readonly PlexLibrary[],
  choice: "all" | readonly string[],
): { readonly selected: readonly PlexLibrary[]; readonly missing: readonly string[] } {
  const supported = libraries.filter(isSupportedLibrary);
  if (choice === "all") return { selected: supported, missing: [] };
  const isChosen = (library: PlexLibrary): boolean => choice.some((name) => isNamed(library, name));
  return {
    selected: supported.filter(isChosen),
    missing: choice.filter((name) => !supported.some((library) => isNamed(library, name))),
  };
}

/** Whether pakt can sync a library: movies and shows; music and photos have no counterpart on Trakt. */
export function isSupportedLibrary(library: PlexLibrary): boolean {
  return library.type === "movie" || library.type === "show";
}

function isNamed(library: PlexLibrary, name: string): boolean {
  return library.uuid === name || library.key === name || library.title.toLowerCase() === name.toLowerCase();
}

/**
 * Reads every selected library by the page, never by the item. A library that fails leaves the others readable.
 *
 * @throws PaktError `plex-unreachable` or `sign-in-needed` when the server cannot be used at all.
 */
export async function fetchLibraries(
  server: PlexServer,
  choice: "all" | readonly string[],
  request: FetchRequest,
): Promise<LibrariesRead> {
  const options = { signal: request.signal };
  const [identity, libraries] = await Promise.all([server.identity(options), server.libraries(options)]).catch(
    (error: unknown) => {
      throw toPlexPaktError(error);
    },
  );
  const { selected, missing } = selectLibraries(libraries, choice);
  const reader = createPlexItemReader((ratingKey) => toRef(identity.machineIdentifier, ratingKey));
  const problems = missing.map((name) => `the library "${name}" is not on the server`);
  let unread = 0;
  for (const library of selected) {
    try {
      await readLibrary(server, library, reader, request);
    } catch (error) {
      problems.push(`the library "${library.title}" was not read completely: ${sentenceOf(error)}`);
      unread += 1;
    }
  }
  if (unread > 0 && unread === selected.length) {
    throw new PaktError("plex-unreachable", `No library could be read from Plex: ${problems.join("; ")}.`, {
      advice: "Check that the server runs and is not busy, then run again.",
    });
  }
  return {
    machineIdentifier: identity.machineIdentifier,
    libraries: selected.map((library) => library.uuid ?? library.key).toSorted(),
    items: reader.items(),
    ...(problems.length === 0 ? {} : { problem: { state: "partial", reason: problems.join("; ") } }),
  };
}

async function readLibrary(
  server: PlexServer,
  library: PlexLibrary,
  reader: PlexItemReader,
  request: FetchRequest,
): Promise<void> {
  for (const type of typesOf(library, request)) {
    const list = server.items({
      library: library.key,
      type,
      // Unrated seasons are known from their episodes; where the server ignores the filter it lists them all, which is as good.
      ...(type === "season" ? { filter: { field: "userRating", operator: ">>=", value: 0 } as const } : {}),
    });
    let done = 0;
    const pages = paginate<PlexItem>(list, {
      size: PAGE_SIZE,
      key: (row) => row.ratingKey,
      signal: request.signal,
      onPage: ({ totalSize }) =>
        request.onProgress?.({
          what: `${type}s of ${library.title}`,
          done,
          ...(totalSize === undefined ? {} : { total: totalSize }),
        }),
    });
    for await (const rows of pages) {
      done += rows.length;
      reader.add(rows);
      request.onProgress?.({ what: `${type}s of ${library.title}`, done });
    }
  }
}

function typesOf(library: PlexLibrary, request: FetchRequest): readonly PlexItem["type"][] {
  if (library.type === "movie") return ["movie"];
  return request.fields.includes("rating") ? ["show", "season", "episode"] : ["show", "episode"];
}

/** Why one library failed, where the others may still be read; what ends the whole side is thrown. */
function sentenceOf(error: unknown): string {
  const failure = toPlexPaktError(error);
  if (!(failure instanceof PaktError) || failure.code !== "plex-unreachable") throw failure;
  return error instanceof Error ? error.message.replace(/\.$/, "") : failure.message;
}
