import { readdirSync } from "node:fs";
import { tmpdir } from "node:os";
import { expect, test } from "vitest";
import { captureOutput } from "../../test/capture-output.ts";
import { runPakt } from "../../test/run-pakt.ts";
import { createOutput } from "../output/output.ts";
import { createDemoServices } from "./demo-services.ts";
import { fillServices } from "./fill-services.ts";
import { findDifferences } from "./find-differences.ts";
import { findCollectionDifferences, findWatchlistDifferences } from "./find-list-differences.ts";
import { runDemo } from "./run-demo.ts";

const listHomes = (): string[] => readdirSync(tmpdir()).filter((name) => name.startsWith("pakt-demo-"));

test("the demo ends well: plan, sync, both sides equal, and a second sync that has nothing to do", async () => {
  const before = listHomes();
  const { exitCode, stdout, stderr } = await runPakt(["demo"], {
    env: { LANG: "C.UTF-8", PAKT_HOME: "/nonexistent/mine" },
  });
  expect(stdout).toContain(
    `
✓ All 27 shared titles are the same, no play is there twice, and the collection
  is as the files are
✓ The watchlists are the same but for Past Lives (2023), for which Trakt has no
  room, and Winter at the lake (2025), which Plex does not know
`,
  );
  expect(stderr).toMatch(/Apply {4}16 of 17 to Plex · 22 of 22 to Trakt/);
  expect(stdout).toContain("\n! 1 title not known to the other side\n    Winter at the lake (2025)");
  expect(stdout).toContain("\n✓ Nothing was written, 1 request to Trakt\n");
  expect(stdout).toMatch(/That is pakt\. Your own turn: `pakt setup`\.\n$/);
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

const fill = (names: RegExp) => {
  const services = createDemoServices();
  const titles = fillServices(services).filter(({ name }) => names.test(name));
  return { services, titles };
};

test("the comparison sees a mark, a rating and a doubled play that should not be", () => {
  const { services, titles } = fill(/^(Spirited Away|Blade Runner|Fargo)/);
  services.trakt.account.watch("movie", 9106, "2026-01-01T00:00:00Z");
  expect(findDifferences(titles, services)).toEqual([
    "Blade Runner (1982): watched on Trakt only",
    "Blade Runner (1982): watched on Trakt only",
    "Blade Runner (1982): rated – on Plex, 10 on Trakt",
    "Blade Runner (1982): rated – on Plex, 10 on Trakt",
    "Fargo (1996): watched on Trakt only",
    "Spirited Away (2001): 2 plays on Trakt, and it was seen once",
  ]);
});

test("the comparison sees an entry of the collection that is missing, wrong or too much", () => {
  const { services, titles } = fill(/^(Spirited Away|The Matrix|Severance|Perfect Days|Fargo)/);
  const { account } = services.trakt;
  account.collect("movie", 9106, { at: "2026-01-01T00:00:00Z", metadata: { media_type: "digital", audio: "mp3" } });
  account.collect("movie", 9302, { at: "2026-01-01T00:00:00Z" });
  expect(findCollectionDifferences(titles, services)).toEqual([
    "The Matrix (1999): not there in Trakt's collection, and it should be digital uhd_4k dolby_vision dolby_atmos 7.1",
    "Spirited Away (2001): digital mp3 in Trakt's collection, and it should be digital hd_1080p aac 2.0",
    "Perfect Days (2023): no details in Trakt's collection, and it should be not there",
  ]);
});

test("the comparison sees watchlists that differ where they should not, and do not differ where they should", () => {
  const { services, titles } = fill(/^(Severance|Perfect Days|Past Lives|Aftersun|Winter at the lake)/);
  const { plex, trakt } = services;
  const differences = () => findWatchlistDifferences(titles, services);
  expect(differences()).toEqual([
    "Perfect Days (2023): on the watchlist of Plex only",
    "Aftersun (2022): on the watchlist of Trakt only",
  ]);
  trakt.account.list("movie", 9302, "2026-01-01T00:00:00Z");
  trakt.account.list("movie", 9303, "2026-01-01T00:00:00Z");
  plex.discover.watchlist.list("5d776825880197001ec90b04");
  trakt.account.unlist("movie", 9305);
  expect(differences()).toEqual([
    "Past Lives (2023): on the watchlist of both sides",
    "Winter at the lake (2025): on the watchlist of neither side",
  ]);
});
