import type { Style } from "../output/style.ts";
import { wrapText } from "../output/wrap-text.ts";

const NAME_WIDTH = 10;

/** Names with what there is to say of each; what is long goes on below itself. */
export function renderPairs(pairs: readonly (readonly [string, string])[], { bold, width }: Style): string[] {
  return pairs.flatMap(([name, text]) => {
    const [first = "", ...rest] = wrapText(text, { width, indent: NAME_WIDTH + 4 });
    return [`  ${bold(name.padEnd(NAME_WIDTH))}  ${first.trimStart()}`, ...rest];
  });
}
