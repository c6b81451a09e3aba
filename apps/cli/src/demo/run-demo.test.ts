import { readdirSync } from "node:fs";
import { tmpdir } from "node:os";
import { expect, test } from "vitest";
import { createInMemoryPlex } from "@pakt/plex-sdk/testing";
import { createInMemoryTrakt } from "@pakt/trakt-sdk/testing";
import { captureOutput } from "../../test/capture-output.ts";
import { runPakt } from "../../test/run-pakt.ts";
import { createOutput } from "../output/output.ts";
import { fillServices } from "./fill-services.ts";
import { findDifferences } from "./find-differences.ts";
import { runDemo } from "./run-demo.ts";

const listHomes = (): string[] => readdirSync(tmpdir()).filter((name) => name.startsWith("pakt-demo-"));

test("the demo ends well: plan, sync, both sides equal, and a second sync that has nothing to do", async () => {
  const before = listHomes();
  const { exitCode, stdout } = await runPakt(["demo"], { env: { LANG: "C.UTF-8", PAKT_HOME: "/nonexistent/mine" } });
  expect(stdout).toContain("\n✓ All 27 shared titles are the same, and no play is there twice\n");
  expect(stdout).toContain("\n✓ Nothing was written, 1 request to Trakt\n");
  expect(stdout).toMatch(/That is pakt\. Your own turn: `pakt --help`\.\n$/);
  expect(exitCode).toBe(0);
  expect(listHomes()).toEqual(before);
});

test("the demo ends with 1 and says what is wrong when a run does not end well", async () => {
  const stdout = captureOutput();
  const output = createOutput(stdout, { LANG: "C.UTF-8" });
  const exitCode = await runDemo({
    env: {},
    stdout: output,
    stderr: output,
    isTerminal: false,
    userHome: "/nonexistent",
    signal: new AbortController().signal,
    runAgain: () => Promise.resolve(3),
    product: { name: "pakt", version: "0.0.0" },
  });
  expect(exitCode).toBe(1);
  expect(stdout.text()).toMatch(
    /✗ `pakt sync --dry-run` ended with exit code 3\.\n[^]*\nThe demo failed: 1 thing is not as expected\.\n$/,
  );
});

test("the comparison sees a mark, a rating and a doubled play that should not be", () => {
  const services = { plex: createInMemoryPlex(), trakt: createInMemoryTrakt() };
  const titles = fillServices(services).filter(({ name }) => /^(Spirited Away|Moon|Fargo)/.test(name));
  services.trakt.account.watch("movie", 9106, "2026-01-01T00:00:00Z");
  expect(findDifferences(titles, services)).toEqual([
    "Fargo (1996): watched on Trakt only",
    "Moon (2009): watched on Trakt only",
    "Moon (2009): rated – on Plex, 8 on Trakt",
    "Spirited Away (2001): 2 plays on Trakt, and it was seen once",
  ]);
});
