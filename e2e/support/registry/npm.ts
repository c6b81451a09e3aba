import { execFileSync } from "node:child_process";
import { mkdir, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { runProgram } from "../examples/run-program.ts";
import type { ChildEnd } from "../run-child.ts";

/** The programs of the npm on the path, as JavaScript: so they run on any Node. npm itself tells its scripts where it is. */
const ownPath = execFileSync("npm", ["exec", "--call", 'node --print "process.env.npm_execpath"'], {
  cwd: tmpdir(),
  encoding: "utf8",
});
const programs = dirname(ownPath.trim());

/** Of the person's environment what a program needs to find its way: no setting of pnpm's or npm's. */
const outside = Object.fromEntries(
  Object.entries(process.env).flatMap(([name, value]) =>
    value === undefined || /^(npm_|pnpm_|node_options$|node_path$|init_cwd$)/i.test(name) ? [] : [[name, value]],
  ),
);

/** Installs packages into a folder, as the person's own npm is configured. */
export async function installAsPerson(folder: string, manifest: object): Promise<void> {
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, "package.json"), JSON.stringify({ private: true, ...manifest }));
  const words = [join(programs, "npm-cli.js"), "install", "--no-audit", "--no-fund", "--loglevel=error"];
  succeed(await runProgram({ command: process.execPath, words, folder, env: outside }), "npm install");
}

/** What the person's npm is configured to, e.g. `registry`; undefined where it is not. */
export async function readNpmConfig(key: string, folder: string): Promise<string | undefined> {
  const words = [join(programs, "npm-cli.js"), "config", "get", key];
  const { stdout } = succeed(
    await runProgram({ command: process.execPath, words, folder, env: outside }),
    "npm config",
  );
  const value = stdout.trim();
  return value === "" || value === "null" || value === "undefined" ? undefined : value;
}

/** Somebody who has never used npm: an empty home and an empty cache, on a certain Node, with one registry. */
export interface Newcomer {
  readonly folder: string;
  readonly node: string;
  readonly env: Readonly<Record<string, string>>;
}

/** Makes a newcomer in a folder that is not there yet. */
export async function createNewcomer(
  folder: string,
  { node, registry }: { readonly node: string; readonly registry: string },
): Promise<Newcomer> {
  const home = join(folder, "home");
  const work = join(folder, "work");
  await mkdir(home, { recursive: true });
  await mkdir(work, { recursive: true });
  const npmrc = join(home, ".npmrc");
  // npm publishes and reads with a token or not at all; the registry takes any.
  await writeFile(
    npmrc,
    `registry=${registry}/\n${registry.replace("http:", "")}/:_authToken=anything\naudit=false\nfund=false\n`,
  );
  const path = [join(node, ".."), process.env["PATH"] ?? ""].join(process.platform === "win32" ? ";" : ":");
  return {
    folder: work,
    node,
    env: {
      PATH: path,
      HOME: home,
      USERPROFILE: home,
      LANG: process.env["LANG"] ?? "C.UTF-8",
      NPM_CONFIG_USERCONFIG: npmrc,
      NPM_CONFIG_CACHE: join(folder, "cache"),
      NPM_CONFIG_UPDATE_NOTIFIER: "false",
      NO_PROXY: "127.0.0.1",
    },
  };
}

/** Runs `npm` or `npx` for a newcomer. */
export function runFor(
  { folder, node, env }: Newcomer,
  program: "npm" | "npx",
  words: readonly string[],
  more: Readonly<Record<string, string>> = {},
): Promise<ChildEnd> {
  const script = join(programs, `${program}-cli.js`);
  return runProgram({ command: node, words: [script, ...words], folder, env: { ...env, ...more } });
}

/** The end of a program that ended well. Throws with what it said where it did not. */
export function succeed(end: ChildEnd, what: string): ChildEnd {
  if (end.code === 0) return end;
  throw new Error(`${what} ended with ${end.code ?? end.signal}:\n${end.stdout}\n${end.stderr}`);
}
