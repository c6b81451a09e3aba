import { printableText } from "./printable-text.ts";
import { textWidth } from "./text-width.ts";

/** Breaks a sentence into lines of at most `width` cells, each after `indent` spaces. A word longer than a line stays whole. */
export function wrapText(
  text: string,
  { width, indent = 0 }: { readonly width: number; readonly indent?: number },
): string[] {
  const room = Math.max(20, width - indent);
  const lines: string[] = [];
  let line = "";
  for (const word of printableText(text)
    .split(/\s+/)
    .filter((part) => part !== "")) {
    if (line !== "" && textWidth(line) + 1 + textWidth(word) > room) {
      lines.push(line);
      line = word;
      continue;
    }
    line = line === "" ? word : `${line} ${word}`;
  }
  return [...lines, line].filter((part) => part !== "").map((part) => " ".repeat(indent) + part);
}
