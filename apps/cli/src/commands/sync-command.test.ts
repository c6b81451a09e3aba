import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { runPakt } from "../../test/run-pakt.ts";
import { startServices } from "../../test/start-services.ts";

const ESCAPE = "\u001B";

describe("pakt sync without a terminal", () => {
  test("writes without a question, says so in plain lines, and has nothing to do the second time", async () => {
    const services = await startServices();
    const first = await runPakt(["sync"], services);
    expect(first).toMatchObject({
      exitCode: 0,
      stdout: expect.stringContaining("\n! Done. Listed above: 2 differences that stay, 1 problem.\n"),
    });
    expect(first.stdout + first.stderr).not.toContain(ESCAPE);
    expect(first.stderr.split("\n").map((line) => line.slice(0, 9))).toEqual(
      expect.arrayContaining(["✓ Fetch  ", "✓ Index  ", "✓ Compare", "✓ Apply  "]),
    );
    services.trakt.requests.clear();
    const second = await runPakt(["sync"], services);
    expect(second).toMatchObject({
      exitCode: 0,
      stdout: expect.stringContaining("\n! Nothing to do. Listed above: 2 differences that stay, 1 problem.\n"),
    });
    expect(services.trakt.requests.map(({ method, path }) => `${method} ${path}`)).toEqual([
      "GET /sync/last_activities",
    ]);
  });

  test("--dry-run lists every operation in words and writes nothing", async () => {
    const services = await startServices();
    const { exitCode, stdout } = await runPakt(["sync", "--dry-run"], services);
    expect(exitCode).toBe(0);
    expect(stdout).toMatch(/^ {2}add play on Trakt +Heat \(1995\) +2026-01-02 20:10 +added on Plex$/m);
    expect(stdout).toMatch(/Nothing was written: this was a dry run\.\n$/);
    expect(stdout).toMatch(/^ {2}add to Trakt collection +The Matrix \(1999\) +4K Dolby Vision, Dolby Atmos 7\.1 /m);
    expect(stdout).toMatch(
      /^ {2}set quality on Trakt +Heat \(1995\) +720p, Dolby Digital 5\.1 to 1080p, DTS-HD MA 5\.1 /m,
    );
    expect(stdout).toMatch(/^ {2}add to Plex watchlist +Aftersun \(2022\) +added on Trakt$/m);
    expect(stdout).toMatch(/^! 1 title over the watchlist limit\n {4}Past Lives \(2023\)$/m);
    expect(stdout).toMatch(/^ {2}add play on Trakt +Avatar: The Last Airbender S01E02 .* same file seen$/m);
    expect(stdout).not.toContain("…");
    expect(services.plex.requests.filter(({ path }) => path.startsWith("/:/"))).toEqual([]);
    expect(services.trakt.requests.filter(({ method }) => method !== "GET")).toEqual([]);
  });

  test("--json prints one document with the fields of the contract, and all else on stderr", async () => {
    const services = await startServices();
    const { exitCode, stdout, stderr } = await runPakt(["sync", "--dry-run", "--json"], services);
    expect(exitCode).toBe(0);
    expect(stderr.split("\n").map((line) => line.slice(0, 9))).toEqual(["✓ Fetch  ", "✓ Index  ", "✓ Compare", ""]);
    expect(Object.keys(JSON.parse(stdout)).toSorted()).toEqual([
      "conflicts",
      "dryRun",
      "durationMs",
      "exitCode",
      "failed",
      "fields",
      "finishedAt",
      "held",
      "incomplete",
      "kept",
      "operations",
      "problems",
      "refused",
      "requests",
      "run",
      "skipped",
      "startedAt",
      "unknown",
      "unmatched",
      "warnings",
    ]);
  });

  test("--only leaves the other field alone", async () => {
    const services = await startServices();
    const { stdout } = await runPakt(["sync", "--only", "rating", "--json"], services);
    expect(Object.keys(JSON.parse(stdout).fields)).toEqual(["rating"]);
    expect(services.plex.scrobbles).toEqual([]);
  });

  test("--only watchlist syncs the lists of both accounts alone", async () => {
    const services = await startServices();
    const { exitCode, stdout } = await runPakt(["sync", "--only", "watchlist", "--json"], services);
    expect(exitCode).toBe(0);
    expect(JSON.parse(stdout).fields).toEqual({
      watchlist: {
        toPlex: { added: 1, updated: 0, removed: 0 },
        toTrakt: { added: 1, updated: 0, removed: 0 },
      },
    });
    expect(services.trakt.account.collection().map(({ traktId }) => traktId)).not.toContain(9105);
  });

  test("--resend-dates gives the collection the dates of Plex, and no other run does", async () => {
    const services = await startServices();
    const { account } = services.trakt;
    const readEntry = () => account.collection().find(({ traktId }) => traktId === 9106);
    account.collect("movie", 9106, { at: "2020-05-05T05:05:00Z", metadata: readEntry()?.metadata ?? {} });
    const argv = ["sync", "--only", "collection"];
    await runPakt(argv, services);
    expect(readEntry()?.collectedAt).toBe("2020-05-05T05:05:00.000Z");

    const { exitCode, stdout } = await runPakt([...argv, "--resend-dates", "--verbose"], services);
    expect(exitCode).toBe(0);
    expect(stdout).toMatch(
      /^ {2}set date on Trakt {2}Spirited Away \(2001\) {2}2020-05-05 05:05 to 2024-03-02 10:00 {2}date of Plex$/m,
    );
    expect(readEntry()?.collectedAt).toBe("2024-03-02T10:00:00.000Z");
  });

  test("--resend-dates is wrong usage where the config has turned the collection off", async () => {
    const services = await startServices();
    const config = { version: 1, fields: { collection: { direction: "off" } } };
    writeFileSync(join(services.home, "config.json"), JSON.stringify(config));
    expect(await runPakt(["sync", "--resend-dates"], services)).toEqual({
      exitCode: 2,
      stdout: "",
      stderr: `✗ --resend-dates needs the collection, which config.json has turned off.
  Set fields.collection.direction to "plex-to-trakt" there.
`,
    });
    expect(services.plex.requests).toHaveLength(0);
  });

  test("holds unusually many removals with exit code 4, and lets them through with the flag it names", async () => {
    const services = await startServices();
    const keys = Array.from({ length: 12 }, (_, index) => {
      const ids = { trakt: 500 + index, tmdb: 70_000 + index };
      services.trakt.catalogue.addMovie({ ids, title: `Film ${index}`, year: 2001 });
      services.trakt.account.rate("movie", ids.trakt, 7, "2025-01-01T00:00:00Z");
      return services.plex.items.addMovie({
        library: "1",
        title: `Film ${index}`,
        year: 2001,
        guids: [`tmdb://${ids.tmdb}`],
      });
    });
    await runPakt(["sync"], services);
    keys.forEach((_, index) => services.trakt.account.unrate("movie", 500 + index));

    const held = await runPakt(["sync"], services);
    expect(held.exitCode).toBe(4);
    expect(held.stdout).toMatch(/^! 12 removals held: run `pakt sync --allow-removals rating=12` to let them/m);

    const through = await runPakt(["sync", "--allow-removals", "rating=12"], services);
    expect(through.exitCode).toBe(0);
    expect(keys.map((key) => services.plex.items.get(key)?.userRating)).toEqual(keys.map(() => undefined));
  });
});

