import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { COMMANDS } from "../src/commands/command-list.ts";
import { EXIT_CODES } from "../src/exit-codes.ts";

/** The rows of a README's table of exit codes, as code and meaning. */
const readExitCodes = (path: string): readonly (readonly [string, string])[] => {
  const rows = readFileSync(new URL(path, import.meta.url), "utf8").matchAll(/^\| *(\d+) *\| *(.*?) *\|$/gm);
  return Array.from(rows, ([, code = "", meaning = ""]) => [code, meaning] as const);
};

test.each([["../README.md"], ["../../../README.md"]])("%s lists the exit codes as the help does", (path) => {
  expect(readExitCodes(path)).toEqual(Object.entries(EXIT_CODES));
});

/** Every command line of pakt in the `sh` blocks of a README, without what the shell does with it. */
const readCommandLines = (path: string): readonly string[] => {
  const blocks = readFileSync(new URL(path, import.meta.url), "utf8").matchAll(/^```sh\n(.*?)^```$/gms);
  return Array.from(blocks, ([, text = ""]) => text)
    .flatMap((text) => text.match(/(?<=^|<\()(pakt|npx @pakt\/cli) .*$/gm) ?? [])
    .map((line) => line.replace(/^(pakt|npx @pakt\/cli) /, "").replace(/\s*[#>;)].*$/, ""));
};

test.each([["../README.md"], ["../../../README.md"]])("%s shows commands and flags that there are", (path) => {
  const lines = readCommandLines(path);
  const wrong = lines.filter((line) => {
    const [name, ...words] = line.split(" ");
    const command = COMMANDS.find((candidate) => candidate.name === name);
    return (
      words.some((word) => word.startsWith("--") && !(word.slice(2) in (command?.args ?? {}))) || command === undefined
    );
  });
  expect(lines.length).toBeGreaterThan(8);
  expect(wrong).toEqual([]);
});
