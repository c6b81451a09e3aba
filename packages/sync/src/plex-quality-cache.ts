import type { Storage } from "unstorage";

import { isStoredFiles, openKnownFiles } from "./known-files.ts";
import type { KnownFiles } from "./known-files.ts";

/** What is remembered of files between runs, so that streams are read once. */
export interface PlexQualityCache {
  open(server: string, library: string): Promise<KnownFiles>;
  /** Whether a server gives streams in such lists; `undefined` when that was never tried. */
  givesStreams(lists: ListsOfServer): Promise<boolean | undefined>;
  setGivesStreams(lists: ListsOfServer, givesStreams: boolean): Promise<void>;
}

/** The lists of one type of item, by a server of one version: what it does for movies it need not do for episodes. */
export interface ListsOfServer {
  readonly server: string;
  readonly version: string;
  readonly type: "movie" | "episode";
}

/** A cache of one profile in `cache/`. A broken cache file is no loss: it counts as absent. */
export function createPlexQualityCache(storage: Storage, profile: string): PlexQualityCache {
  const keyOf = (name: string): string => `cache:${profile}:plex-${name.replaceAll(/[^\w-]/g, "_")}.json`;
  const probeKey = (server: string): string => keyOf(`streams-${server}`);
  return {
    open: async (server, library) => {
      const key = keyOf(`quality-${server}-${library}`);
      const text = await storage.getItemRaw<string>(key);
      const stored = parse(text, isStoredFiles);
      return openKnownFiles(stored, (files) => storage.setItemRaw(key, JSON.stringify(files)));
    },
    givesStreams: async ({ type, ...lists }) => (await readProbe(lists))?.[type],
    setGivesStreams: async ({ server, version, type }, givesStreams) => {
      const types = { ...(await readProbe({ server, version })), [type]: givesStreams };
      await storage.setItemRaw(probeKey(server), JSON.stringify({ server, version, types } satisfies Probe));
    },
  };

  async function readProbe({ server, version }: Omit<ListsOfServer, "type">): Promise<Probe["types"] | undefined> {
    const probe = parse(await storage.getItemRaw<string>(probeKey(server)), isProbe);
    return probe?.server === server && probe.version === version ? probe.types : undefined;
  }
}

interface Probe {
  readonly server: string;
  readonly version: string;
  readonly types: Readonly<Partial<Record<ListsOfServer["type"], boolean>>>;
}

/** pakt alone writes these files, whole or not at all: what is looked into is enough of a check. */
function parse<T extends object>(text: string | null, isValid: (value: object) => value is T): T | undefined {
  if (text === null) return undefined;
  try {
    const value: unknown = JSON.parse(text);
    return isObject(value) && isValid(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

function isProbe(value: object): value is Probe {
  return "server" in value && "version" in value && "types" in value && isObject(value.types);
}

function isObject(value: unknown): value is object {
  return typeof value === "object" && value !== null;
}