describe("pakt sync on a terminal", () => {
  test("shows the plan, and writes nothing after a no", async () => {
    const services = await startServices();
    const { exitCode, stdout } = await runPakt(["sync"], { ...services, typed: "n\n" });
    expect(exitCode).toBe(0);
    expect(stdout).toMatch(/Apply these \d+ operations\?.* \[Y\/n\] Nothing was written\.\n$/);
    expect(services.plex.scrobbles).toEqual([]);
    expect(services.trakt.requests.filter(({ method }) => method !== "GET")).toEqual([]);
  });

  test("reads both sides once, also when it asks in between", async () => {
    const services = await startServices();
    await runPakt(["sync"], { ...services, typed: "y\n" });
    expect(services.plex.scrobbles).not.toEqual([]);
    expect(services.plex.requests.filter(({ path }) => path === "/library/sections")).toHaveLength(1);
    expect(services.trakt.requests.findIndex(({ path }) => path === "/sync/last_activities")).toBe(0);
  });

  test("leaves the line of the question alone while it waits for the answer", async () => {
    const services = await startServices();
    const { stderr } = await runPakt(["sync"], { env: { ...services.env, NO_COLOR: "1" }, typed: "n\n" });
    expect(stderr.split(/\r|\n/).at(-3)).toMatch(/✓ Compare .* s$/);
    expect(stderr).toMatch(/ s\n\n$/);
  });

  test("with --json a no is a document too, with the exit code of the process", async () => {
    const services = await startServices();
    const { exitCode, stdout, stderr } = await runPakt(["sync", "--json"], { ...services, typed: "n\n" });
    expect(JSON.parse(stdout)).toMatchObject({ dryRun: true, exitCode: 0 });
    expect(exitCode).toBe(0);
    expect(stderr).toMatch(/Nothing was written\.\n$/);
  });

  test("writes after Enter, and asks nothing when there is nothing to write", async () => {
    const services = await startServices();
    const first = await runPakt(["sync"], { ...services, typed: "\n" });
    expect(first.stdout).toContain("Done. Listed above: 2 differences that stay, 1 problem.");
    expect(services.plex.scrobbles).not.toEqual([]);
    const second = await runPakt(["sync"], { ...services, typed: "" });
    expect(second).toMatchObject({ exitCode: 0, stdout: expect.not.stringContaining("Apply these") });
  });

  test("--yes asks nothing", async () => {
    const services = await startServices();
    const { exitCode, stdout } = await runPakt(["sync", "--yes"], { ...services, typed: "" });
    expect(exitCode).toBe(0);
    expect(stdout).not.toContain("Apply these");
  });

  test("with --json it asks on stderr, so that stdout stays one document", async () => {
    const services = await startServices();
    const { stdout, stderr } = await runPakt(["sync", "--json"], { ...services, typed: "y\n" });
    expect(stderr).toContain("Apply these");
    expect(JSON.parse(stdout)).toMatchObject({ dryRun: false, exitCode: 0 });
  });

  test("fits a dry run into a narrow terminal and still tells the episodes apart", async () => {
    const services = await startServices();
    const env = { ...services.env, NO_COLOR: "1" };
    const { stdout } = await runPakt(["sync", "--dry-run"], { env, typed: "", columns: 50 });
    expect(stdout.split("\n").filter((line) => line.length > 50)).toEqual([]);
    expect(stdout).toMatch(/Avatar: .*… S01E01$[^]*Avatar: .*… S01E02$/m);
  });

  test("NO_COLOR leaves no colour in it", async () => {
    const services = await startServices();
    const { stdout } = await runPakt(["sync", "--yes"], { env: { ...services.env, NO_COLOR: "1" }, typed: "" });
    expect(stdout).not.toContain(ESCAPE);
  });
});

