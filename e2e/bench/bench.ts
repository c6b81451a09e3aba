// Prints what runs on a large household cost, beside the floor: the same pages fetched with bare fetch and JSON.parse.
import { fork } from "node:child_process";
import type { ChildProcess } from "node:child_process";
import { once } from "node:events";
import { z } from "zod";

const measured = { wallMs: z.number(), cpuMs: z.number(), peakMb: z.number() };
const runMeasures = z.object({
  ...measured,
  requests: z.object({ plex: z.number(), trakt: z.number() }),
  pages: z.array(z.looseObject({ url: z.string() })),
});
const floorMeasures = z.object({ ...measured, bytes: z.number() });

function start(name: string, args: readonly string[], env: Readonly<Record<string, string>> = {}): ChildProcess {
  const script = new URL(name, import.meta.url).pathname;
  return fork(script, args, { env: { ...process.env, ...env }, execArgv: ["--conditions=@pakt/source"] });
}

/** The next message of a process; a process that ends without one is an error. */
function message(child: ChildProcess): Promise<unknown> {
  return new Promise((resolve, reject) => {
    const onExit = (code: number | null): void => reject(new Error(`a measured process ended with ${code}`));
    child.once("exit", onExit);
    child.once("message", (value) => {
      child.off("exit", onExit);
      resolve(value);
    });
  });
}

async function measureFloor(pages: z.infer<typeof runMeasures>["pages"]): Promise<z.infer<typeof floorMeasures>> {
  const floor = start("measured-floor.ts", []);
  await message(floor);
  floor.send(pages);
  return floorMeasures.parse(await message(floor));
}

async function benchHousehold(seenOn: "both" | "plex", runs: readonly string[]): Promise<Record<string, object>> {
  const server = start("serve-household.ts", [seenOn]);
  const { env } = z.object({ env: z.record(z.string(), z.string()) }).parse(await message(server));
  const rows: Record<string, object> = {};
  for (const name of runs) {
    const run = runMeasures.parse(await message(start("measured-run.ts", [], env)));
    const floor = await measureFloor(run.pages);
    rows[name] = {
      "requests to Plex": run.requests.plex,
      "to Trakt": run.requests.trakt,
      "MB read": (floor.bytes / 1e6).toFixed(1),
      "wall ms": run.wallMs,
      "CPU ms": run.cpuMs,
      "peak MB": run.peakMb,
      "floor wall ms": floor.wallMs,
      "floor CPU ms": floor.cpuMs,
      "floor peak MB": floor.peakMb,
      "wall / floor": (run.wallMs / floor.wallMs).toFixed(2),
    };
  }
  server.send("close");
  await once(server, "exit");
  return rows;
}

console.log(
  "10 000 movies, 1 000 shows, 50 000 episodes, all collected; 6 000 movies and 36 000 episodes watched; 2 000 rated, 200 listed.",
);
console.table(await benchHousehold("both", ["first run, both agree", "nothing changed"]));
console.table(
  await benchHousehold("plex", ["first run, Trakt empty: 42 000 plays, 60 000 collected", "nothing changed after it"]),
);
