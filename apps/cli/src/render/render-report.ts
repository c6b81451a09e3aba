import type { Report } from "@pakt/sync";
import type { Style } from "../output/style.ts";
import { wrapText } from "../output/wrap-text.ts";
import { countHeld, describeHeld, describeResult } from "./describe-result.ts";
import type { ResultSentence } from "./describe-result.ts";
import { countWords, formatDuration } from "./format-amounts.ts";
import { renderCounts } from "./render-counts.ts";
import { renderEntries } from "./render-entries.ts";
import type { Entry, EntryList } from "./render-entries.ts";
import { renderOperations } from "./render-operations.ts";
import { sideName } from "./side-name.ts";

/** How much of a report is printed. */
export interface ReportDetail {
  readonly style: Style;
  /** All titles of every list instead of the first few. */
  readonly verbose: boolean;
}

/** A report on one screen: operations where it lists them, counts, what needs a person, and one last line that says what happened. */
export function renderReport(report: Report, detail: ReportDetail): string[] {
  const { style } = detail;
  return [
    ...renderListed(report, style),
    ...renderCounts(report.fields, style),
    ...listEntries(report, style).flatMap((list) => renderEntries(list, detail)),
    ...renderIncomplete(report, style),
    "",
    style.dim(`  ${describeEffort(report, style)}`),
    ...renderResult(describeResult(report), style),
  ];
}

/** The plan before a question: counts, the first operations, and what needs a person. */
export function renderPreview(report: Report, detail: ReportDetail): string[] {
  const { style, verbose } = detail;
  const operations = report.operations ?? [];
  const shown = verbose ? operations : operations.slice(0, 10);
  const more = operations.length - shown.length;
  return [
    ...renderCounts(report.fields, style),
    "",
    style.dim(TIMES_ARE_UTC),
    ...renderOperations(shown, style),
    ...(more > 0 ? [style.dim(`  and ${more} more (--verbose)`)] : []),
    ...listEntries(report, style).flatMap((list) => renderEntries(list, detail)),
    ...renderIncomplete(report, style),
    "",
  ];
}

const TIMES_ARE_UTC = "  Times are UTC.";

function renderListed({ operations = [] }: Report, style: Style): string[] {
  return operations.length === 0 ? [] : [style.dim(TIMES_ARE_UTC), ...renderOperations(operations, style), ""];
}

function listEntries(report: Report, style: Style): EntryList[] {
  const { marks, dot } = style;
  const warn = { mark: marks.warn, paint: style.yellow };
  const fail = { mark: marks.fail, paint: style.red };
  const calm = { mark: dot, paint: style.dim };
  const heldAdvice = report.held.length === 0 ? [] : [describeHeld(report.held)];
  return [
    {
      ...warn,
      heading: countWords(report.conflicts.length, "conflict"),
      entries: report.conflicts.map(toConflictEntry),
    },
    { ...warn, heading: `${countHeld(report.held)} held`, entries: report.held, advice: heldAdvice },
    { ...warn, heading: countWords(report.problems.length, "problem"), entries: report.problems },
    { ...fail, heading: `${countWords(report.failed.length, "write")} failed`, entries: report.failed },
    {
      ...warn,
      heading: `${countWords(report.unknown.length, "write")} awaiting confirmation`,
      entries: report.unknown,
    },
    { ...warn, heading: `${countWords(report.refused.length, "title")} over the limit`, entries: report.refused },
    { ...warn, heading: `${countWords(report.unmatched.length, "title")} not found`, entries: report.unmatched },
    { ...calm, heading: `${report.skipped.length} skipped`, entries: report.skipped },
    { ...calm, heading: `${report.kept.length} kept on purpose`, entries: report.kept },
  ];
}

/** The reason of a conflict names the rule, also where the rule found no winner; its message says what came of it. */
function toConflictEntry(conflict: Report["conflicts"][number]): Entry {
  const { field, title, message } = conflict;
  return message === undefined ? conflict : { field, title, message };
}

function renderIncomplete({ incomplete, warnings }: Report, style: Style): string[] {
  const marked = (mark: string, text: string): string[] => {
    const [first = "", ...rest] = wrapText(text, { width: style.width, indent: 2 });
    return ["", `${mark} ${first.trimStart()}`, ...rest];
  };
  return [
    ...incomplete.flatMap(({ side, field, reason }) =>
      marked(style.red(style.marks.fail), `${sideName(side)} ${field} was not read completely: ${reason}`),
    ),
    ...warnings.flatMap((warning) => marked(style.yellow(style.marks.warn), warning)),
  ];
}

function describeEffort({ requests, durationMs }: Report, { dot }: Style): string {
  return `${countWords(requests.plex, "request")} to Plex ${dot} ${requests.trakt} to Trakt ${dot} ${formatDuration(durationMs)}`;
}

function renderResult({ tone, text }: ResultSentence, style: Style): string[] {
  const marks = {
    done: style.green(style.marks.done),
    warn: style.yellow(style.marks.warn),
    fail: style.red(style.marks.fail),
  };
  const [first = "", ...rest] = wrapText(text, { width: style.width, indent: 2 });
  return [`${marks[tone]} ${style.bold(first.trimStart())}`, ...rest.map(style.bold)];
}
