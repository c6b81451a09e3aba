import type { Report } from "@pakt/sync";
import { listWords } from "../output/list-words.ts";
import { markedText } from "../output/marked-text.ts";
import type { Style } from "../output/style.ts";
import { wrapText } from "../output/wrap-text.ts";
import { countHeld, describeHeld, describeResult, findOpenConflicts } from "./describe-result.ts";
import type { ResultSentence } from "./describe-result.ts";
import { countWords, formatDuration, groupDigits } from "./format-amounts.ts";
import { listRefused } from "./list-refused.ts";
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
    ...renderFindings(report, detail),
    "",
    ...renderEffort(report, style),
    ...renderResult(describeResult(report), style),
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

/** What needs a person first, then what is only to be known. */
function renderFindings(report: Report, detail: ReportDetail): string[] {
  const { style } = detail;
  return [
    ...listNeeds(report, style).flatMap((list) => renderEntries(list, detail)),
    ...renderIncomplete(report, style),
    ...listNotes(report, style).flatMap((list) => renderEntries(list, detail)),
  ];
}

function listNeeds(report: Report, style: Style): EntryList[] {
  const { marks } = style;
  const warn = { mark: marks.warn, paint: style.yellow };
  const fail = { mark: marks.fail, paint: style.red };
  const open = findOpenConflicts(report);
  const heldAdvice = report.held.length === 0 ? [] : [describeHeld(report.held)];
  return [
    {
      ...warn,
      heading: countWords(open.length, "open conflict"),
      entries: open.map(({ field, title, message }) =>
        message === undefined ? { field, title } : { field, title, message },
      ),
    },
    { ...warn, heading: `${countHeld(report.held)} held`, entries: report.held, advice: heldAdvice },
    { ...warn, heading: countWords(report.problems.length, "problem"), entries: report.problems },
    { ...fail, heading: `${countWords(report.failed.length, "write")} failed`, entries: report.failed },
    {
      ...warn,
      heading: `${countWords(report.unknown.length, "write")} without an answer`,
      entries: report.unknown,
    },
    {
      ...warn,
      heading: `${countWords(report.unmatched.length, "title")} not known to the other side`,
      entries: report.unmatched,
    },
    // The last, next to the warnings that say how full the account is.
    ...listRefused(report.refused).map((list) => ({ ...warn, ...list })),
  ];
}

function listNotes(report: Report, style: Style): EntryList[] {
  const calm = { mark: style.dot, paint: style.dim };
  const settled = report.conflicts.flatMap(toSettledEntry);
  return [
    { ...calm, heading: `${countWords(settled.length, "conflict")} settled`, entries: settled },
    { ...calm, heading: `${report.skipped.length} skipped`, entries: report.skipped },
    { ...calm, heading: `${report.kept.length} kept on purpose`, entries: report.kept },
  ];
}

/** Of a conflict that has a winner, the winner is all there is to say. */
function toSettledEntry({ field, title, winner }: Report["conflicts"][number]): Entry[] {
  return winner === undefined ? [] : [{ field, title, reason: `conflict-${winner}` }];
}

function renderIncomplete({ incomplete, warnings }: Report, style: Style): string[] {
  return [
    ...describeIncomplete(incomplete).map((text) => ({ mark: style.red(style.marks.fail), text })),
    ...warnings.map((text) => ({ mark: style.yellow(style.marks.warn), text })),
  ].flatMap(({ mark, text }) => ["", ...markedText(mark, text, style)]);
}

/** A sentence a side and reason, for all the fields that share it. */
function describeIncomplete(incomplete: Report["incomplete"]): string[] {
  const groups = Map.groupBy(incomplete, ({ side, reason }) => `${side} ${reason}`);
  return [...groups.values()].flatMap((group) => {
    const [first] = group;
    if (first === undefined) {
      return [];
    }
    const fields = listWords(group.map(({ field }) => field));
    const verb = group.length === 1 ? "was" : "were";
    return [`${sideName(first.side)} ${fields} ${verb} not read completely: ${first.reason}`];
  });
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
