import { spawn } from "node:child_process";
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

  test("ends at once at the second, with exit code 130", async () => {
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
    child.kill("SIGINT");
    await expect.poll(() => output.stderr, { timeout: 20_000 }).toContain("Stopping safely.");
    child.kill("SIGINT");
    expect(await ended).toBe(130);
  });
});
