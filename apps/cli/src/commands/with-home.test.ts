import { existsSync, readFileSync } from "node:fs";
import { chmod, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { runPakt } from "../../test/run-pakt.ts";
import { startServices } from "../../test/start-services.ts";

describe("what a command cannot do", () => {
  test("is logged once, whether it ended a run or anything else", async () => {
    const { plex, env, home } = await startServices();
    plex.intercept(() => ({ kind: "status", status: 401 }));
    for (const argv of [["sync"], ["libraries"]]) {
      expect((await runPakt(argv, { env })).exitCode).toBe(5);
    }
    const failures = readFileSync(join(home, "logs", "sync.log"), "utf8").match(/"event":"failure","code":"[^"]*"/g);
    expect(failures).toEqual(Array.from({ length: 2 }, () => '"event":"failure","code":"sign-in-needed"'));
  });

  test("is not logged where it is just wrong usage", async () => {
    const { env, home } = await startServices();
    expect((await runPakt(["libraries", "--select", "Music"], { env })).exitCode).toBe(2);
    expect(existsSync(join(home, "logs"))).toBe(false);
  });

  test("shows its stack and where the log is with --debug", async () => {
    const { plex, env, home } = await startServices();
    plex.intercept(() => ({ kind: "status", status: 401 }));
    const { stderr } = await runPakt(["sync", "--debug"], { env });
    expect(stderr).toContain("✗ Plex does not accept the token.\n  Sign in: pakt login plex.");
    expect(stderr).toMatch(/\nPaktError: Plex does not accept the token\.\n[^]*Caused by: PlexError: /);
    expect(stderr.endsWith(`\nThe log is ${join(home, "logs", "sync.log")}\n`)).toBe(true);
    expect((await runPakt(["sync"], { env })).stderr).not.toContain("sync.log");
  });
});

describe("a token that cannot even be sent", () => {
  test("is in no output and no log, with --debug neither", async () => {
    const { env, home } = await startServices();
    const token = "s3cret-with-a-letter-that-no-header-takes-\u0142";
    const credentials = { version: 1, profiles: { default: { plex: { token } } } };
    await writeFile(join(home, "credentials.json"), JSON.stringify(credentials), { mode: 0o600 });
    const outputs = [];
    for (const argv of [
      ["libraries", "--debug"],
      ["sync", "--debug"],
      ["status", "--debug"],
      ["doctor", "--debug"],
    ]) {
      const { stdout, stderr } = await runPakt(argv, { env: { ...env, PAKT_PLEX_TOKEN: "" } });
      outputs.push(stdout + stderr);
    }
    const log = readFileSync(join(home, "logs", "sync.log"), "utf8");
    expect(outputs.join("\n")).toContain("✗ ");
    expect([...outputs, log].filter((text) => text.includes("s3cret"))).toEqual([]);
  });
});

describe("what others can read of a home", () => {
  test("is said first by every command, with the command that mends it; doctor lists it among the rest", async () => {
    const { env, home } = await startServices();
    const secret = join(home, "token");
    await writeFile(secret, env["PAKT_PLEX_TOKEN"] ?? "");
    await chmod(secret, 0o644);
    const open = { env: { ...env, PAKT_PLEX_TOKEN: "", PAKT_PLEX_TOKEN_FILE: secret } };
    const warning = `its mode (644) lets others read it.\n  chmod 600 ${secret}\n`;
    const status = await runPakt(["status"], open);
    expect(status.stderr.replaceAll(/\n {2}(?=others|lets|read|it\.)/g, " ")).toContain(warning);
    const doctor = await runPakt(["doctor"], open);
    expect(doctor.stderr).toBe("");
    expect(doctor.stdout).toContain(`chmod 600 ${secret}`);
  });
});
