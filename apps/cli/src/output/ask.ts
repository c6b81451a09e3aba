import { createInterface } from "node:readline";
import type { Readable } from "node:stream";
import type { Output } from "./output.ts";

/**
 * Asks a yes-or-no question on an output. Enter alone is what `onEnter` says, and the question shows it; `y` and `yes` are a yes; whatever
 * else, the end of the input and a stop are a no.
 */
export async function ask(
  question: string,
  {
    stdin,
    desk,
    signal,
    onEnter = "yes",
  }: {
    readonly stdin?: Readable;
    readonly desk: Output;
    readonly signal: AbortSignal;
    readonly onEnter?: "yes" | "no";
  },
): Promise<boolean> {
  if (stdin === undefined || signal.aborted) {
    return false;
  }
  desk.write(`${desk.style.bold(question)} ${onEnter === "yes" ? "[Y/n]" : "[y/N]"} `);
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
  const typed = answer.trim();
  return typed === "" ? onEnter === "yes" : /^y(es)?$/i.test(typed);
}
