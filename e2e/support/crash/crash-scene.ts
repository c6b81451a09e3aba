import { sync, undo } from "@pakt/sync";
import type { Report } from "@pakt/sync";

import { changeOnBothSides, fillForRemovals } from "../faults/fault-scene.ts";
import type { Errand } from "../faults/undisturbed.ts";
import { fillHousehold } from "../fill-household.ts";
import type { Placed } from "../household.ts";
import type { Life } from "../in-memory/life.ts";
import { createWorld } from "../in-memory/world.ts";
import type { World } from "../in-memory/world.ts";

/** A household in which an errand is still to be run, with something to do in every field. */
export interface CrashScene {
  readonly world: World;
  readonly placed: readonly Placed[];
  /** Runs the errand once. */
  readonly run: (life?: Life) => Promise<Report>;
}

const LATER_MS = 3_600_000;

/**
 * Runs `work` on a household that was synced before and in which much has changed since, on both sides, from a home that has lost its
 * cache and holds a sign-in that has expired. Removals of every field go to the other side.
 */
export async function withCrashScene<T>(errand: Errand, work: (scene: CrashScene) => Promise<T>): Promise<T> {
  const world = await createWorld({
    plex: { guidsInWatchlist: false, ignoresFilters: true, streamsInLists: "ignored" },
    configure: (config) => ({
      ...config,
      fields: {
        ...config.fields,
        watched: { ...config.fields.watched, removals: "propagate" },
        collection: { ...config.fields.collection, removals: "propagate" },
      },
    }),
  });
  try {
    const household = fillHousehold(world);
    fillForRemovals(household);
    const placed = [...household.placed];
    await world.inProcess((home) => sync(home));
    world.pass(LATER_MS);
    changeOnBothSides(world, { ...household, placed });
    const last = errand === "sync" ? undefined : (await world.inProcess((home) => sync(home))).run;
    world.pass(LATER_MS);
    for (const key of world.kept.keys()) if (key.startsWith("cache:")) world.kept.delete(key);
    world.trakt.tokens.expire();
    world.plex.requests.clear();
    world.trakt.requests.clear();
    return await work({
      world,
      placed,
      run: (life) => world.inProcess((home) => (last === undefined ? sync(home) : undo(home, last)), life),
    });
  } finally {
    await world.close();
  }
}
