import { isPaktError } from "./pakt-error.ts";

/** How deep the causes of an error are followed. */
const DEPTH = 8;

/** What was thrown, as plain facts: the code, the sentence, and the stack with those of its causes. */
export function describeError(error: unknown): Readonly<Record<string, unknown>> {
  if (!(error instanceof Error)) return { message: String(error) };
  return {
    ...("code" in error && { code: error.code }),
    message: error.message,
    ...(isPaktError(error) && { advice: error.advice, exitCode: error.exitCode }),
    stack: stacksOf(error).join("\nCaused by: "),
  };
}

/** The stack of an error, then that of each cause. */
export function stacksOf(error: unknown, depth = 0): readonly string[] {
  if (!(error instanceof Error)) return [String(error)];
  const own = error.stack ?? `${error.name}: ${error.message}`;
  if (error.cause === undefined || depth === DEPTH) return [own];
  return [own, ...stacksOf(error.cause, depth + 1)];
}