describe("pakt sync that cannot run", () => {
  test("says what is not set up and ends with exit code 5", async () => {
    const { home } = await startServices();
    const { exitCode, stdout, stderr } = await runPakt(["sync"], { env: { PAKT_HOME: home, LANG: "C.UTF-8" } });
    expect({ exitCode, stdout }).toEqual({ exitCode: 5, stdout: "" });
    expect(stderr).toMatch(/^✗ .*\n(?: {2}\S.*\n)+$/);
  });

  test("with --json the failure is a document too", async () => {
    const { home } = await startServices();
    const { stdout } = await runPakt(["sync", "--json"], { env: { PAKT_HOME: home } });
    expect(JSON.parse(stdout)).toEqual({
      error: { code: "not-configured", message: expect.any(String), advice: expect.any(String) },
      exitCode: 5,
    });
  });

  test("stops before it writes when the person has asked for a stop", async () => {
    const services = await startServices();
    const { exitCode, stderr } = await runPakt(["sync"], { env: services.env, signal: AbortSignal.abort() });
    expect(exitCode).toBe(1);
    expect(stderr).toMatch(/^✗ /m);
    expect(services.trakt.requests.filter(({ method }) => method !== "GET")).toEqual([]);
  });

  test("shows no token, whatever goes wrong", async () => {
    const services = await startServices();
    const env = { ...services.env, PAKT_PLEX_TOKEN: "plex-secret-1", PAKT_TRAKT_ACCESS_TOKEN: "trakt-secret-2" };
    const { exitCode, stdout, stderr } = await runPakt(["sync", "--json", "--debug", "--verbose"], { env });
    expect(exitCode).toBe(5);
    expect(stdout + stderr).not.toMatch(/secret/);
  });
});
