// Prints what runs on a large household cost, beside the floor: the same pages fetched with bare fetch and JSON.parse.
import { fork } from "node:child_process";
import type { ChildProcess } from "node:child_process";
import { once } from "node:events";
import { z } from "zod";

const measures = z.object({
  wallMs: z.number(),
  cpuMs: z.number(),
  peakMb: z.number(),
  requests: z.object({ plex: z.number(), trakt: z.number() }).optional(),
  bytes: z.number().optional(),
});
type Measures = z.infer<typeof measures>;

const asked = z.object({
  requests: z.array(
    z.object({ side: z.enum(["plex", "trakt"]), method: z.string(), path: z.string(), query: z.string() }),
  ),
});

const execArgv = ["--conditions=@pakt/source"];
const script = (name: string): string => new URL(name, import.meta.url).pathname;

async function message(child: ChildProcess): Promise<unknown> {
  const [value] = await once(child, "message");
  return value;
}

async function measure(name: string, env: Record<string, string>, args: readonly string[] = []): Promise<Measures> {
  const child = fork(script(name), args, { env: { ...process.env, ...env }, execArgv });
  return measures.parse(await message(child));
}

async function benchHousehold(seenOn: "both" | "plex", runs: readonly string[]): Promise<Record<string, object>> {
  const server = fork(script("serve-household.ts"), [seenOn], { execArgv });
  const { env } = z.object({ env: z.record(z.string(), z.string()) }).parse(await message(server));
  const rows: Record<string, object> = {};
  for (const name of runs) {
    const run = await measure("measured-run.ts", env);
    server.send("requests");
    const { requests } = asked.parse(await message(server));
    const pages = requests.filter(({ method }) => method === "GET");
    const floor = await measure("measured-floor.ts", env, [JSON.stringify(pages)]);
    server.send("requests");
    await message(server);
    rows[name] = {
      "Plex requests": run.requests?.plex,
      "Trakt requests": run.requests?.trakt,
      "MB read": ((floor.bytes ?? 0) / 1e6).toFixed(1),
      "wall ms": run.wallMs,
      "CPU ms": run.cpuMs,
      "peak MB": run.peakMb,
      "floor wall ms": floor.wallMs,
      "floor CPU ms": floor.cpuMs,
      ratio: (run.wallMs / floor.wallMs).toFixed(2),
    };
  }
  server.send("close");
  await once(server, "exit");
  return rows;
}

console.log(
  "10 000 movies, 1 000 shows, 50 000 episodes; 6 000 movies and 36 000 episodes watched; 2 000 movies rated.\n",
);
console.table(await benchHousehold("both", ["first run, both agree", "nothing changed"]));
console.table(await benchHousehold("plex", ["first run, Trakt empty: 42 000 plays", "nothing changed after it"]));
