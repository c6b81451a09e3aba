import { markedText } from "../output/marked-text.ts";
import type { Style } from "../output/style.ts";
import { wrapText } from "../output/wrap-text.ts";

/** What went wrong in one sentence, and what to do in another. */
export interface Failure {
  readonly message: string;
  readonly advice: string;
}

/** A failure for people: the sentence behind a cross, the advice under it. */
export function renderError({ message, advice }: Failure, style: Style): string[] {
  return [
    ...markedText(style.red(style.marks.fail), message, { width: style.width, paint: style.bold }),
    ...wrapText(advice, { width: style.width, indent: 2 }),
  ];
}
