// Measures what pakt costs and writes it to bench/results.json. See the README beside.
import { parseArgs } from "node:util";
import { z } from "zod";

import { benchHousehold } from "./bench-household.ts";
import { benchParts } from "./bench-parts.ts";
import { benchPlan } from "./bench-plan.ts";
import type { RunResult } from "./results.ts";
import { toResult, writeResults } from "./results.ts";
import { SIZES } from "./sizes.ts";
import { toTable } from "./table.ts";

const USAGE = `npm run bench -- [S] [M] [L] [XL] [parts] [--rounds 3] [--seed 1] [--latency none,real]

Measures whole runs of households on the in-memory services, beside the floor: the same pages with bare fetch and JSON.parse.
Of XL, and of the others too, planning alone. With "parts": what index, plan, pages, ids, qualities and the
state file cost by themselves. Without a name: everything.`;

const LATENCIES = { none: { plex: 0, trakt: 0 }, real: { plex: 5, trakt: 80 } } as const;

const SIZE_NAMES = ["S", "M", "L", "XL"] as const;
const choices = z.object({
  names: z.array(z.enum([...SIZE_NAMES, "parts"])),
  rounds: z.coerce.number().int().min(1),
  seed: z.coerce.number().int(),
  latency: z
    .string()
    .transform((text) => text.split(","))
    .pipe(z.array(z.enum(["none", "real"]))),
  help: z.boolean(),
});

/** What was asked for; `undefined` where that cannot be done. */
function readChoices(): z.output<typeof choices> | undefined {
  try {
    const { values, positionals } = parseArgs({
      allowPositionals: true,
      options: {
        rounds: { type: "string", default: "3" },
        seed: { type: "string", default: "1" },
        latency: { type: "string", default: "none,real" },
        help: { type: "boolean", default: false },
      },
    });
    return choices.safeParse({ ...values, names: positionals }).data;
  } catch {
    // An option that there is not.
    return undefined;
  }
}

const asked = readChoices();
if (asked === undefined || asked.help) {
  console.log(USAGE);
  process.exit(asked === undefined ? 2 : 0);
}
const { names, rounds, seed, latency: latencies } = asked;
const sizes = SIZE_NAMES.filter((each) => names.length === 0 || names.includes(each));

for (const each of sizes) {
  const { movies, shows, seasonsPerShow, episodesPerSeason } = SIZES[each];
  const episodes = shows * seasonsPerShow * episodesPerSeason;
  console.log(`\n${each}: ${movies} movies, ${shows} shows, ${episodes} episodes`);
  for (const latency of each === "XL" ? [] : latencies) {
    const latencyMs = LATENCIES[latency];
    const measured = await benchHousehold({ size: each as "S" | "M" | "L", seed, rounds, latencyMs });
    const results: Record<string, RunResult> = {};
    for (const [name, ofRun] of measured) results[name] = toResult(ofRun);
    console.log(latency === "none" ? "no latency" : "80 ms to Trakt, 5 ms to Plex");
    console.log(toTable(results));
    await writeResults({ [`${each}, ${latency === "none" ? "no latency" : "80 ms Trakt, 5 ms Plex"}`]: results });
  }
  const plan = await benchPlan(SIZES[each], { rounds, seed });
  const steps = Object.entries(plan.steps).map(([step, ms]) => `${step} ${ms} ms`);
  console.log(`planning ${plan.items} items: ${steps.join(", ")}; peak ${plan.peakMb} MB`);
  await writeResults({ [`${each}, planning`]: plan });
}
if (names.length === 0 || names.includes("parts")) {
  const parts = await benchParts(seed);
  console.log("\nThe parts by themselves");
  for (const [name, time] of Object.entries(parts)) console.log(`${name}: ${time}`);
  await writeResults({ parts });
}
