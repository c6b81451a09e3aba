import { endOfRun } from "./end-of-run.ts";
import { endpointOf } from "./endpoint-of.ts";
import { stateOfServices } from "./state-of-services.ts";
import { withErrand } from "./with-errand.ts";

/** What is run: a sync, or taking one back. */
export type Errand = "sync" | "undo";

/** What there is before an errand and after it when nothing goes wrong, and the endpoints that it calls, in their order. */
export interface Undisturbed {
  readonly before: ReadonlySet<string>;
  readonly after: ReadonlySet<string>;
  readonly endpoints: readonly string[];
}

/** Runs an errand without any fault. */
export function runUndisturbed(errand: Errand): Promise<Undisturbed> {
  return withErrand(errand, async (scene, run) => {
    const { services } = scene;
    const before = stateOfServices(services);
    const end = await endOfRun(run);
    if (end.exitCode !== 0) throw new Error(`The undisturbed ${errand} ended with ${end.exitCode}: ${end.said}`);
    const endpoints = [...services.plex.requests, ...services.trakt.requests].map(endpointOf);
    return { before, after: stateOfServices(services), endpoints: [...new Set(endpoints)] };
  });
}
