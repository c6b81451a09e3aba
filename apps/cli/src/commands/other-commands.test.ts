import { describe, expect, test } from "vitest";
import { runPakt } from "../../test/run-pakt.ts";
import { startServices } from "../../test/start-services.ts";

describe("pakt libraries", () => {
  test("lists the libraries of the server, all of them synced at first", async () => {
    const { exitCode, stdout } = await runPakt(["libraries"], await startServices());
    expect(exitCode).toBe(0);
    expect(stdout).toContain("  ✓  1    Movies     movie  synced\n");
    expect(stdout).toContain("3 libraries are synced.");
  });

  test("--select chooses by key or title, and the choice lasts", async () => {
    const services = await startServices();
    const chosen = await runPakt(["libraries", "--select", "1,TV Shows"], services);
    expect(chosen.exitCode).toBe(0);
    const { stdout } = await runPakt(["libraries", "--json"], services);
    const listed: { title: string; selected: boolean }[] = JSON.parse(stdout);
    expect(listed.filter(({ selected }) => selected).map(({ title }) => title)).toEqual(["Movies", "TV Shows"]);
    await runPakt(["libraries", "--all"], services);
    expect((await runPakt(["libraries"], services)).stdout).toContain("3 libraries are synced.");
  });

  test("names the libraries that there are when one is not there", async () => {
    const { exitCode, stderr } = await runPakt(["libraries", "--select", "Music"], await startServices());
    expect(exitCode).toBe(2);
    expect(stderr).toContain('"Music"');
    expect(stderr).toContain("1 (Movies)");
  });
});

describe("pakt status", () => {
  test("is ready when both sides answer", async () => {
    const { exitCode, stdout } = await runPakt(["status"], await startServices());
    expect(exitCode).toBe(0);
    expect(stdout).toMatch(/^ {2}Last run +never$/m);
    expect(stdout).toMatch(/✓ Ready to sync\.\n$/);
  });

  test("shows how full the limited lists of a free account are, and that a VIP has no limit", async () => {
    const services = await startServices();
    const free = await runPakt(["status"], services);
    expect(free.stdout).toMatch(/^ {2}Limits +watchlist 4 of 5 · collection 14 of 1000$/m);
    services.trakt.account.changeSettings({ vip: true });
    expect((await runPakt(["status"], services)).stdout).toMatch(/^ {2}Limits +no limit$/m);
  });

  test("--json prints one document", async () => {
    const { stdout } = await runPakt(["status", "--json"], await startServices());
    expect(JSON.parse(stdout)).toMatchObject({
      plex: { libraries: 3 },
      trakt: { signedIn: true },
      problems: [],
      exitCode: 0,
    });
  });

  test("lists what is missing and ends with exit code 5", async () => {
    const { home } = await startServices();
    const { exitCode, stdout } = await runPakt(["status"], { env: { PAKT_HOME: home } });
    expect(exitCode).toBe(5);
    expect(stdout).toMatch(/^! \d things? needs? you\.$/m);
  });
});

describe("pakt clear-cache", () => {
  test("removes what a run cached, once", async () => {
    const services = await startServices();
    await runPakt(["sync", "--only", "rating"], services);
    expect((await runPakt(["clear-cache"], services)).stdout).toMatch(/^✓ Removed \d+ cached files?\.\n/);
    expect(await runPakt(["clear-cache"], services)).toEqual({
      exitCode: 0,
      stdout: "The cache was empty.\n",
      stderr: "",
    });
  });
});
