import { Readable } from "node:stream";
import { runCli } from "../src/run-cli.ts";
import type { Prompts } from "../src/setup/prompts.ts";
import { captureOutput } from "./capture-output.ts";

/** What a command line gave. */
export interface PaktResult {
  readonly exitCode: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs a command line in this process. With `typed` it runs on a terminal at which a person types that. */
export async function runPakt(
  argv: readonly string[],
  {
    env = {},
    typed,
    signal,
    columns = 80,
    prompts,
    openLink,
  }: {
    readonly env?: Readonly<Record<string, string>>;
    readonly typed?: string;
    readonly signal?: AbortSignal;
    readonly columns?: number;
    readonly prompts?: Prompts;
    readonly openLink?: (url: string) => boolean;
  },
): Promise<PaktResult> {
  const isTTY = typed !== undefined;
  const stdout = captureOutput({ isTTY, columns });
  const stderr = captureOutput({ isTTY, columns });
  const exitCode = await runCli({
    argv,
    env,
    stdout,
    stderr,
    ...(isTTY ? { stdin: Readable.from(typed === "" ? [] : [typed]) } : {}),
    isTerminal: isTTY,
    userHome: "/nonexistent",
    ...(prompts === undefined ? {} : { prompts }),
    ...(openLink === undefined ? {} : { openLink }),
    ...(signal === undefined ? {} : { signal }),
  });
  return { exitCode, stdout: stdout.text(), stderr: stderr.text() };
}
