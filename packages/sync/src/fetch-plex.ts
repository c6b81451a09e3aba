import type { PlexLibrary, PlexServer } from "@pakt/plex-sdk";
import type { FieldRead, Item } from "@pakt/sync-core";

import { PaktError } from "./pakt-error.ts";
import { toPlexPaktError } from "./plex-failure.ts";
import { createPlexItemReader } from "./plex-items.ts";
import type { PlexQualityCache } from "./plex-quality-cache.ts";
import { toRef } from "./plex-ref.ts";
import { readPlexLibrary } from "./read-plex-library.ts";
import type { FetchRequest } from "./replica.ts";
import { sideBySide } from "./side-by-side.ts";

/** What reading libraries stands on. */
export interface LibrariesContext {
  readonly server: PlexServer;
  /** The same server, asked once only: to find out what it does not do. */
  readonly probe: Pick<PlexServer, "items">;
  readonly cache: PlexQualityCache;
  /** The machine identifier that it must have, where that is known. */
  readonly id?: string | undefined;
}

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
  context: LibrariesContext,
  choice: "all" | readonly string[],
  request: FetchRequest,
): Promise<LibrariesRead> {
  const { server } = context;
  const [identity, libraries] = await sideBySide(request.signal, [
    (signal) => server.identity({ signal }),
    (signal) => server.libraries({ signal }),
  ]).catch((error: unknown) => {
    throw toPlexPaktError(error);
  });
  if (context.id !== undefined && context.id !== identity.machineIdentifier) throw otherServer();
  const { selected, missing } = selectLibraries(libraries, choice);
  const reader = createPlexItemReader((ratingKey) => toRef(identity.machineIdentifier, ratingKey));
  const problems = missing.map((name) => `the library "${name}" is not on the server`);
  let unread = 0;
  // The watchlist is not in a library.
  const needed = request.fields.some((field) => field !== "watchlist") ? selected : [];
  for (const library of needed) {
    try {
      await readPlexLibrary({ ...context, identity }, library, reader, request);
    } catch (error) {
      problems.push(`the library "${library.title}": ${sentenceOf(error)}`);
      unread += 1;
    }
  }
  if (unread > 0 && unread === needed.length) {
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

/** An address may be given to another machine: its views are not those of the server that was chosen. */
export function otherServer(): PaktError {
  return new PaktError("plex-unreachable", "Another Plex server answers at its address.", {
    advice: "Add the server again, to find its address: pakt servers add NAME.",
  });
}

/** Why one library failed, where the others may still be read; what ends the whole side is thrown. */
function sentenceOf(error: unknown): string {
  const failure = toPlexPaktError(error);
  if (!(failure instanceof PaktError) || failure.code !== "plex-unreachable") throw failure;
  return error instanceof Error ? error.message.replace(/\.$/, "") : failure.message;
}
