import { readdir, readFile, rm } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { makeExampleFolder } from "./support/examples/example-folder.ts";
import { PACKAGES, readExamples, ROOT } from "./support/examples/read-examples.ts";
import type { Example } from "./support/examples/read-examples.ts";
import { runProgram } from "./support/examples/run-program.ts";
import { startExampleServices } from "./support/examples/start-example-services.ts";

const readme = (await Promise.all(PACKAGES.map(readExamples))).flat();
const files = (await readdir(join(ROOT, "examples"))).filter((name) => name.endsWith(".ts"));
const own = await Promise.all(
  files.map(async (name): Promise<Example> => ({
    name: name.replace(".ts", ""),
    text: await readFile(join(ROOT, "examples", name), "utf8"),
  })),
);
const examples = [...readme, ...own];

/** What some of them print, where it says that they did what they are for. */
const PRINTED: Readonly<Record<string, string>> = {
  "list-dolby-vision": "The Matrix (1999) dolby-atmos 7.1\n",
  "walk-trakt-history": "2026-03  1 movies, 0 episodes\n2026-04  0 movies, 1 episodes\n2026-05  1 movies, 0 episodes\n",
  "plan-two-lists": `First run: a union, which removes nothing.
rating: add Heat (1995) on plex (added-on-trakt)
rating: add The Matrix (1999) on trakt (added-on-plex)
Two days later: Heat was rated anew in Plex, and the rating of The Matrix was removed on Trakt.
rating: update Heat (1995) on trakt (changed-on-plex)
rating: remove The Matrix (1999) on plex (removed-on-trakt)
`,
};

/** What the command line says beside its one document. */
const PROGRESS: unknown = expect.stringMatching(/^. Fetch .*\n. Index .*\n. Compare .*\n$/);

let folder = "";
beforeAll(async () => {
  folder = await makeExampleFolder(examples);
});
afterAll(() => rm(folder, { recursive: true, force: true }));

describe("the examples", { timeout: 60_000 }, () => {
  test("are in the README of every package", () => {
    const withOne = new Set(readme.map(({ name }) => name.replace(/-\d+$/, "")));
    expect([...withOne]).toEqual(PACKAGES.map(({ name }) => name.replace("@pakt/", "")));
  });

  test("compile as they are printed", async () => {
    const tsc = join(ROOT, "node_modules", ".bin", "tsc");
    const env = { PATH: process.env["PATH"] ?? "" };
    const end = await runProgram({ command: tsc, words: ["-p", "tsconfig.json"], folder, env });
    expect(end).toEqual({ code: 0, signal: null, stdout: "", stderr: "" });
  });

  test.each(examples.map(({ name }) => [name]))("%s runs as it is printed", async (name) => {
    const services = await startExampleServices();
    try {
      const preload = join(import.meta.dirname, "support", "examples", "redirect-fetch.js");
      const end = await runProgram({
        command: process.execPath,
        words: ["--conditions=@pakt/source", "--import", preload, `${name}.ts`],
        folder,
        env: { ...services.env, PATH: process.env["PATH"] ?? "", HOME: services.home },
      });
      expect(end).toMatchObject({ code: 0, signal: null, stderr: name === "cli-1" ? PROGRESS : "" });
      expect(end.stdout).toContain(PRINTED[name] ?? "");
      expect([...services.plex.violations, ...services.trakt.violations]).toEqual([]);
    } finally {
      await services.close();
    }
  });
});
