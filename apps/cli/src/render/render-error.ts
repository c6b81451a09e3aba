import type { Style } from "../output/style.ts";
import { wrapText } from "../output/wrap-text.ts";

/** What went wrong in one sentence, and what to do in another. */
export interface Failure {
  readonly message: string;
  readonly advice: string;
}

/** A failure for people: the sentence behind a cross, the advice under it. */
export function renderError({ message, advice }: Failure, style: Style): string[] {
  const [first = "", ...rest] = wrapText(message, { width: style.width, indent: 2 });
  return [
    `${style.red(style.marks.fail)} ${style.bold(first.trimStart())}`,
    ...rest.map(style.bold),
    ...wrapText(advice, { width: style.width, indent: 2 }),
  ];
}
