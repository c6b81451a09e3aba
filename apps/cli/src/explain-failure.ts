import type { ExitCode } from "@pakt/sync";
import { UsageError } from "./arguments/usage-error.ts";
import type { Failure } from "./render/render-error.ts";

/** What a caught value means for the person and for the calling script. */
export interface ExplainedFailure extends Failure {
  readonly code: string;
  readonly exitCode: ExitCode;
  /** Where it was thrown, with what caused it; for `--debug`. Wrong usage has none. */
  readonly stack?: string;
}

/** Explains anything that was thrown: wrong usage, an expected failure of pakt, or a bug. */
export async function explainFailure(error: unknown): Promise<ExplainedFailure> {
  if (error instanceof UsageError) {
    return { code: "usage", message: error.message, advice: error.advice, exitCode: 2 };
  }
  const expected = await readExpectedFailure(error);
  if (expected !== undefined) {
    return expected;
  }
  const message = error instanceof Error ? error.message : String(error);
  return {
    code: "unexpected",
    message: `Something unexpected went wrong: ${message}`,
    advice:
      "This is a mistake in pakt. Please report it with what `pakt doctor --bundle` writes, at https://github.com/pakt-sync/pakt/issues (--debug shows where it was).",
    exitCode: 1,
    stack: describeStack(error),
  };
}

/** What a failure that can be expected says. Undefined for all else, and where its package itself is what cannot be loaded. */
async function readExpectedFailure(thrown: unknown): Promise<ExplainedFailure | undefined> {
  if (thrown instanceof Error && "code" in thrown && thrown.code === "ERR_MODULE_NOT_FOUND") {
    return {
      code: "failed",
      message: "A part of pakt cannot be loaded: it is not installed whole.",
      advice: "Install it again: npm install --global @pakt/cli",
      exitCode: 1,
      stack: describeStack(thrown),
    };
  }
  const sync = await import("@pakt/sync").catch(() => undefined);
  const expected = sync?.toPaktError(thrown);
  if (expected === undefined) {
    return undefined;
  }
  const { code, message, advice, exitCode } = expected;
  return { code, message, advice, exitCode, stack: describeStack(expected) };
}

function describeStack(thrown: unknown): string {
  if (!(thrown instanceof Error)) {
    return String(thrown);
  }
  const own = thrown.stack ?? thrown.message;
  return thrown.cause === undefined ? own : `${own}\nCaused by: ${describeStack(thrown.cause)}`;
}
