import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";

/** Runs the entry point in a process of its own that lists, at its end, every package and workspace that it loaded. */
const listLoaded = (...argv: readonly string[]) => {
  const main = fileURLToPath(new URL("main.ts", import.meta.url));
  const { stdout, stderr, status } = spawnSync(
    process.execPath,
    [
      "--conditions=@pakt/source",
      "--import",
      fileURLToPath(new URL("../test/trace-loads.js", import.meta.url)),
      main,
      ...argv,
    ],
    { encoding: "utf8", env: { PATH: process.env["PATH"] ?? "" } },
  );
  return { stdout, status, loaded: stderr.split("\n").filter((line) => line !== "") };
};

test.each([["--version"], ["--help"]])("pakt %s loads the argument parser and nothing heavier", (flag) => {
  expect(listLoaded(flag)).toMatchObject({ status: 0, loaded: ["citty"] });
});

test("a command loads the client of Redis only for a state that is there", () => {
  expect(listLoaded("status").loaded).not.toContain("ioredis");
});

test("the trace sees what is loaded, so that the test above can fail", () => {
  expect(listLoaded("status").loaded).toContain("@pakt/sync");
});
