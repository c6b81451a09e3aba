import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import * as core from "../src/index.ts";

it("shows every function in the readme", () => {
  const readme = readFileSync(new URL("../README.md", import.meta.url), "utf8");
  const functions = Object.entries(core).flatMap(([name, value]) => (typeof value === "function" ? name : []));
  expect(functions.filter((name) => !readme.includes(`\`${name}\``))).toEqual([]);
});
