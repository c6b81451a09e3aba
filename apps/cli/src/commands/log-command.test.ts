import { describe, expect, test } from "vitest";
import { runPakt } from "../../test/run-pakt.ts";
import { startServices } from "../../test/start-services.ts";

describe("pakt log", () => {
  test("lists the runs that wrote, newest first, and asks neither service", async () => {
    const services = await startServices();
    expect(await runPakt(["log"], services)).toEqual({
      exitCode: 0,
      stdout: "No run is kept yet. `pakt sync` makes the first.\n",
      stderr: "",
    });
    await runPakt(["sync", "--only", "rating"], services);
    await runPakt(["sync", "--only", "watchlist"], services);
    services.plex.requests.clear();
    services.trakt.requests.clear();

    const { exitCode, stdout, stderr } = await runPakt(["log"], { env: { LANG: "C.UTF-8", PAKT_HOME: services.home } });
    expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: "" });
    const lines = stdout.split("\n");
    expect(lines[1]).toMatch(
      /^ {2}[-\d]{10} [:\d]{5} {2}\d{8}T\d{4,6}\S* {2}sync {2}done {2}2 watchlist · \d+ requests · /,
    );
    expect(lines[2]).toMatch(/ {2}sync {2}done {2}12 rating · \d+ requests · /);
    expect([services.plex.requests.length, services.trakt.requests.length]).toEqual([0, 0]);
  });

  test("--limit lists so many, and --json all unless told", async () => {
    const services = await startServices();
    await runPakt(["sync", "--only", "rating"], services);
    await runPakt(["sync", "--only", "watchlist"], services);
    expect((await runPakt(["log", "--limit", "1"], services)).stdout).toContain("  and 1 more (--limit 2)\n");
    const count = async (...argv: readonly string[]): Promise<number> =>
      JSON.parse((await runPakt(["log", "--json", ...argv], services)).stdout).runs.length;
    expect([await count(), await count("--limit", "1")]).toEqual([2, 1]);
  });

  test("shows all that one run did, by the beginning of its id or as the last, and of one field", async () => {
    const services = await startServices();
    const { run } = JSON.parse((await runPakt(["sync", "--json"], services)).stdout);
    const { exitCode, stdout } = await runPakt(["log", run.slice(0, 13)], services);
    expect(exitCode).toBe(0);
    expect(stdout).toMatch(new RegExp(`^ {2}Run {9}${run}$`, "m"));
    expect(stdout).toMatch(/^✓ 20 added to Trakt\n {2}add play on Trakt /m);
    expect(stdout).toMatch(/^ {2}set rating on Trakt {2}In Bruges \(2008\) {2}6 to 9 {2}newest wins$/m);
    expect(stdout).toMatch(/^! 1 operation for titles that the side does not know\n {2}add to Plex watchlist /m);
    expect(stdout).toMatch(/^! 1 title over the watchlist limit$/m);

    const rating = await runPakt(["log", "last", "--field", "rating"], services);
    expect(rating.stdout).toMatch(/^✓ 4 added to Trakt\n {2}add rating on Trakt /m);
    expect(rating.stdout).not.toContain("add play");
    const { stdout: document } = await runPakt(["log", "last", "--field", "rating", "--json"], services);
    expect(JSON.parse(document)).toMatchObject({ version: 1, summary: { run }, before: expect.any(Object) });
  });

  test("says that there is no such run", async () => {
    const { exitCode, stderr } = await runPakt(["log", "2031"], await startServices());
    expect({ exitCode, stderr }).toEqual({
      exitCode: 2,
      stderr: "✗ There is no run 2031.\n  pakt log lists the runs that are kept.\n",
    });
  });
});
