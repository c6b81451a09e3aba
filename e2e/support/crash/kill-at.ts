import { sync } from "@pakt/sync";

import { differences, doubledPlays } from "../differences.ts";
import { endOfRun } from "../faults/end-of-run.ts";
import { lostEntries, stateOfServices } from "../faults/state-of-services.ts";
import type { Errand } from "../faults/undisturbed.ts";
import { createLife } from "../in-memory/life.ts";
import type { Point } from "../in-memory/life.ts";
import { withCrashScene } from "./crash-scene.ts";
import type { CrashScene } from "./crash-scene.ts";

/** The points of an errand that nothing disturbs, and what there is before and after it. */
export interface Course {
  readonly points: readonly Point[];
  readonly before: ReadonlySet<string>;
  readonly after: ReadonlySet<string>;
}

/** Runs an errand that nothing disturbs, and counts all points at which it could be killed. */
export function runCourse(errand: Errand): Promise<Course> {
  return withCrashScene(errand, async ({ world, run }) => {
    const before = stateOfServices(world);
    const life = createLife();
    const { exitCode } = await run(life);
    if (exitCode !== 0) throw new Error(`The undisturbed ${errand} ended with ${exitCode}.`);
    const after = stateOfServices(world);
    const next = await world.inProcess((home) => sync(home, { listOperations: true }));
    if (next.operations?.length !== 0) throw new Error(`After the undisturbed ${errand} there is still to do.`);
    return { points: life.points, before, after };
  });
}

/** What a kill came to. */
export interface KillEnd {
  readonly needsSignIn: boolean;
  /** What is not as it must be, a line each. */
  readonly broken: readonly string[];
}

/** Kills an errand at a point, runs it again, and looks whether that is as good as an undisturbed one. */
export function killAt(errand: Errand, number: number, course: Course): Promise<KillEnd> {
  return withCrashScene(errand, async (scene) => {
    const { world, placed, run } = scene;
    const life = createLife((_, reached) => reached === number);
    await run(life).catch(() => undefined);
    const lost = lostEntries(stateOfServices(world), course);
    // Trakt's refresh tokens work once: killed before it was stored, the person signs in again.
    const needsSignIn = await isSignedOut(scene);
    if (needsSignIn) world.signIn();

    const next = await endOfRun(() => run());
    const operations: string[] = [];
    const last = await endOfRun(async () => {
      const report = await world.inProcess((home) => sync(home, { listOperations: true }));
      operations.push(...(report.operations ?? []).map(({ id }) => id));
      return report;
    });
    const now = stateOfServices(world);
    const scrobbles = world.plex.scrobbles;
    return {
      needsSignIn,
      broken: [
        ...(life.isOver() ? [] : ["the run was not killed"]),
        ...lost.map((entry) => `taken back by nobody: ${entry}`),
        ...(next.exitCode === 0 ? [] : [`the next run ended with ${next.exitCode}: ${next.sentences.join("; ")}`]),
        ...(last.exitCode === 0 ? [] : [`the last run ended with ${last.exitCode}: ${last.sentences.join("; ")}`]),
        ...operations.map((id) => `still to do: ${id}`),
        ...[...now].filter((entry) => !course.after.has(entry)).map((entry) => `too much: ${entry}`),
        ...[...course.after].filter((entry) => !now.has(entry)).map((entry) => `missing: ${entry}`),
        ...(errand === "sync" ? differences(world, placed) : []),
        ...doubledPlays(world).map((play) => `doubled: ${play}`),
        ...scrobbles.filter((key, place) => scrobbles.indexOf(key) !== place).map((key) => `marked twice: ${key}`),
        ...world.plex.violations,
        ...world.trakt.violations,
      ],
    };
  });
}

async function isSignedOut({ world }: CrashScene): Promise<boolean> {
  const dry = await endOfRun(() => world.inProcess((home) => sync(home, { dryRun: true })));
  return dry.exitCode === 5;
}
