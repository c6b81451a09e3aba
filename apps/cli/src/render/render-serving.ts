import type { EndedRun } from "@pakt/server";
import { markedText } from "../output/marked-text.ts";
import type { Style } from "../output/style.ts";
import { wrapText } from "../output/wrap-text.ts";
import { countWords } from "./format-amounts.ts";
import { countOperations } from "./render-counts.ts";

/** Where pakt serves, and how to come in the first time. */
export function renderServing(
  {
    url,
    isOpen,
    setUpToken,
  }: { readonly url: string; readonly isOpen: boolean; readonly setUpToken: string | undefined },
  style: Style,
): string[] {
  const indented = (text: string): string[] => wrapText(text, { width: style.width, indent: 2 });
  return [
    ...markedText(style.green(style.marks.done), `pakt serves ${url}`, style),
    ...(isOpen ? indented("It answers on this machine's other addresses too.") : []),
    ...(setUpToken === undefined
      ? []
      : [
          "",
          ...indented("Nobody has chosen a password yet. Choose one there, with this set-up token:"),
          "",
          `    ${style.bold(setUpToken)}`,
          "",
        ]),
    ...indented("Stop it with Ctrl-C: what is being written is finished first.").map(style.dim),
  ];
}

const PURPOSES: Readonly<Record<EndedRun["purpose"], string>> = {
  sync: "Sync",
  plan: "Plan",
  apply: "Plan applied",
  undo: "Undo",
  "undo-plan": "Undo plan",
};

const STARTERS: Readonly<Record<EndedRun["by"], string>> = {
  page: "by a person",
  key: "by a script",
  schedule: "by the schedule",
};

/** A run of the server that ended, as a line of its log. */
export function renderEndedRun({ purpose, by, finishedAt, exitCode, fields = {}, held = 0, error }: EndedRun): string {
  const what = purpose === "plan" || purpose === "undo-plan" ? "planned" : "written";
  const came =
    error === undefined
      ? `${countWords(countOperations(fields), "operation")} ${what}${held === 0 ? "" : `, ${held} held`}`
      : error.message;
  return `${finishedAt} ${PURPOSES[purpose]} ${STARTERS[by]}: ${came.replace(/\.$/, "")} (exit code ${exitCode})`;
}
