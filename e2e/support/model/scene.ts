import type { Config, Field } from "@pakt/sync";

import { createWorld } from "../in-memory/world.ts";
import type { World } from "../in-memory/world.ts";
import { createMemory } from "./memory.ts";
import type { Memory } from "./memory.ts";
import { fillSmallHousehold } from "./titles.ts";
import type { Title } from "./titles.ts";

/** What the person chose, and how the services are. */
export interface Settings {
  readonly watchedRemovals: "keep" | "propagate";
  readonly collectionRemovals: "keep" | "propagate";
  /** One field that is not synced both ways. */
  readonly oneWay?: {
    readonly field: Exclude<Field, "collection">;
    readonly direction: "plex-to-trakt" | "trakt-to-plex" | "off";
  };
  readonly ignoresFirstMovie: boolean;
  /** The titles that something is done to, by their place: few, so that much is done to each. */
  readonly cast: readonly number[];
  /** Whether both sides agree on all that there is of the cast when the story begins. */
  readonly beginsInSync: boolean;
  /** Whether what is watched leaves the list by itself. */
  readonly plexDropsWatched: boolean;
  readonly traktDropsWatched: boolean;
}

/** A world with a small household, and the person who lives in it. */
export interface Scene {
  readonly settings: Settings;
  readonly world: World;
  readonly titles: readonly Title[];
  readonly memory: Memory;
}

/** Makes a household in which nothing has happened yet. */
export async function createScene(settings: Settings): Promise<Scene> {
  const ignore: Config["ignore"] = settings.ignoresFirstMovie ? ["movie:tmdb:101001"] : [];
  const world = await createWorld({
    plex: { dropsWatched: settings.plexDropsWatched },
    trakt: { dropsWatched: settings.traktDropsWatched },
    configure: (config) => {
      const fields: Config["fields"] = {
        ...config.fields,
        watched: { ...config.fields.watched, removals: settings.watchedRemovals },
        collection: { ...config.fields.collection, removals: settings.collectionRemovals },
      };
      const { oneWay } = settings;
      const chosen = oneWay && { [oneWay.field]: { ...fields[oneWay.field], direction: oneWay.direction } };
      return { ...config, ignore, fields: { ...fields, ...chosen } };
    },
  });
  return { settings, world, titles: fillSmallHousehold(world), memory: createMemory() };
}
