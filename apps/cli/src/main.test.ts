import { spawn } from "node:child_process";
import { closeSync, existsSync, openSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, onTestFinished, test } from "vitest";
import { startServices } from "../test/start-services.ts";

/** Starts the entry point in a process of its own; its output goes on growing until it ends. */
const startPakt = (argv: readonly string[], env: Readonly<Record<string, string>>) => {
  const main = fileURLToPath(new URL("main.ts", import.meta.url));
  const child = spawn(process.execPath, ["--conditions=@pakt/source", main, ...argv], {
    env: { PATH: process.env["PATH"] ?? "", ...env },
    stdio: ["ignore", "pipe", "pipe"],
  });
  const output = { stdout: "", stderr: "" };
  child.stdout.on("data", (text: Buffer) => (output.stdout += text.toString()));
  child.stderr.on("data", (text: Buffer) => (output.stderr += text.toString()));
  const ended = new Promise<number | null>((resolve) => child.once("exit", resolve));
  onTestFinished(() => {
    child.kill("SIGKILL");
  });
  return { child, output, ended };
};

/** A script that makes a mistake as soon as the process listens for those that nobody catches. */
const onceStarted = (mistake: string): string => `const timer = setInterval(() => {
  if (process.listenerCount("uncaughtException") === 0) return;
  clearInterval(timer);
  ${mistake}
}, 5);`;

describe("the process", () => {
  test("gives the exit code of the command", async () => {
    const { ended, output } = startPakt(["sync", "--dryrun"], { LANG: "C.UTF-8" });
    expect(await ended).toBe(2);
    expect(output).toEqual({
      stdout: "",
      stderr: "✗ Unknown flag --dryrun. Did you mean --dry-run?\n  See `pakt sync --help`.\n",
    });
  });

  test("stops safely at the first SIGINT", async () => {
    const { plex, env } = await startServices();
    const reached = new Promise<void>((resolve) => {
      plex.intercept(() => {
        resolve();
        return { kind: "hang" };
      });
    });
    const { child, ended, output } = startPakt(["sync"], env);
    await reached;
    child.kill("SIGINT");
    expect(await ended).toBe(1);
    expect(output.stderr).toContain("Stopping safely. Press Ctrl-C again to stop at once.\n");
    expect(output.stderr).toMatch(/^✗ /m);
  });

  test.each(["SIGINT", "SIGTERM"] as const)("ends at once at the second %s, with exit code 130", async (signal) => {
    const { trakt, env } = await startServices();
    const reached = new Promise<void>((resolve) => {
      trakt.intercept(({ method }) => {
        if (method !== "POST") {
          return undefined;
        }
        resolve();
        return { kind: "hang" };
      });
    });
    const { child, ended, output } = startPakt(["sync"], env);
    await reached;
    child.kill(signal);
    await expect.poll(() => output.stderr, { timeout: 20_000 }).toContain("Stopping safely.");
    child.kill(signal);
    expect(await ended).toBe(130);
  });

  test("finishes its work when nobody reads its output any more", async () => {
    const { trakt, env } = await startServices();
    const { child, ended } = startPakt(["sync"], env);
    child.stdout.destroy();
    child.stderr.destroy();
    expect(await ended).toBe(0);
    expect(trakt.account.ratings().length).toBeGreaterThan(0);
  });

  test.each([
    ["a rejection that nobody waits for", "void Promise.reject(new TypeError('x is not a function'));"],
    ["an error in a timer", "setTimeout(() => { throw new TypeError('x is not a function'); }, 1);"],
  ])("ends with a sentence and 1 on %s", async (_, mistake) => {
    const { plex, env } = await startServices();
    plex.intercept(() => ({ kind: "hang" }));
    const { ended, output } = startPakt(["status"], {
      ...env,
      NODE_OPTIONS: `--import=data:text/javascript,${encodeURIComponent(onceStarted(mistake))}`,
    });
    expect(await ended).toBe(1);
    expect(output.stdout).toBe("");
    expect(output.stderr).toMatch(
      /^✗ Something unexpected went wrong: x is not a function\n {2}This is a mistake in pakt\. Please report it/,
    );
  });
});

test("a wait for what can never come is no success", async () => {
  const { env } = await startServices();
  const lonely = `const wait = setTimeout;
    globalThis.setTimeout = (...timer) => wait(...timer).unref();
    globalThis.fetch = () => new Promise(() => {});`;
  const { ended, output } = startPakt(["status"], {
    ...env,
    NODE_OPTIONS: `--import=data:text/javascript,${encodeURIComponent(lonely)}`,
  });
  expect(await ended).toBe(1);
  expect(output.stderr).toMatch(/^✗ Something unexpected went wrong: it waits for what can never come\n/);
});

/** Where every write says that the disk is full; Linux has it. */
const FULL = "/dev/full";

test.runIf(existsSync(FULL))("output that cannot be written is told, and is no success", async () => {
  const full = openSync(FULL, "w");
  onTestFinished(() => closeSync(full));
  const main = fileURLToPath(new URL("main.ts", import.meta.url));
  const child = spawn(process.execPath, ["--conditions=@pakt/source", main, "--help"], {
    stdio: ["ignore", full, "pipe"],
  });
  let said = "";
  child.stderr?.on("data", (text: Buffer) => (said += text.toString()));
  expect(await new Promise((resolve) => child.once("close", resolve))).toBe(1);
  expect(said).toBe(
    "The output cannot be written: the disk is full. What pakt did is done; see it with: pakt log last\n",
  );
});
