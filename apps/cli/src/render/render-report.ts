import type { Report } from "@pakt/sync";
import { markedText } from "../output/marked-text.ts";
import type { Style } from "../output/style.ts";
import { wrapText } from "../output/wrap-text.ts";
import { describeResult } from "./describe-result.ts";
import type { ResultSentence } from "./describe-result.ts";
import { countWords, formatDuration, groupDigits } from "./format-amounts.ts";
import { renderCounts } from "./render-counts.ts";
import { renderFindings } from "./render-findings.ts";
import { renderOperations } from "./render-operations.ts";
import type { RunWords } from "./run-words.ts";

/** How much of a report is printed. */
export interface ReportDetail {
  readonly style: Style;
  /** All titles of every list instead of the first few. */
  readonly verbose: boolean;
  /** How this kind of run is spoken of. Default: as a sync. */
  readonly words?: RunWords;
}

/** A report on one screen: operations where it lists them, counts, what needs a person, and one last line that says what happened. */
export function renderReport(report: Report, detail: ReportDetail): string[] {
  const { style, words } = detail;
  return [
    ...renderListed(report, style),
    ...renderCounts(report.fields, style),
    ...renderFindings(report, detail),
    "",
    ...renderEffort(report, style),
    ...renderResult(describeResult(report, words), style),
  ];
}

/** How many lines of a plan are printed before a question, some of every field. */
const FIRST_OPERATIONS = 12;

/** The plan before a question: counts, the first operations, and what needs a person. */
export function renderPreview(report: Report, detail: ReportDetail): string[] {
  const { style, verbose } = detail;
  return [
    ...renderCounts(report.fields, style),
    "",
    ...renderOperations(report.operations ?? [], verbose ? { style } : { style, limit: FIRST_OPERATIONS }),
    ...renderFindings(report, detail),
    "",
  ];
}

function renderListed({ operations = [] }: Report, style: Style): string[] {
  return operations.length === 0 ? [] : [...renderOperations(operations, { style }), ""];
}

function renderEffort({ requests, durationMs }: Report, style: Style): string[] {
  const parts = [
    `${countWords(requests.plex, "request")} to Plex`,
    `${groupDigits(requests.trakt)} to Trakt`,
    formatDuration(durationMs),
  ];
  return wrapText(parts.join(` ${style.dot} `), { width: style.width, indent: 2 }).map(style.dim);
}

function renderResult({ tone, text }: ResultSentence, style: Style): string[] {
  const marks = {
    done: style.green(style.marks.done),
    warn: style.yellow(style.marks.warn),
    fail: style.red(style.marks.fail),
  };
  return markedText(marks[tone], text, { width: style.width, paint: style.bold });
}
