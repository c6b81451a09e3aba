import type { Home } from "../home.ts";
import { listLibraries } from "../libraries.ts";
import type { Library } from "../libraries.ts";
import { isPaktError } from "../pakt-error.ts";
import type { ForeignChoice, ForeignLibraries, WithoutCounterpart } from "./foreign-settings.ts";

/** The libraries of another tool as a choice of pakt's, or why they are none. */
export interface ChosenLibraries {
  readonly choices: readonly ForeignChoice[];
  readonly open: readonly WithoutCounterpart[];
}

const NOTHING: ChosenLibraries = { choices: [], open: [] };

/**
 * Finds out which libraries are meant. pakt names those that it syncs: where the tool names those that it leaves out, or only movies, the
 * server has to be asked for its list. Where there is no home to ask with, or no answer, that is told.
 */
export async function chooseForeignLibraries(
  { from, only, movies, shows, excluded }: ForeignLibraries,
  { home, signal }: { readonly home: Home | undefined; readonly signal: AbortSignal | undefined },
): Promise<ChosenLibraries> {
  const named = only.length > 0 ? only : movies.length > 0 && shows.length > 0 ? [...movies, ...shows] : [];
  if (named.length > 0 && excluded.length === 0) {
    return { ...NOTHING, choices: [{ key: "plex.libraries", value: named, from }] };
  }
  if (only.length + movies.length + shows.length + excluded.length === 0) return NOTHING;
  const libraries = await readLibraries(home, signal);
  const told = (reason: string): ChosenLibraries => ({ ...NOTHING, open: [{ key: from, reason }] });
  if (libraries === undefined) {
    const words = [
      only.join(", "),
      movies.length === 0 ? "" : `movies from ${movies.join(", ")}`,
      shows.length === 0 ? "" : `shows from ${shows.join(", ")}`,
      excluded.length === 0 ? "" : `all but ${excluded.join(", ")}`,
    ].filter((part) => part !== "");
    return told(
      `${words.join(", ")}. pakt syncs all until you sign in and import again, or choose with \`pakt libraries\``,
    );
  }
  const meant = libraries.filter(({ type, title }) => {
    const list = only.length > 0 ? only : type === "movie" ? movies : shows;
    return (list.length === 0 || list.includes(title)) && !excluded.includes(title);
  });
  if (meant.length === 0)
    return told("your server has no such library: pakt syncs all until you choose with `pakt libraries`");
  // All of them, also those that come later.
  if (meant.length === libraries.length)
    return { ...NOTHING, choices: [{ key: "plex.libraries", value: "all", from }] };
  const shown = meant.map(({ title }) => title).join(", ");
  // Uuids outlive a renaming; keys are what older servers have.
  return {
    ...NOTHING,
    choices: [{ key: "plex.libraries", value: meant.map(({ uuid, key }) => uuid ?? key), shown, from }],
  };
}

async function readLibraries(
  home: Home | undefined,
  signal: AbortSignal | undefined,
): Promise<readonly Library[] | undefined> {
  if (home === undefined) return undefined;
  try {
    return (await listLibraries(home, { signal })).filter(({ supported }) => supported);
  } catch (error) {
    // Nobody is signed in yet, or the server is off: the rest of the import does not need it.
    if (isPaktError(error) && error.code !== "interrupted") return undefined;
    throw error;
  }
}
