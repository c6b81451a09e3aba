// Publishes every package to a registry on loopback, and uses them as a newcomer does: an empty folder, an empty cache, Node 22, 24 and 26.
// All else comes from the registry that npm is configured to. It ends with 1 where something did not work.
import { execFileSync } from "node:child_process";
import { readFile, rm, mkdtemp } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { differences } from "../support/differences.ts";
import { writeExamples } from "../support/examples/example-folder.ts";
import { PACKAGES, readExamples, ROOT } from "../support/examples/read-examples.ts";
import { runProgram } from "../support/examples/run-program.ts";
import { startExampleServices } from "../support/examples/start-example-services.ts";
import { fillHousehold } from "../support/fill-household.ts";
import { measureInstalled, measureMedian } from "../support/registry/measure.ts";
import { createNewcomer, installAsPerson, runFor, succeed } from "../support/registry/npm.ts";
import type { Newcomer } from "../support/registry/npm.ts";
import type { Registry } from "../support/registry/start-registry.ts";
import { startRegistry } from "../support/registry/start-registry.ts";
import { startServices } from "../support/start-services.ts";

const versions = process.argv.length > 2 ? process.argv.slice(2) : ["22", "24", "26"];
const examples = (await Promise.all(PACKAGES.map(readExamples))).flat();
const failures: string[] = [];

const folder = await mkdtemp(join(tmpdir(), "pakt-packages-"));
let registry: Registry | undefined;
try {
  registry = await startRegistry(join(folder, "registry"));
  const { url } = registry;
  await publishAll(url);
  for (const version of versions) {
    const node = await installNode(version);
    console.log(`\nNode ${execFileSync(node, ["--version"], { encoding: "utf8" }).trim()}`);
    const newcomer = (name: string): Promise<Newcomer> =>
      createNewcomer(join(folder, `${name}-${version}`), { node, registry: url });
    await step("npx -y @pakt/cli sync", async () => syncByNpx(await newcomer("npx")));
    await step("npx -y @pakt/cli demo", async () => showDemo(await newcomer("demo")));
    await step("imports", async () => importAll(await newcomer("import")));
    await step(`${examples.length} programs of the READMEs`, async () => runExamples(await newcomer("examples")));
    await step("size and start", async () => measureCli(await newcomer("size")));
  }
} finally {
  await registry?.close();
  await rm(folder, { recursive: true, force: true });
}
for (const failure of failures) console.error(`\n${failure}`);
console.log(`\n${failures.length === 0 ? "All of it works." : `${failures.length} did not work.`}`);
process.exitCode = failures.length === 0 ? 0 : 1;

async function step(name: string, work: () => Promise<string>): Promise<void> {
  const startedAt = performance.now();
  try {
    const said = await work();
    console.log(`  ok      ${name}: ${said} (${((performance.now() - startedAt) / 1000).toFixed(1)} s)`);
  } catch (error) {
    console.log(`  FAILED  ${name}`);
    failures.push(`${name}: ${error instanceof Error ? error.message : String(error)}`);
  }
}

/** Publishes what `pnpm publish` would publish anywhere: packed, with versions in place of `workspace:` and `catalog:`. */
async function publishAll(url: string): Promise<void> {
  const person = await createNewcomer(join(folder, "publisher"), { node: process.execPath, registry: url });
  const words = ["-r", "--filter", "./packages/*", "--filter", "./apps/*", "publish"];
  const end = await runProgram({
    command: "npx",
    words: ["-y", "pnpm@12.21.0", ...words, "--no-git-checks", "--registry", url],
    folder: ROOT,
    // The cache of the person, who has this pnpm; the sign-in of nobody.
    env: { ...definedEnv(), NPM_CONFIG_USERCONFIG: person.env["NPM_CONFIG_USERCONFIG"] ?? "" },
  });
  succeed(end, "pnpm publish");
  console.log(`Published ${PACKAGES.map(({ name }) => name).join(", ")} to ${url}.`);
}

function definedEnv(): Record<string, string> {
  return Object.fromEntries(
    Object.entries(process.env).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
  );
}

/** A Node of its own from npm: its installation script puts the program in place. */
async function installNode(version: string): Promise<string> {
  const place = join(folder, `node-${version}`);
  await installAsPerson(place, { dependencies: { node: version } });
  const node = join(place, "node_modules", "node", "bin", process.platform === "win32" ? "node.exe" : "node");
  const found = execFileSync(node, ["--version"], { encoding: "utf8" }).trim();
  if (!found.startsWith(`v${version}.`)) throw new Error(`node@${version} gave ${found}`);
  return node;
}

