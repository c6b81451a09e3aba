import { createInterface } from "node:readline";
import type { Readable } from "node:stream";
import type { Output } from "./output.ts";

/**
 * Asks a yes-or-no question on an output. Enter alone is a yes; whatever else does not begin with y, the end of the input and a
 * stop are a no.
 */
export async function ask(
  question: string,
  { stdin, desk, signal }: { readonly stdin?: Readable; readonly desk: Output; readonly signal: AbortSignal },
): Promise<boolean> {
  if (stdin === undefined || signal.aborted) {
    return false;
  }
  desk.write(`${desk.style.bold(question)} [Y/n] `);
  // Not as a terminal: that would take Ctrl-C away from the process.
  const lines = createInterface({ input: stdin, terminal: false, signal });
  const answer = await new Promise<string>((resolve) => {
    lines.once("line", (line) => {
      lines.removeAllListeners("close");
      resolve(line);
    });
    lines.once("close", () => {
      // Nothing was typed that would have ended the line of the question.
      desk.write("\n");
      resolve("no");
    });
  });
  lines.close();
  return /^(y(es)?)?$/i.test(answer.trim());
}
