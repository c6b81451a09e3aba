import { PaktError } from "./pakt-error.ts";

/** Runs work that may be aborted; its end by abortion becomes PaktError `interrupted`, whichever library noticed first. */
export async function withInterrupt<T>(
  signal: AbortSignal | undefined,
  work: () => Promise<T>,
  told: Told = OF_A_RUN,
): Promise<T> {
  try {
    signal?.throwIfAborted();
    return await work();
  } catch (error) {
    if (signal?.aborted !== true || error instanceof PaktError) throw error;
    throw new PaktError("interrupted", told.message, { advice: told.advice, cause: error });
  }
}

/** What a person is told of an interruption. */
interface Told {
  readonly message: string;
  readonly advice: string;
}

const OF_A_RUN: Told = {
  message: "The run was interrupted.",
  advice: "Nothing is lost: run `pakt sync` again to go on.",
};
