import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { z } from "zod";

import { nextMessage, startChild } from "./child.ts";
import { floorSchema, runSchema } from "./measures.ts";
import type { FloorMeasures, RunMeasures } from "./measures.ts";

/** A run with its floor. */
export interface RunBesideFloor {
  readonly run: RunMeasures;
  readonly floor: FloorMeasures;
}

/** Which household is measured, and how far away its services are. */
export interface HouseholdBench {
  readonly size: "S" | "M" | "L";
  readonly seed: number;
  readonly rounds: number;
  readonly latencyMs: { readonly plex: number; readonly trakt: number };
}

/** Every round of every run: the first one of a new home, one with nothing changed, one after ten changes. */
export async function benchHousehold(bench: HouseholdBench): Promise<ReadonlyMap<string, readonly RunBesideFloor[]>> {
  const { rounds, ...served } = bench;
  const server = startChild("serve-household.ts", { ...served, seenOn: "both" });
  const { env } = await nextMessage(server, z.object({ env: z.record(z.string(), z.string()) }));
  const measured = new Map<string, RunBesideFloor[]>();
  const measureRun = async (name: string, home: string): Promise<void> => {
    const run = await nextMessage(startChild("measured-run.ts", {}, { ...env, PAKT_HOME: home }), runSchema);
    const wanted = WRITES[name] ?? 0;
    if (run.exitCode !== 0 || run.written !== wanted) {
      throw new Error(`${name}: exit code ${run.exitCode}, ${run.written} written where ${wanted} were expected`);
    }
    measured.set(name, [...(measured.get(name) ?? []), { run, floor: await measureFloor(run) }]);
  };

  for (let round = 0; round < rounds; round += 1) {
    const home = await mkdtemp(join(tmpdir(), "pakt-bench-"));
    await measureRun("first run", home);
    await measureRun("nothing changed", home);
    server.send("change");
    await nextMessage(server, z.literal("changed"));
    // The services prepare their answers when they are first asked after a change: that is no run's cost.
    const settled = measured.get("nothing changed")?.at(-1);
    if (settled !== undefined) await measureFloor(settled.run);
    await measureRun("ten changes", home);
    await rm(home, { recursive: true, force: true });
  }
  server.send("close");
  await once(server, "exit");
  return measured;
}

const WRITES: Readonly<Record<string, number>> = { "ten changes": 10 };

/** Measures how fast the same pages are read by bare `fetch` and `JSON.parse`. */
export async function measureFloor({ pages, atOnce }: RunMeasures): Promise<FloorMeasures> {
  const floor = startChild("measured-floor.ts");
  await nextMessage(floor, z.literal("ready"));
  floor.send({ pages, atOnce });
  return nextMessage(floor, floorSchema);
}
