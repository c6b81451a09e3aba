import * as fc from "fast-check";

import { FAULT_NAMES, SILENT } from "../faults/fault-kinds.ts";
import { ON_PLEX, ON_TRAKT, perform } from "./acts.ts";
import type { Act } from "./acts.ts";
import type { Memory } from "./memory.ts";
import { runAsShown, runSync, runUndo } from "./runs.ts";
import type { Trouble } from "./runs.ts";
import type { Scene, Settings } from "./scene.ts";

/** One step of a story. */
export type Step =
  | { readonly step: "acts"; readonly acts: readonly Act[] }
  | { readonly step: "pass"; readonly minutes: number }
  | { readonly step: "run"; readonly trouble: Trouble }
  | { readonly step: "dry run and run" | "undo" }
  | { readonly step: "limit"; readonly list: "watchlist" | "collection"; readonly count: number };

const TITLES = 7;
const title = fc.nat(TITLES - 1);
const onTrakt = fc.record({ side: fc.constant("trakt" as const), act: fc.constantFrom(...ON_TRAKT), title });
const onPlex = fc.record({
  side: fc.constant("plex" as const),
  act: fc.constantFrom(...ON_PLEX),
  title,
  copy: fc.nat(2),
});
const fault = fc.record({
  kind: fc.constant("fault" as const),
  // Silence ends by the client's patience, and that runs by the real clock.
  fault: fc.constantFrom(...FAULT_NAMES.filter((name) => !SILENT.has(name))),
  request: fc.nat(70),
});
const crash = fc.record({ kind: fc.constant("crash" as const), point: fc.nat(90) });
const concurrent = fc.record({ kind: fc.constant("concurrent" as const), act: onTrakt, request: fc.nat(12) });
const run = (trouble: fc.Arbitrary<Trouble>) => fc.record({ step: fc.constant("run" as const), trouble });

/** What concerns one field, so that both sides do something about the same. */
const FAMILIES = [
  { plex: ["view", "unview"], trakt: ["watch", "unwatch"] },
  { plex: ["rate", "unrate"], trakt: ["rate", "unrate"] },
  { plex: ["list", "unlist"], trakt: ["list", "unlist"] },
  { plex: ["better file", "delete file", "add file"], trakt: ["uncollect"] },
] as const;
const clash = fc
  .record({ family: fc.constantFrom(...FAMILIES), title, copy: fc.nat(2), isTraktFirst: fc.boolean() })
  .chain(({ family, title: both, copy, isTraktFirst }) =>
    fc.tuple(fc.constantFrom(...family.plex), fc.constantFrom(...family.trakt)).map(([plex, trakt]): readonly Act[] => {
      const acts: readonly Act[] = [
        { side: "plex", act: plex, title: both, copy },
        { side: "trakt", act: trakt, title: both },
      ];
      return isTraktFirst ? acts.toReversed() : acts;
    }),
  );
const acts = (of: fc.Arbitrary<readonly Act[]>) => fc.record({ step: fc.constant("acts" as const), acts: of });

const steps: fc.Arbitrary<Step> = fc.oneof(
  { weight: 9, arbitrary: acts(fc.tuple(fc.oneof(onTrakt, onPlex))) },
  { weight: 6, arbitrary: acts(clash) },
  {
    weight: 2,
    arbitrary: fc.record({
      step: fc.constant("pass" as const),
      minutes: fc.oneof(
        fc.integer({ min: 1, max: 200 }),
        fc.integer({ min: 4, max: 72 }).map((hours) => hours * 60),
        fc.constant(60 * 24 * 8),
      ),
    }),
  },
  { weight: 5, arbitrary: run(fc.constant({ kind: "none" })) },
  { weight: 2, arbitrary: run(fault) },
  { weight: 2, arbitrary: run(crash) },
  { weight: 1, arbitrary: run(concurrent) },
  { weight: 1, arbitrary: fc.constant({ step: "dry run and run" }) },
  { weight: 1, arbitrary: fc.constant({ step: "undo" }) },
  {
    weight: 1,
    arbitrary: fc.record({
      step: fc.constant("limit" as const),
      list: fc.constantFrom("watchlist" as const, "collection" as const),
      count: fc.nat(6),
    }),
  },
);

/** Stories that people, services and machines can write. */
export const stories = fc.commands<Memory, Scene, false>([steps.map(toCommand)], { maxCommands: 24, size: "max" });

/** Whatever a person can choose. */
export const settingsOfAll: fc.Arbitrary<Settings> = fc.record(
  {
    watchedRemovals: fc.constantFrom("keep" as const, "propagate" as const),
    collectionRemovals: fc.constantFrom("keep" as const, "propagate" as const),
    cast: fc.uniqueArray(fc.nat(TITLES - 1), { minLength: 1, maxLength: 4 }),
    beginsInSync: fc.boolean(),
    ignoresFirstMovie: fc.boolean(),
    plexDropsWatched: fc.boolean(),
    traktDropsWatched: fc.boolean(),
    oneWay: fc.record({
      field: fc.constantFrom("watched" as const, "rating" as const, "watchlist" as const),
      direction: fc.constantFrom("plex-to-trakt" as const, "trakt-to-plex" as const, "off" as const),
    }),
  },
  {
    requiredKeys: [
      "watchedRemovals",
      "collectionRemovals",
      "cast",
      "beginsInSync",
      "ignoresFirstMovie",
      "plexDropsWatched",
      "traktDropsWatched",
    ],
  },
);

function toCommand(step: Step): fc.AsyncCommand<Memory, Scene> {
  return {
    check: () => true,
    run: (_, scene) => take(scene, step),
    toString: () => JSON.stringify(step),
  };
}

/** Lets the person see, rate and list all of the cast, and pakt tell both sides. */
export async function beginInSync(scene: Scene): Promise<void> {
  for (const place of scene.settings.cast.keys()) {
    const both: readonly Act[] = [
      { side: "plex", act: "view", title: place, copy: 0 },
      { side: "trakt", act: "rate", title: place },
      { side: "plex", act: "list", title: place, copy: 0 },
    ];
    for (const act of both) perform(scene, act);
  }
  await runSync(scene);
  await runSync(scene);
}

async function take(scene: Scene, step: Step): Promise<void> {
  switch (step.step) {
    case "acts":
      for (const act of step.acts) perform(scene, act);
      return;
    case "pass":
      scene.world.pass(step.minutes * 60_000);
      return;
    case "run":
      await runSync(scene, step.trouble);
      return;
    case "dry run and run":
      await runAsShown(scene);
      return;
    case "undo":
      await runUndo(scene);
      return;
    case "limit":
      scene.memory.hasLimits = true;
      scene.world.trakt.account.changeSettings({ limits: { [step.list]: step.count } });
      return;
    default:
      step satisfies never;
  }
}
