import { isPaktError, sync, undo } from "@pakt/sync";
import type { Home, Report } from "@pakt/sync";

import { FAULTS } from "../faults/fault-kinds.ts";
import type { FaultName } from "../faults/fault-kinds.ts";
import { createLife } from "../in-memory/life.ts";
import type { Life } from "../in-memory/life.ts";
import { perform } from "./acts.ts";
import type { Act } from "./acts.ts";
import { rememberReport } from "./memory.ts";
import { forbiddenChanges, takeStock } from "./policy-law.ts";
import type { Scene } from "./scene.ts";

/** What happens to a run from the outside. */
export type Trouble =
  | { readonly kind: "none" }
  | { readonly kind: "fault"; readonly fault: FaultName; readonly request: number }
  | { readonly kind: "crash"; readonly point: number }
  | { readonly kind: "concurrent"; readonly act: Act & { readonly side: "trakt" }; readonly request: number };

/** Lets pakt sync once. `undefined` when it did not get as far as a report. */
export async function runSync(scene: Scene, trouble: Trouble = { kind: "none" }): Promise<Report | undefined> {
  const { memory } = scene;
  const begun = memory.next;
  const report = await run(scene, trouble, (home) => sync(home, { listOperations: true }));
  if (report === undefined) return undefined;
  if (memory.next === begun && trouble.kind !== "concurrent") rememberReport(memory, report);
  memory.lastRun = (report.operations ?? []).length > 0 ? report.run : memory.lastRun;
  return report;
}

/** Asks what the next run would do, and lets it: it does that. */
export async function runAsShown(scene: Scene): Promise<void> {
  const before = takeStock(scene);
  const dry = await run(scene, { kind: "none" }, (home) => sync(home, { dryRun: true }));
  const changed = [...takeStock(scene)].filter(([place, value]) => before.get(place) !== value);
  scene.memory.broken.push(...changed.map(([place]) => `the dry run changed ${place}`));
  const report = await runSync(scene);
  if (dry === undefined || report === undefined) return;
  const ids = (of: Report): string => (of.operations ?? []).map(({ id }) => id).join(" ");
  if (ids(dry) !== ids(report)) scene.memory.broken.push(`shown: ${ids(dry)}; done: ${ids(report)}`);
}

/** Takes the last run back, if there is one. */
export async function runUndo(scene: Scene): Promise<void> {
  const { memory } = scene;
  const { lastRun } = memory;
  if (lastRun === undefined) return;
  memory.lastRun = undefined;
  memory.hasUndone = true;
  // What was taken back is as open as before.
  memory.settledAt.length = 0;
  await run(scene, { kind: "none" }, (home) => undo(home, lastRun));
}

async function run(scene: Scene, trouble: Trouble, work: (home: Home) => Promise<Report>): Promise<Report | undefined> {
  const { world, memory } = scene;
  const before = takeStock(scene);
  const life = lifeWith(trouble);
  disturb(scene, trouble);
  try {
    const report = await world.inProcess(work, life);
    if (trouble.kind !== "concurrent") memory.broken.push(...forbiddenChanges(scene, before));
    return report;
  } catch (error) {
    if (life.isOver()) return undefined;
    if (!isPaktError(error)) throw error;
    // Trakt's refresh tokens work once: where the answer to a refresh was lost, the person signs in again.
    if (error.exitCode === 5) world.signIn();
    return undefined;
  } finally {
    world.plex.intercept();
    world.trakt.intercept();
    world.pass(60_000);
  }
}

function lifeWith(trouble: Trouble): Life {
  return createLife((_, number) => trouble.kind === "crash" && number === trouble.point);
}

/** Lets requests of one run go wrong, or somebody act while it is under way. */
function disturb(scene: Scene, trouble: Trouble): void {
  const { plex, trakt } = scene.world;
  let seen = 0;
  if (trouble.kind === "fault") {
    const { phase, ...faults } = FAULTS[trouble.fault];
    const isIt = (request: { readonly method: string; readonly path: string; readonly phase: string }): boolean => {
      if (request.phase !== phase) return false;
      seen += 1;
      return seen - 1 === trouble.request;
    };
    plex.intercept((request) => (isIt(request) ? faults.plex : undefined));
    trakt.intercept((request) => (isIt(request) ? faults.trakt : undefined));
  }
  if (trouble.kind === "concurrent") {
    trakt.intercept(({ phase, method }) => {
      if (phase !== "before") return undefined;
      // The last look before the first write is what most can be missed after.
      const isNow = trouble.request === 0 ? method === "POST" : seen === trouble.request;
      if (isNow && seen >= 0) {
        perform(scene, trouble.act, true);
        seen = Number.NEGATIVE_INFINITY;
      }
      seen += 1;
      return undefined;
    });
  }
}
