import { spawn } from "node:child_process";
import { once } from "node:events";
import type { ChildEnd } from "../run-child.ts";

/** A program to run: its words, where, and all of its environment. */
export interface Program {
  readonly command: string;
  readonly words: readonly string[];
  readonly folder: string;
  readonly env: Readonly<Record<string, string>>;
}

/** Runs a program to its end. */
export async function runProgram({ command, words, folder, env }: Program): Promise<ChildEnd> {
  const child = spawn(command, words, { cwd: folder, env: { ...env }, stdio: ["ignore", "pipe", "pipe"] });
  const text = { stdout: "", stderr: "" };
  child.stdout.setEncoding("utf8").on("data", (chunk: string) => (text.stdout += chunk));
  child.stderr.setEncoding("utf8").on("data", (chunk: string) => (text.stderr += chunk));
  await once(child, "close");
  return { code: child.exitCode, signal: child.signalCode, ...text };
}
