import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { EXIT_CODES } from "../src/exit-codes.ts";

/** The rows of a README's table of exit codes, as code and meaning. */
const readExitCodes = (path: string): readonly (readonly [string, string])[] => {
  const rows = readFileSync(new URL(path, import.meta.url), "utf8").matchAll(/^\| *(\d+) *\| *(.*?) *\|$/gm);
  return Array.from(rows, ([, code = "", meaning = ""]) => [code, meaning] as const);
};

test.each([["../README.md"], ["../../../README.md"]])("%s lists the exit codes as the help does", (path) => {
  expect(readExitCodes(path)).toEqual(Object.entries(EXIT_CODES));
});
