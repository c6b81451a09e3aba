// Flips each decision of the table to every other one, and shows that a test of the core fails for each.
import { spawnSync } from "node:child_process";
import { cp, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";

const core = join(import.meta.dirname, "..", "..", "packages", "sync-core");
const copy = join(import.meta.dirname, "mutant");
const moves = ["stayed", "changed", "gone"] as const;
const TESTS = [
  "src/decide.test.ts",
  "src/plan-rating.test.ts",
  "src/plan-watched.test.ts",
  "src/plan-watchlist.test.ts",
];

/** Nothing compared with nothing is adopted: the same decision in other words. */
const SAME_DECISION = "gone on Plex, gone on Trakt: adopt -> compare";

const source = await readFile(join(core, "src", "decide.ts"), "utf8");
const decisions = [...(/type Cell = ([^;]+);/.exec(source)?.[1] ?? "").matchAll(/"([^"]+)"/g)].flatMap(
  ([, name]) => name ?? [],
);
const cells = moves.flatMap((plex) => moves.map((trakt) => ({ plex, trakt, decision: decisionAt(plex, trakt) })));

await cp(core, copy, { recursive: true, filter: (path) => !/node_modules|dist$|\.turbo|tsconfig/.test(path) });
try {
  if (!passes()) throw new Error("The tests fail before anything was flipped.");
  const survivors: string[] = [];
  let flipped = 0;
  for (const { plex, trakt, decision } of cells) {
    for (const other of decisions.filter((each) => each !== decision)) {
      const name = `${plex} on Plex, ${trakt} on Trakt: ${decision} -> ${other}`;
      if (name === SAME_DECISION) continue;
      await writeFile(join(copy, "src", "decide.ts"), flip(plex, trakt, other));
      const isCaught = !passes();
      flipped += 1;
      if (!isCaught) survivors.push(name);
      console.log(`${isCaught ? "caught  " : "SURVIVED"}  ${name}`);
    }
  }
  console.log(`${flipped - survivors.length} caught, ${survivors.length} survived`);
  process.exitCode = survivors.length === 0 ? 0 : 1;
} finally {
  await rm(copy, { recursive: true, force: true });
}

function decisionAt(plex: string, trakt: string): string {
  const found = cellPattern(plex, trakt).exec(source)?.[2];
  if (found === undefined) throw new Error(`The table has no cell for ${plex} and ${trakt}.`);
  return found;
}

function flip(plex: string, trakt: string, decision: string): string {
  return source.replace(cellPattern(plex, trakt), `$1${decision}$3`);
}

/** The cell of a row and a column, with what stands before and after it. */
function cellPattern(plex: string, trakt: string): RegExp {
  return new RegExp(`(const table[\\s\\S]*?\\n  ${plex}: \\{[\\s\\S]*?\\n    ${trakt}: ")([^"]+)(")`);
}

function passes(): boolean {
  const { status } = spawnSync(
    join(import.meta.dirname, "..", "..", "node_modules", ".bin", "vitest"),
    ["run", "--root", copy, "--reporter=dot", ...TESTS],
    { cwd: copy, stdio: "ignore" },
  );
  return status === 0;
}
