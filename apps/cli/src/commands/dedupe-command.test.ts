import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { runPakt } from "../../test/run-pakt.ts";
import { startServices } from "../../test/start-services.ts";

/** Blade Runner, seen at 21:00 and recorded again four minutes and three hours later. */
async function startDoubled(): Promise<
  Awaited<ReturnType<typeof startServices>> & { readonly readPlays: () => readonly string[] }
> {
  const services = await startServices();
  const { account } = services.trakt;
  account.watch("movie", 9103, "2025-11-30T21:04:00.000Z");
  account.watch("movie", 9103, "2025-12-01T00:00:00.000Z");
  const readPlays = () =>
    account
      .plays()
      .flatMap(({ traktId, watchedAt }) => (traktId === 9103 ? [watchedAt.slice(0, 16)] : []))
      .toSorted();
  return { ...services, readPlays };
}

const ALL = ["2025-11-30T21:00", "2025-11-30T21:04", "2025-12-01T00:00"];

describe("pakt dedupe", () => {
  test("shows what is there twice, removes nothing, and says what removes it", async () => {
    const services = await startDoubled();
    const { exitCode, stdout, stderr } = await runPakt(["dedupe"], services);
    expect(exitCode).toBe(0);
    expect(stdout).toMatch(/^ {2}remove play on Trakt {2}Blade Runner \(1982\) {2}2025-11-30 21:04 {2}there twice$/m);
    expect(stdout).toMatch(
      /^✓ 1 operation to apply\. Nothing was removed: `pakt dedupe --apply` removes them,\n {2}and `pakt undo` takes that back\.\n$/m,
    );
    expect(stderr).toContain("✓ Compare  0 to Plex, 1 to Trakt");
    expect(services.readPlays()).toEqual(ALL);
  });

  test("--within says how close plays of one view are", async () => {
    const services = await startDoubled();
    const narrow = await runPakt(["dedupe", "--within", "90s"], services);
    expect(narrow.stdout).toMatch(/^✓ No play is there twice\.$/m);
    const wide = await runPakt(["dedupe", "--within", "4h"], services);
    expect(wide.stdout).toMatch(/^✓ 2 operations to apply\. Nothing was removed: `pakt dedupe --apply --within 4h`/m);
  });

  test("--apply shows it, asks, removes it, and says how it is taken back", async () => {
    const services = await startDoubled();
    const no = await runPakt(["dedupe", "--apply"], { env: { ...services.env, NO_COLOR: "1" }, typed: "n\n" });
    expect(no.stdout).toMatch(/Blade Runner[^]*Remove this play\? `pakt undo last` takes it back\. \[y\/N\] /);
    expect(no.stdout).toMatch(/Nothing was written\.\n$/);
    expect(services.readPlays()).toEqual(ALL);

    const yes = await runPakt(["dedupe", "--apply"], { env: { ...services.env, NO_COLOR: "1" }, typed: "y\n" });
    expect(yes.exitCode).toBe(0);
    expect(yes.stdout).toMatch(/✓ Every view is there once\.\n {2}`pakt undo last` takes it back\.\n$/);
    expect(services.readPlays()).toEqual(["2025-11-30T21:00", "2025-12-01T00:00"]);

    await runPakt(["undo", "last", "--yes"], services);
    expect(services.readPlays()).toEqual(ALL);
  });

  test("--apply --yes --json asks nothing and prints one document", async () => {
    const services = await startDoubled();
    const { exitCode, stdout } = await runPakt(["dedupe", "--apply", "--yes", "--json"], services);
    expect(exitCode).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({
      dryRun: false,
      fields: { watched: { toTrakt: { added: 0, updated: 0, removed: 1 } } },
      exitCode: 0,
    });
  });

  test("is wrong usage where watched is turned off: its plays are not pakt's business then", async () => {
    const services = await startDoubled();
    const config = { version: 1, fields: { watched: { direction: "off" } } };
    writeFileSync(join(services.home, "config.json"), JSON.stringify(config));
    const { exitCode, stderr } = await runPakt(["dedupe"], services);
    expect(exitCode).toBe(2);
    expect(stderr).toContain("✗ pakt dedupe is about what was watched, which config.json has turned off.");
    expect(services.trakt.requests).toHaveLength(0);
  });

  test.each([
    [
      "--apply without a yes or a terminal",
      ["--apply"],
      "Without a terminal to ask at, pakt dedupe --apply needs --yes.",
    ],
    ["--yes without --apply", ["--yes"], "--yes goes with --apply: without it nothing is removed."],
    ["a span without a unit", ["--within", "30"], '--within takes a span of time, and "30" is none.'],
    ["an unknown flag", ["--aply"], "Unknown flag --aply. Did you mean --apply?"],
  ])("is wrong usage with %s", async (_reason, words, message) => {
    const { exitCode, stderr } = await runPakt(["dedupe", ...words], { env: { LANG: "C.UTF-8" } });
    expect(exitCode).toBe(2);
    expect(stderr.split("\n")[0]).toBe(`✗ ${message}`);
  });
});
