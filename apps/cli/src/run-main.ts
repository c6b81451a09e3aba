import { homedir } from "node:os";
import { INTERRUPTED } from "./exit-codes.ts";
import { runCli } from "./run-cli.ts";

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
  outliveClosedPipes();
  process.exitCode = await runCli({
    argv: process.argv.slice(2),
    env: process.env,
    stdout: process.stdout,
    stderr: process.stderr,
    stdin: process.stdin,
    isTerminal: process.stdin.isTTY && (process.stdout.isTTY || process.stderr.isTTY),
    userHome: findUserHome(),
    signal: controller.signal,
  });
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

/** `pakt … | head` closes our output early: nobody reads any more, but what is under way is still to be finished. */
function outliveClosedPipes(): void {
  for (const stream of [process.stdout, process.stderr]) {
    stream.on("error", (error: NodeJS.ErrnoException) => {
      if (error.code !== "EPIPE") {
        process.exitCode = 1;
      }
    });
  }
}
