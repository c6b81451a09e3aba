import { printableText } from "./printable-text.ts";
import { textWidth } from "./text-width.ts";

/** Words, and commands in backticks with what stands against them. */
const WORDS = /(?:[^\s`]*`[^`]{1,160}`[^\s`]*)+|\S+/g;

/**
 * Breaks a sentence into lines of at most `width` cells, each after `indent` spaces. A word longer than a line stays whole, and so does a
 * command in backticks: it is to be copied.
 */
export function wrapText(
  text: string,
  { width, indent = 0 }: { readonly width: number; readonly indent?: number },
): string[] {
  const room = Math.max(20, width - indent);
  const lines: string[] = [];
  let line = "";
  for (const word of printableText(text).match(WORDS) ?? []) {
    if (line !== "" && textWidth(line) + 1 + textWidth(word) > room) {
      lines.push(line);
      line = word;
      continue;
    }
    line = line === "" ? word : `${line} ${word}`;
  }
  return [...lines, line].filter((part) => part !== "").map((part) => " ".repeat(indent) + part);
}
