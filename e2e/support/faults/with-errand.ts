import type { SyncEvent } from "@pakt/sync";

import { runSync, runUndo } from "../run-in-process.ts";
import type { Services } from "../start-services.ts";
import { withFaultScene } from "./fault-scene.ts";
import type { FaultScene } from "./fault-scene.ts";
import type { Errand } from "./undisturbed.ts";

/** Runs the errand once. */
export type RunErrand = (onEvent: (event: SyncEvent) => void, env?: Services["env"]) => ReturnType<typeof runSync>;

/** Runs `work` on a scene in which the errand is still to be run. */
export function withErrand<T>(errand: Errand, work: (scene: FaultScene, run: RunErrand) => Promise<T>): Promise<T> {
  return withFaultScene(async (scene) => {
    const { services, clock } = scene;
    if (errand === "sync") return work(scene, (onEvent, env = {}) => runSync(services, { clock, onEvent, env }));
    const { run } = await runSync(services, { clock });
    services.plex.requests.clear();
    services.trakt.requests.clear();
    return work(scene, (onEvent, env = {}) => runUndo(services, run, { clock, onEvent, env }));
  });
}
