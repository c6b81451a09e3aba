import { readdir, readFile, stat } from "node:fs/promises";
import { join } from "node:path";
import { spawnSync } from "node:child_process";

/** How much there is in a `node_modules`. */
export interface Installed {
  readonly packages: number;
  readonly bytes: number;
}

/** Counts what an installation has brought. */
export async function measureInstalled(folder: string): Promise<Installed> {
  const lock: unknown = JSON.parse(await readFile(join(folder, "node_modules", ".package-lock.json"), "utf8"));
  const packages = typeof lock === "object" && lock !== null && "packages" in lock ? lock.packages : {};
  const entries = await readdir(join(folder, "node_modules"), { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile()).map(({ parentPath, name }) => join(parentPath, name));
  const sizes = await Promise.all(files.map(async (file) => (await stat(file)).size));
  return { packages: Object.keys(packages ?? {}).length, bytes: sizes.reduce((sum, size) => sum + size, 0) };
}

/** The median time of a command, milliseconds, after one run that warms the disk up. */
export function measureMedian(
  command: string,
  words: readonly string[],
  env: Readonly<Record<string, string>>,
): number {
  const times = Array.from({ length: 12 }, () => {
    const startedAt = performance.now();
    spawnSync(command, words, { env: { ...env }, stdio: "ignore" });
    return performance.now() - startedAt;
  })
    .slice(1)
    .toSorted((a, b) => a - b);
  return times[Math.floor(times.length / 2)] ?? 0;
}
