import type { PlexLibrary } from "@pakt/plex-sdk";

import { changePlexConfig } from "./change-config.ts";
import { isSupportedLibrary, selectLibraries } from "./fetch-plex.ts";
import type { Home } from "./home.ts";
import { openPlex } from "./open-plex.ts";
import { PaktError } from "./pakt-error.ts";
import { toPlexPaktError } from "./plex-failure.ts";

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
}

/** All libraries of the configured server. Throws PaktError `not-configured`, `sign-in-needed` or `plex-unreachable`. */
export async function listLibraries(
  home: Home,
  options: { readonly signal?: AbortSignal | undefined } = {},
): Promise<readonly Library[]> {
  return toLibraries(await readLibraries(home, options), home.config.plex.libraries);
}

/**
 * Chooses the libraries to sync, by key, uuid or title, and writes the choice to `config.json`.
 *
 * @throws PaktError `usage` when the server has no such movie or show library; nothing is written then.
 */
export async function chooseLibraries(
  home: Home,
  choice: "all" | readonly string[],
  options: { readonly signal?: AbortSignal | undefined } = {},
): Promise<readonly Library[]> {
  const libraries = await readLibraries(home, options);
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
  await changePlexConfig(home, { libraries: stored });
  return toLibraries(libraries, stored);
}

async function readLibraries(
  home: Home,
  options: { readonly signal?: AbortSignal | undefined },
): Promise<readonly PlexLibrary[]> {
  const server = await openPlex(home, () => undefined);
  try {
    return await server.libraries(options);
  } catch (error) {
    throw toPlexPaktError(error);
  }
}

function toLibraries(libraries: readonly PlexLibrary[], choice: "all" | readonly string[]): readonly Library[] {
  const { selected } = selectLibraries(libraries, choice);
  return libraries.map((library) => ({
    key: library.key,
    title: library.title,
    type: library.type,
    selected: selected.includes(library),
    supported: isSupportedLibrary(library),
    ...(library.uuid === undefined ? {} : { uuid: library.uuid }),
    ...(library.agent === undefined ? {} : { agent: library.agent }),
  }));
}
