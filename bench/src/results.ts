import { readFile, writeFile } from "node:fs/promises";
import { availableParallelism } from "node:os";

import type { RunBesideFloor } from "./bench-household.ts";
import { median } from "./median.ts";
import type { PartResults } from "./bench-parts.ts";
import type { PlanMeasures } from "./measures.ts";

/** What one run of a household costs, the median of its rounds. Ratios: 1 is the floor. */
export interface RunResult {
  readonly requests: { readonly plex: number; readonly trakt: number };
  readonly endpoints: Readonly<Record<string, number>>;
  readonly megabytes: number;
  readonly wallMs: number;
  readonly cpuMs: number;
  readonly mainMs: number;
  readonly startUpCpuMs: number;
  readonly peakMb: number;
  readonly floor: { readonly wallMs: number; readonly cpuMs: number; readonly mainMs: number; readonly peakMb: number };
  readonly wallRatio: number;
  readonly mainRatio: number;
}

/** The round in the middle, by the wall time in proportion to its own floor. */
export function toResult(rounds: readonly RunBesideFloor[]): RunResult {
  const { run, floor } = median(rounds, (round) => round.run.wallMs / round.floor.wallMs);
  const { requests, endpoints, wallMs, cpuMs, mainMs, startUpCpuMs, peakMb } = run;
  return {
    requests,
    endpoints: Object.fromEntries(Object.entries(endpoints).toSorted(([a], [b]) => (a < b ? -1 : 1))),
    megabytes: twoDecimals(floor.bytes / 1e6),
    wallMs,
    cpuMs,
    mainMs,
    startUpCpuMs,
    peakMb,
    floor: { wallMs: floor.wallMs, cpuMs: floor.cpuMs, mainMs: floor.mainMs, peakMb: floor.peakMb },
    wallRatio: twoDecimals(wallMs / floor.wallMs),
    mainRatio: twoDecimals(mainMs / floor.mainMs),
  };
}

function twoDecimals(value: number): number {
  return Math.round(value * 100) / 100;
}

/** Where results are kept: what was not measured this time stays. */
const FILE = new URL("../results.json", import.meta.url);

/** Puts results into `bench/results.json`, by name. */
export async function writeResults(
  results: Readonly<Record<string, Record<string, RunResult> | PlanMeasures | PartResults>>,
): Promise<void> {
  const former: unknown = JSON.parse(await readFile(FILE, "utf8").catch(() => "{}"));
  const machine = { node: process.version, cores: availableParallelism() };
  const all = { ...(typeof former === "object" ? former : {}), machine, ...results };
  await writeFile(FILE, `${JSON.stringify(all, undefined, 2)}\n`);
}
