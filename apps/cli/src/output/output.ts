import { createStyle } from "./style.ts";
import type { Style } from "./style.ts";

/** What pakt needs of a stream that it prints to; `process.stdout` is one. */
export interface OutputStream {
  write(text: string): unknown;
  readonly isTTY?: boolean;
  /** Characters in a line, where the stream knows. */
  readonly columns?: number;
  /** Lines of the screen, where the stream knows. */
  readonly rows?: number;
}

/** A stream with the way text looks on it. */
export interface Output {
  readonly isTerminal: boolean;
  readonly style: Style;
  readonly stream: OutputStream;
  write(text: string): void;
  /** Writes lines, each ended. */
  lines(lines: readonly string[]): void;
}

type Environment = Readonly<Record<string, string | undefined>>;

/** Lines are at most this long where the width is not known. */
const DEFAULT_WIDTH = 80;
/** Wider lines are hard to read even where there is room; narrower ones hold no table. */
const MAX_WIDTH = 120;
const MIN_WIDTH = 40;

/**
 * Makes an output of a stream. Colours need a terminal that is not dumb and an unset NO_COLOR (https://no-color.org: present and not empty
 * turns colours off); marks beyond ASCII need a UTF-8 locale, or the Windows Terminal.
 */
export function createOutput(stream: OutputStream, env: Environment): Output {
  const isTerminal = stream.isTTY === true && env["TERM"] !== "dumb";
  // Some terminals say 0 where they do not know.
  const width = Math.max(MIN_WIDTH, Math.min(stream.columns || DEFAULT_WIDTH, MAX_WIDTH));
  const style = createStyle({
    colour: isTerminal && (env["NO_COLOR"] ?? "") === "",
    unicode: showsUnicode(env),
    width,
    tableWidth: isTerminal ? width : Number.POSITIVE_INFINITY,
  });
  const write = (text: string): void => {
    stream.write(text);
  };
  return { isTerminal, style, stream, write, lines: (lines) => write(lines.map((line) => `${line}\n`).join("")) };
}

function showsUnicode(env: Environment): boolean {
  const locale = env["LC_ALL"] || env["LC_CTYPE"] || env["LANG"] || "";
  return /utf-?8/i.test(locale) || env["WT_SESSION"] !== undefined;
}
