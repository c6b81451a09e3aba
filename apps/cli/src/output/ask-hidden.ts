import type { Readable } from "node:stream";
import type { Output } from "./output.ts";

/** A terminal as it is typed at; `process.stdin` is one. */
interface Typed extends Readable {
  readonly isTTY?: boolean;
  setRawMode?(isRaw: boolean): unknown;
}

const ENTER = "\r\n";
const BACKSPACE = "\u0008\u007F";
/** Ctrl-C and Ctrl-D: a terminal that shows nothing passes them on as letters. */
const GIVE_UP = "\u0003\u0004";

/**
 * Asks for a secret and shows nothing of what is typed. Undefined: it was given up, or nobody answers. What comes after the line is left
 * for the next question.
 */
export async function askHidden(
  question: string,
  { stdin, desk, signal }: { readonly stdin?: Typed; readonly desk: Output; readonly signal: AbortSignal },
): Promise<string | undefined> {
  if (stdin === undefined || signal.aborted || stdin.readableEnded || stdin.destroyed) {
    return undefined;
  }
  desk.write(`${desk.style.bold(question)} `);
  const isTerminal = stdin.isTTY === true && stdin.setRawMode !== undefined;
  if (isTerminal) {
    stdin.setRawMode?.(true);
  }
  try {
    return await readLine(stdin, signal);
  } finally {
    if (isTerminal) {
      stdin.setRawMode?.(false);
    }
    desk.write("\n");
  }
}

function readLine(stdin: Readable, signal: AbortSignal): Promise<string | undefined> {
  return new Promise((resolve) => {
    let line = "";
    const end = (answer: string | undefined, rest = ""): void => {
      stdin.off("data", onText);
      stdin.off("end", onEnd);
      signal.removeEventListener("abort", onAbort);
      stdin.pause();
      if (rest !== "") {
        stdin.unshift(Buffer.from(rest));
      }
      resolve(answer);
    };
    const onText = (chunk: Buffer | string): void => {
      const text = chunk.toString();
      for (const [index, letter] of text.split("").entries()) {
        if (ENTER.includes(letter)) {
          const after = text.slice(index + 1);
          end(line, letter === "\r" && after.startsWith("\n") ? after.slice(1) : after);
          return;
        }
        if (GIVE_UP.includes(letter)) {
          end(undefined);
          return;
        }
        line = BACKSPACE.includes(letter) ? line.slice(0, -1) : line + letter;
      }
    };
    const onEnd = (): void => end(line === "" ? undefined : line);
    const onAbort = (): void => end(undefined);
    stdin.on("data", onText);
    stdin.once("end", onEnd);
    signal.addEventListener("abort", onAbort, { once: true });
    stdin.resume();
  });
}
