import { Writable } from "node:stream";
import type { Readable } from "node:stream";
import { CANCEL_SYMBOL, multiselect, password, select, text, updateSettings } from "@clack/prompts";
import type { Option } from "@clack/prompts";
import type { OutputStream } from "../output/output.ts";
import { printableText } from "../output/printable-text.ts";
import { LeftError } from "./prompts.ts";
import type { Choice, Prompts } from "./prompts.ts";
import { hushKeyboard } from "./quiet-keyboard.ts";

/**
 * Asks with clack, on the terminal that `input` and `output` are. Between the questions the keyboard is quiet; `onInterrupt` is told of a Ctrl-C
 * then. End it, for the terminal to be as it was.
 */
export function createClackPrompts({
  input,
  output,
  signal,
  onInterrupt,
}: {
  readonly input: Readable;
  readonly output: OutputStream;
  readonly signal: AbortSignal;
  readonly onInterrupt: () => void;
}): Prompts & { readonly end: () => void } {
  // Ctrl-D as well: it ends the input.
  updateSettings({ aliases: { "\u0004": "cancel" } });
  const screen = toWritable(output);
  let quiet = hushKeyboard(input, onInterrupt);
  const ask = async <T>(question: (shared: Shared) => Promise<T | typeof CANCEL_SYMBOL>): Promise<T> => {
    quiet.end();
    const watch = watchForEnd(input, signal);
    try {
      const answer = await question({ input, output: screen, signal: watch.ended, withGuide: true });
      if (answer === CANCEL_SYMBOL) {
        throw new LeftError();
      }
      return answer;
    } finally {
      watch.stop();
      quiet = hushKeyboard(input, onInterrupt);
    }
  };
  return {
    end: () => quiet.end(),
    select: ({ message, choices, initial }) =>
      ask((shared) =>
        select({
          ...shared,
          message: printableText(message),
          options: choices.map(toOption),
          ...(initial === undefined ? {} : { initialValue: initial }),
        }),
      ),
    selectSome: ({ message, choices, initial }) =>
      ask((shared) =>
        multiselect({
          ...shared,
          message: printableText(message),
          options: choices.map(toOption),
          initialValues: initial,
          required: true,
        }),
      ),
    type: ({ message, isHidden = false, isOptional = false }) =>
      ask((shared) =>
        (isHidden ? password : text)({
          ...shared,
          message: printableText(message),
          // An empty line is no value at all to clack.
          validate: (line) =>
            isOptional || (line ?? "").trim() !== "" ? undefined : "Type something, or press Ctrl-C.",
        }),
      ).then((line) => line ?? ""),
  };
}

interface Shared {
  readonly input: Readable;
  readonly output: Writable;
  readonly signal: AbortSignal;
  readonly withGuide: boolean;
}

function toOption<T extends string>({ value, label, hint, isDisabled = false }: Choice<T>): Option<T> {
  const option = {
    value,
    label: printableText(label),
    ...(hint === undefined ? {} : { hint: printableText(hint) }),
    disabled: isDisabled,
  };
  // Of a type parameter the compiler does not see that it is one of clack's primitives.
  return option as Option<T>;
}

/**
 * Tells of the end of the input, for which clack would wait for ever, and of a stop; only until it is stopped itself, since clack listens on
 * after an answer and would end the question a second time.
 */
function watchForEnd(input: Readable, signal: AbortSignal): { readonly ended: AbortSignal; readonly stop: () => void } {
  const ended = new AbortController();
  const end = (): void => ended.abort();
  if (input.readableEnded || input.destroyed || signal.aborted) {
    end();
  }
  const sources = ["end", "close"] as const;
  sources.forEach((event) => input.on(event, end));
  signal.addEventListener("abort", end);
  return {
    ended: ended.signal,
    stop: () => {
      sources.forEach((event) => input.off(event, end));
      signal.removeEventListener("abort", end);
    },
  };
}

/** An output as the stream that clack wants, as wide and as high as the terminal is when it looks. */
function toWritable(output: OutputStream): Writable {
  const writable = new Writable({
    decodeStrings: false,
    write: (chunk, _, done) => {
      output.write(String(chunk));
      done();
    },
  });
  return Object.defineProperties(writable, {
    isTTY: { get: () => output.isTTY },
    // Some terminals say 0 where they do not know.
    columns: { get: () => output.columns || 80 },
    rows: { get: () => output.rows || 24 },
  });
}
