import type { Report } from "@pakt/sync";
import { listWords } from "../output/list-words.ts";
import { markedText } from "../output/marked-text.ts";
import type { Style } from "../output/style.ts";
import { countHeld, describeHeld, findOpenConflicts } from "./describe-result.ts";
import { countWords } from "./format-amounts.ts";
import { listRefused } from "./list-refused.ts";
import { listSkipped } from "./list-skipped.ts";
import { renderEntries } from "./render-entries.ts";
import type { Entry, EntryList } from "./render-entries.ts";
import { sideName } from "./side-name.ts";

/** Of a report, what findings are made of. */
export type Findings = Pick<
  Report,
  | "conflicts"
  | "held"
  | "problems"
  | "failed"
  | "unknown"
  | "unmatched"
  | "refused"
  | "skipped"
  | "kept"
  | "incomplete"
  | "warnings"
>;

/** How findings are printed. */
export interface FindingsDetail {
  readonly style: Style;
  /** All titles of every list instead of the first few. */
  readonly verbose: boolean;
  /** Of a past run nobody is told what to do now. Default `now`. */
  readonly age?: "now" | "past";
}

/** The lists of a report: what needs a person first, then what is only to be known. */
export function renderFindings(report: Findings, detail: FindingsDetail): string[] {
  const { style } = detail;
  return [
    ...listNeeds(report, detail).flatMap((list) => renderEntries(list, detail)),
    ...renderIncomplete(report, style),
    ...listNotes(report, style).flatMap((list) => renderEntries(list, detail)),
  ];
}

function listNeeds(report: Findings, { style, age = "now" }: FindingsDetail): EntryList[] {
  const { marks } = style;
  const warn = { mark: marks.warn, paint: style.yellow };
  const fail = { mark: marks.fail, paint: style.red };
  const open = findOpenConflicts(report);
  const heldAdvice = report.held.length === 0 || age === "past" ? [] : [describeHeld(report.held)];
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

function listNotes(report: Findings, style: Style): EntryList[] {
  const calm = { mark: style.dot, paint: style.dim };
  const settled = report.conflicts.flatMap(toSettledEntry);
  return [
    { ...calm, heading: `${countWords(settled.length, "conflict")} settled`, entries: settled },
    ...listSkipped(report.skipped).map((list) => ({ ...calm, ...list })),
    { ...calm, heading: `${report.kept.length} kept on purpose`, entries: report.kept },
  ];
}

/** Of a conflict that has a winner, the rule and the winner are all there is to say: in the words of the operation that follows from it. */
function toSettledEntry({ field, title, reason, winner }: Report["conflicts"][number]): Entry[] {
  if (winner === undefined) {
    return [];
  }
  return [{ field, title, reason: reason === "conflict-newest" ? `${reason}-${winner}` : reason }];
}

function renderIncomplete({ incomplete, warnings }: Findings, style: Style): string[] {
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
