import { describe, expect, test } from "vitest";
import { runPakt } from "../../test/run-pakt.ts";
import { startServices } from "../../test/start-services.ts";

describe("pakt explain", () => {
  test("takes all its words as one query, says what the next run does and why, and writes nothing", async () => {
    const services = await startServices();
    const { exitCode, stdout } = await runPakt(["explain", "The", "Matrix"], services);
    expect(exitCode).toBe(0);
    expect(stdout).toMatch(/^The Matrix \(1999\) · movie$/m);
    expect(stdout).toMatch(
      /^ {4}\S+\/\d+ +seen once, on 2026-01-16 20:45 +not rated +4K Dolby Vision, Dolby Atmos 7\.1$/m,
    );
    expect(stdout).toMatch(/^ {2}Next run {4}add rating on Plex: 8 \(2 copies\)$/m);
    expect(stdout).toContain("  Nothing, as far as runs are kept.\n");
    expect(services.plex.requests.filter(({ path }) => path.startsWith("/:/"))).toEqual([]);
    expect(services.trakt.requests.filter(({ method }) => method !== "GET")).toEqual([]);
  });

  test("finds a title by an id, and tells what a run did to it", async () => {
    const services = await startServices();
    await runPakt(["sync", "--only", "collection"], services);
    const { exitCode, stdout } = await runPakt(["explain", "movie:tmdb:603"], services);
    expect(exitCode).toBe(0);
    expect(stdout).toMatch(/^ {2}Agreed on {3}4K Dolby Vision, Dolby Atmos 7\.1$/m);
    expect(stdout).toMatch(
      /^ {2}\S+ \S+ {2}add to Trakt collection {2}4K Dolby Vision, Dolby Atmos 7\.1 {2}added on Plex {2}done$/m,
    );
    expect(stdout).not.toContain("On its way");
  });

  test("says of what a side did not know when it is asked again", async () => {
    const services = await startServices();
    await runPakt(["sync", "--only", "watchlist"], services);
    const { stdout } = await runPakt(["explain", "winter at the lake"], services);
    expect(stdout).toMatch(/^ {2}Next run {4}writes nothing$/m);
    expect(stdout).toMatch(/^ {2}Not found {3}Plex did not know this title, asked once so far\./m);
  });

  test("says of what was taken back that it stays so", async () => {
    const services = await startServices();
    await runPakt(["sync", "--only", "rating"], services);
    await runPakt(["undo", "last", "--yes"], services);
    const { stdout } = await runPakt(["explain", "in bruges"], services);
    expect(stdout).toMatch(/^ {2}Why {9}You took this back with `pakt undo`/m);
    expect(stdout).toMatch(/^ {2}Taken back {2}On \d{4}-\d\d-\d\d \d\d:\d\d, by `pakt undo`\.$/m);
  });

  test.each([
    ["several titles fit", "avatar", /^! 5 titles fit\.$/m],
    ["a title has no ids", "summer at the lake", /^ {4}Summer at the lake {2}no ids to match by$/m],
    ["there is none", "nope", /^! Nothing like "nope" was found on either side\.$/m],
  ])("ends with exit code 2 when %s", async (_reason, query, said) => {
    const { exitCode, stdout } = await runPakt(["explain", query], await startServices());
    expect(exitCode).toBe(2);
    expect(stdout).toMatch(said);
  });

  test("--json prints one document, all else on stderr", async () => {
    const services = await startServices();
    const { stdout, stderr } = await runPakt(["explain", "--json", "the", "matrix"], services);
    expect(JSON.parse(stdout)).toMatchObject({
      result: { kind: "explained", explanation: { row: "movie:tmdb:603", copies: [{}, {}] } },
      past: [],
      notFound: [],
      exitCode: 0,
    });
    expect(stderr).toMatch(/^✓ Fetch /);
    const several = await runPakt(["explain", "avatar", "--json"], services);
    expect(JSON.parse(several.stdout)).toMatchObject({ result: { kind: "several" }, exitCode: 2 });
  });

  test.each([
    ["no words", [], "pakt explain needs TITLE|ID."],
    ["an empty word", [""], "pakt explain needs TITLE|ID."],
    ["an unknown flag", ["heat", "--jsn"], "Unknown flag --jsn. Did you mean --json?"],
  ])("is wrong usage with %s", async (_reason, words, message) => {
    const { exitCode, stderr } = await runPakt(["explain", ...words], { env: { LANG: "C.UTF-8" } });
    expect(exitCode).toBe(2);
    expect(stderr).toBe(`✗ ${message}\n  See \`pakt explain --help\`.\n`);
  });
});
