import type { Home } from "@pakt/sync";
import { markedText } from "../output/marked-text.ts";
import type { Style } from "../output/style.ts";
import { printableText } from "../output/printable-text.ts";

/** What others can read and should not, each with the command that mends it, whole on its line so that it can be copied. */
export function renderHomeWarnings(warnings: Home["warnings"], style: Style): string[] {
  return warnings.flatMap(({ message, advice }) => [
    ...markedText(style.yellow(style.marks.warn), message, { width: style.width }),
    `  ${style.dim(printableText(advice))}`,
  ]);
}