/** A whole sync from nothing but the environment, and a second one that has nothing to do. */
async function syncByNpx(newcomer: Newcomer): Promise<string> {
  const services = await startServices();
  try {
    const household = fillHousehold(services);
    succeed(await runFor(newcomer, "npx", ["-y", "@pakt/cli", "sync"], services.env), "the first sync");
    const left = differences(services, household.placed);
    if (left.length > 0) throw new Error(`the sides are not equal after a sync: ${left.join("; ")}`);
    const again = succeed(
      await runFor(newcomer, "npx", ["-y", "@pakt/cli", "sync", "--json"], services.env),
      "the second sync",
    );
    const { requests } = JSON.parse(again.stdout) as { readonly requests: { readonly trakt: number } };
    if (requests.trakt !== 1) throw new Error(`the second sync took ${requests.trakt} requests to Trakt`);
    return "both sides equal, and nothing to do the second time";
  } finally {
    await services.close();
  }
}

/** The demo, whose services are taken into the package. */
async function showDemo(newcomer: Newcomer): Promise<string> {
  const { stdout } = succeed(await runFor(newcomer, "npx", ["-y", "@pakt/cli", "demo"]), "the demo");
  if (!stdout.includes("Nothing was written, 1 request to Trakt")) throw new Error(`the demo said ${stdout}`);
  return "with a second run that has nothing to do";
}

/** Each of the packages by its main export: with `import`, and with `require`. */
async function importAll(newcomer: Newcomer): Promise<string> {
  succeed(await runFor(newcomer, "npm", ["install", ...PACKAGES.map(({ name }) => name)]), "npm install");
  const names = {
    "trakt-sdk": "createTrakt",
    "plex-sdk": "createPlexServer",
    "sync-core": "plan",
    sync: "sync",
    cli: "runCli",
  };
  const checks = Object.entries(names).map(
    ([name, found]) =>
      `import { ${found} } from "@pakt/${name}"; if (typeof ${found} !== "function" || require("@pakt/${name}").${found} !== ${found}) throw new Error("@pakt/${name}");`,
  );
  const text = `import { createRequire } from "node:module"; const require = createRequire(import.meta.url); ${checks.join("\n")}`;
  const { folder: work, node, env } = newcomer;
  succeed(
    await runProgram({ command: node, words: ["--input-type=module", "--eval", text], folder: work, env }),
    "import",
  );
  return "by import and by require";
}

/** The programs of every README, compiled against the declarations that were published, and run as they are printed. */
async function runExamples(newcomer: Newcomer): Promise<string> {
  const { folder: work, node, env } = newcomer;
  await writeExamples(work, examples);
  const manifest: unknown = JSON.parse(await readFile(join(ROOT, "packages", "plex-sdk", "package.json"), "utf8"));
  const msw = (manifest as { readonly peerDependencies: { readonly msw: string } }).peerDependencies.msw;
  succeed(await runFor(newcomer, "npm", ["install", ...PACKAGES.map(({ name }) => name), `msw@${msw}`]), "npm install");
  await compile(work);
  const preload = join(import.meta.dirname, "..", "support", "examples", "redirect-fetch.js");
  for (const { name } of examples) {
    const services = await startExampleServices();
    try {
      const words = ["--disable-warning=ExperimentalWarning", "--import", preload, `${name}.ts`];
      const end = await runProgram({ command: node, words, folder: work, env: { ...env, ...services.env } });
      succeed(end, name);
      if (end.stderr !== "" && name !== "cli-1") throw new Error(`${name} said ${end.stderr}`);
    } finally {
      await services.close();
    }
  }
  return "compiled and run as they are printed";
}

/** Compiles a folder, the declarations of our packages too; those of others are not ours to mend. */
async function compile(place: string): Promise<void> {
  const tsc = join(ROOT, "node_modules", ".bin", "tsc");
  const end = await runProgram({ command: tsc, words: ["-p", "tsconfig.json"], folder: place, env: definedEnv() });
  const ours = end.stdout.split("\n").filter((line) => line !== "" && !/^(\s|node_modules\/(?!@pakt\/))/.test(line));
  if (ours.length > 0) throw new Error(ours.join("\n"));
}

async function measureCli(newcomer: Newcomer): Promise<string> {
  succeed(await runFor(newcomer, "npm", ["install", "@pakt/cli"]), "npm install");
  const { packages, bytes } = await measureInstalled(newcomer.folder);
  const main = join(newcomer.folder, "node_modules", "@pakt", "cli", "dist", "main.js");
  const bare = measureMedian(newcomer.node, ["--eval", "0"], newcomer.env);
  const version = measureMedian(newcomer.node, [main, "--version"], newcomer.env);
  return (
    `@pakt/cli is ${packages} packages and ${(bytes / 1e6).toFixed(1)} MB; ` +
    `node -e 0 takes ${bare.toFixed(0)} ms, pakt --version ${(version - bare).toFixed(0)} ms more`
  );
}
