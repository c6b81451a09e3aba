import type { Report } from "@pakt/sync";
import * as fc from "fast-check";

import { brokenLaws } from "./laws.ts";
import { runSync } from "./runs.ts";
import { createScene } from "./scene.ts";
import type { Scene } from "./scene.ts";
import { beginInSync, settingsOfAll, stories } from "./steps.ts";

const HOUR_MS = 3_600_000;
/** How long it is quiet before each of the last runs: longer than any read may lag, and than a title may be left alone. */
const QUIET_MS = [0, 1, 26, 24 * 8, 24 * 31].map((hours) => hours * HOUR_MS);

/** A story that ended badly. */
export interface BadEnd {
  /** What happened, a step a line. */
  readonly story: string;
  /** What is then not as it must be. */
  readonly broken: string;
}

/**
 * Tells one story to its end; `undefined` when all laws hold there. The same seed tells the same story; with `shrinks`, the shortest that
 * ends as badly is looked for.
 */
export async function tellStory(seed: number, { shrinks }: { readonly shrinks: boolean }): Promise<BadEnd | undefined> {
  const story = fc.asyncProperty(settingsOfAll, stories, async (settings, commands) => {
    const scene = await createScene(settings);
    try {
      if (settings.beginsInSync) await beginInSync(scene);
      await fc.asyncModelRun(() => ({ model: scene.memory, real: scene }), commands);
      const broken = await endQuietly(scene);
      if (broken.length > 0) throw new Error(broken.join("\n"));
    } finally {
      await scene.world.close();
    }
  });
  const { failed, counterexample, errorInstance } = await fc.check(story, { seed, numRuns: 1, endOnFailure: !shrinks });
  if (!failed) return undefined;
  const [settings, commands] = counterexample ?? [];
  return {
    story: [JSON.stringify(settings), ...fc.stringify(commands).split(/,(?=\{"step")/)].join("\n"),
    broken: errorInstance instanceof Error ? (errorInstance.stack ?? errorInstance.message) : String(errorInstance),
  };
}

/** Nobody acts and nothing goes wrong any more: what is then not as it must be. */
async function endQuietly(scene: Scene): Promise<readonly string[]> {
  let broken: readonly string[] = [];
  let said: readonly string[] = [];
  for (const quietMs of QUIET_MS) {
    scene.world.pass(quietMs);
    const report: Report | undefined = await runSync(scene);
    broken = brokenLaws(scene, report);
    if (broken.length === 0) return broken;
    said = whatIsSaid(report);
  }
  return [...broken, ...said.map((line) => `(said: ${line})`)];
}

/** What the report lists, a line each. */
function whatIsSaid(report: Report | undefined): readonly string[] {
  if (report === undefined) return [];
  const { kept, skipped, held, refused, unmatched, conflicts, problems, warnings } = report;
  const named = { kept, skipped, held, refused, unmatched, conflicts };
  return [
    ...Object.entries(named).flatMap(([list, entries]) =>
      entries.map(({ field, title, reason }) => `${list}: ${field} of ${title}, ${reason}`),
    ),
    ...problems.map(({ title, reason }) => `problem: ${title}, ${reason}`),
    ...warnings,
  ];
}
