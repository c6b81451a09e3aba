import { spawn } from "node:child_process";
import type { ChildProcess } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";

const root = join(import.meta.dirname, "..", "..");

/** How a process ended, and what it said. */
export interface ChildEnd {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** A process that was started, and its end. */
export interface Child {
  readonly process: ChildProcess;
  readonly ended: Promise<ChildEnd>;
}

/** Starts a script of the workspace from its sources, with nothing of this process's environment but the path. */
export function startChild(script: string, args: readonly string[], env: Readonly<Record<string, string>>): Child {
  const child = spawn(process.execPath, ["--conditions=@pakt/source", join(root, script), ...args], {
    env: { PATH: process.env["PATH"] ?? "", HOME: env["PAKT_HOME"] ?? "", ...env },
    stdio: ["ignore", "pipe", "pipe"],
  });
  const text = { stdout: "", stderr: "" };
  child.stdout.setEncoding("utf8").on("data", (chunk: string) => (text.stdout += chunk));
  child.stderr.setEncoding("utf8").on("data", (chunk: string) => (text.stderr += chunk));
  const ended = once(child, "close").then(() => ({ code: child.exitCode, signal: child.signalCode, ...text }));
  return { process: child, ended };
}

/** Runs the command line from its sources to its end. */
export function runPakt(args: readonly string[], env: Readonly<Record<string, string>>): Promise<ChildEnd> {
  return startChild("apps/cli/src/main.ts", args, env).ended;
}
