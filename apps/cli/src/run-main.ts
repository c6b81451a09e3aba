import { homedir } from "node:os";
import { INTERRUPTED } from "./exit-codes.ts";
import { describeOutputFailure } from "./output/describe-output-failure.ts";
import { reportFailure, runCli } from "./run-cli.ts";
import type { RunCliOptions } from "./run-cli.ts";
import { openBrowser } from "./setup/open-browser.ts";

/** Runs the command line of this process. The first SIGINT or SIGTERM asks the run to stop safely, the second ends the process at once. */
export async function runMain(): Promise<void> {
  const controller = new AbortController();
  const stop = (): void => {
    if (controller.signal.aborted) {
      process.exit(INTERRUPTED);
    }
    controller.abort();
  };
  process.on("SIGINT", stop);
  process.on("SIGTERM", stop);
  const output = watchOutput();
  const options: RunCliOptions = {
    argv: process.argv.slice(2),
    env: process.env,
    stdout: process.stdout,
    stderr: process.stderr,
    stdin: process.stdin,
    isTerminal: process.stdin.isTTY && (process.stdout.isTTY || process.stderr.isTTY),
    userHome: findUserHome(),
    openLink: (url) => openBrowser(url, process.env),
    signal: controller.signal,
  };
  const ending = watchEnd(options);
  const exitCode = await runCli(options);
  ending.isReached();
  // The end of the output may still be under way: where it fails later, that is the exit code.
  process.exitCode = output.hasFailed() ? 1 : exitCode;
  process.off("SIGINT", stop);
  process.off("SIGTERM", stop);
}

/** Empty where the system knows none, as for a user of a container that has a number and no name. */
function findUserHome(): string {
  try {
    return homedir();
  } catch {
    return "";
  }
}

/**
 * Mistakes of ours that no code waits for end the process: what is done is as safe as after a kill, and nobody knows what would come
 * next. So does a wait for what can never come, which Node would take for the end of all work, and for success.
 */
function watchEnd(options: RunCliOptions): { readonly isReached: () => void } {
  let isOver = false;
  process.exitCode = 1;
  const end = (thrown: unknown): void => {
    isOver = true;
    void reportFailure(thrown, options).finally(() => process.exit(1));
  };
  process.once("uncaughtException", end);
  process.once("unhandledRejection", end);
  process.once("beforeExit", () => {
    if (!isOver) {
      end(new Error("it waits for what can never come"));
    }
  });
  return {
    isReached: () => {
      isOver = true;
    },
  };
}

/**
 * `pakt … | head` closes our output early: nobody reads any more, but what is under way is still to be finished. Whoever writes it to a
 * full disk is told, and gets no exit code of success.
 */
function watchOutput(): { readonly hasFailed: () => boolean } {
  let failed = false;
  for (const stream of [process.stdout, process.stderr]) {
    stream.on("error", (error: NodeJS.ErrnoException) => {
      if (error.code === "EPIPE" || failed) {
        return;
      }
      failed = true;
      process.exitCode = 1;
      if (stream === process.stdout) {
        process.stderr.write(`${describeOutputFailure(error)}\n`);
      }
    });
  }
  return { hasFailed: () => failed };
}
