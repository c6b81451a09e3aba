import { execFileSync } from "node:child_process";
import { existsSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { runPakt } from "../../test/run-pakt.ts";
import { startServices } from "../../test/start-services.ts";

describe("pakt doctor --bundle", () => {
  test("shows what goes into it, asks, and writes it for its owner alone", async () => {
    const { env, home, plex } = await startServices();
    await runPakt(["sync"], { env });
    const file = join(home, "support.tar.gz");
    const { exitCode, stdout } = await runPakt(["doctor", "--bundle", "--out", file], {
      env: { ...env, NO_COLOR: "1" },
      typed: "y\n",
    });
    expect(exitCode).toBe(0);
    expect(stdout).toMatch(/^ {2}about\.json +\d+ B +versions, system, warnings$/m);
    expect(stdout).toMatch(/^ {2}sync\.log +\d+ k?B +the end of the log$/m);
    expect(stdout).toContain("No tokens and no passwords are in it, and it is without titles");
    expect(stdout).toContain(`Write these to ${file}? [Y/n] `);
    expect(stdout).toMatch(/✓ \S+support\.tar\.gz is written \(\d+ k?B\), for you\s+alone\./);
    expect(statSync(file).mode & 0o777).toBe(0o600);
    const names = execFileSync("tar", ["-tzf", file], { encoding: "utf8" }).trimEnd().split("\n");
    expect(names.slice(0, 4)).toEqual(["about.json", "config.json", "examination.json", "runs.json"]);
    const text = execFileSync("tar", ["-xzOf", file], { encoding: "utf8" });
    expect(text).not.toContain(plex.token);
    expect(text).not.toContain("The Matrix");
  });

  test("writes nothing after a no", async () => {
    const { env, home } = await startServices();
    const file = join(home, "support.tar.gz");
    const { exitCode, stdout } = await runPakt(["doctor", "--bundle", "--out", file], { env, typed: "n\n" });
    expect(exitCode).toBe(0);
    expect(stdout).toMatch(/Nothing was written\.\n$/);
    expect(existsSync(file)).toBe(false);
  });

  test("--yes asks nobody, and --json prints one document", async () => {
    const { env, home } = await startServices();
    const file = join(home, "support.tar.gz");
    const { exitCode, stdout, stderr } = await runPakt(
      ["doctor", "--bundle", "--out", file, "--yes", "--json", "--with-titles"],
      { env },
    );
    expect(exitCode).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({
      file,
      bytes: statSync(file).size,
      withTitles: true,
      files: [
        { name: "about.json" },
        { name: "config.json" },
        { name: "examination.json" },
        { name: "runs.json" },
        { name: "sync.log" },
      ],
      exitCode: 0,
    });
    expect(stderr.replaceAll(/\s+/g, " ")).toContain("it is with the titles of what you watch.");
  });

  test("replaces no file, and asks nobody for one that cannot be written", async () => {
    const { env, home, plex } = await startServices();
    const file = join(home, "support.tar.gz");
    writeFileSync(file, "mine");
    const taken = await runPakt(["doctor", "--bundle", "--out", file, "--yes"], { env });
    expect(taken.exitCode).toBe(2);
    expect(taken.stderr.replaceAll(/\s+/g, " ")).toContain(`${file} is there already. Name a new file:`);
    const nowhere = await runPakt(["doctor", "--bundle", "--out", join(home, "no", "a.tar.gz"), "--yes"], { env });
    expect(nowhere.stderr.replaceAll(/\s+/g, " ")).toContain("cannot be written: there is no such file or folder.");
    expect(plex.requests).toHaveLength(0);
  });

  test.each([
    [["doctor", "--bundle"], "Without a terminal to ask at, pakt doctor --bundle needs --yes."],
    [["doctor", "--with-titles"], "--out, --with-titles and --yes are for --bundle."],
  ])("%j is wrong usage", async (argv, message) => {
    const { exitCode, stderr } = await runPakt(argv, { env: { LANG: "C.UTF-8" } });
    expect(exitCode).toBe(2);
    expect(stderr).toContain(`✗ ${message}\n`);
  });
});
