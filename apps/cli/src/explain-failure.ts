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

/** Explains anything that was thrown: wrong usage, a failure that can be expected, or a mistake of pakt. No secrets are in what it says. */
export async function explainFailure(thrown: unknown): Promise<ExplainedFailure> {
  if (thrown instanceof UsageError) {
    return { code: "usage", message: thrown.message, advice: thrown.advice, exitCode: 2 };
  }
  const sync = await import("@pakt/sync").catch(() => undefined);
  if (sync === undefined || isMissingPart(thrown)) {
    return {
      code: "failed",
      message: "A part of pakt cannot be loaded: it is not installed whole.",
      advice: "Install it again: npm install --global @pakt/cli",
      exitCode: 1,
      stack: String(thrown),
    };
  }
  const { message: said, stack } = sync.describeThrown(thrown);
  const expected = sync.toPaktError(thrown);
  if (expected !== undefined) {
    const { code, message, advice, exitCode } = expected;
    return { code, message, advice, exitCode, stack };
  }
  return {
    code: "unexpected",
    message: `Something unexpected went wrong: ${said}`,
    advice:
      "This is a mistake in pakt. Please report it with what `pakt doctor --bundle` writes, at https://github.com/pakt-sync/pakt/issues (--debug shows where it was).",
    exitCode: 1,
    stack,
  };
}

function isMissingPart(thrown: unknown): boolean {
  return thrown instanceof Error && "code" in thrown && thrown.code === "ERR_MODULE_NOT_FOUND";
}
