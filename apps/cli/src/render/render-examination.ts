import type { Check, Examination } from "@pakt/sync";
import { markedText } from "../output/marked-text.ts";
import type { Style } from "../output/style.ts";
import { wrapText } from "../output/wrap-text.ts";
import { countWords } from "./format-amounts.ts";

/** Everything that was looked at, a line each, what to do below what is wrong, and what it comes to. */
export function renderExamination({ checks }: Examination, style: Style): string[] {
  const wrong = checks.filter(({ status }) => status !== "good").length;
  return [
    ...checks.flatMap((check) => renderCheck(check, style)),
    "",
    wrong === 0
      ? `${style.green(style.marks.done)} ${style.bold("All is well.")}`
      : `${style.yellow(style.marks.warn)} ${style.bold(`${countWords(wrong, "thing needs", "things need")} you.`)}`,
  ];
}

function renderCheck({ status, message, advice }: Check, style: Style): string[] {
  const marks: Readonly<Record<Check["status"], string>> = {
    good: style.green(style.marks.done),
    warning: style.yellow(style.marks.warn),
    bad: style.red(style.marks.fail),
  };
  return [
    ...markedText(marks[status], message, style),
    ...(advice === undefined ? [] : wrapText(advice, { width: style.width, indent: 2 }).map(style.dim)),
  ];
}
