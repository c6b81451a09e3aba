import type { Report } from "@pakt/sync";
import { groupDigits } from "./format-amounts.ts";
import type { Entry } from "./render-entries.ts";

/** What was skipped for one kind of reason, under a heading that says which. */
export interface SkippedList {
  /** With its count: `3 left alone`. */
  readonly heading: string;
  readonly entries: readonly Entry[];
}

/** What is said of the reasons that only some runs know, in the order of the lists. */
const HEADINGS: readonly (readonly [string, readonly string[]])[] = [
  ["left alone", ["changed-since", "already-gone", "already-taken-back", "not-told-apart"]],
  ["not brought back as it was", ["not-restored"]],
  ["moved since the plan was made", ["moved"]],
  ["not chosen", ["unticked"]],
];

const KNOWN = new Set(HEADINGS.flatMap(([, reasons]) => reasons));

/** What a run left as it is, one list a kind of reason; those that differ by their sentence are sorted by it, so that each is said once. */
export function listSkipped(skipped: Report["skipped"]): SkippedList[] {
  const others = skipped.filter(({ reason }) => !KNOWN.has(reason));
  const lists = HEADINGS.map(([heading, reasons]): SkippedList => {
    const entries = skipped
      .filter(({ reason }) => reasons.includes(reason))
      .map(toEntry)
      .toSorted(byMessage);
    return { heading: `${groupDigits(entries.length)} ${heading}`, entries };
  });
  return [...lists, { heading: `${groupDigits(others.length)} skipped`, entries: others }].filter(
    ({ entries }) => entries.length > 0,
  );
}

function byMessage({ message: a = "" }: Entry, { message: b = "" }: Entry): number {
  return Number(a > b) - Number(a < b);
}

/** The sentence of such an entry says more than its reason. */
function toEntry({ field, title, reason, message }: Report["skipped"][number]): Entry {
  return message === undefined ? { field, title, reason } : { field, title, message };
}

/** Skipped entries that are no difference between the sides: left alone by an undo, moved or not chosen in a saved plan. */
export function listLeftOut(skipped: Report["skipped"]): SkippedList[] {
  return listSkipped(skipped.filter(({ reason }) => KNOWN.has(reason)));
}

/** Skipped differences that stay, each for the reason that its list names. What is being watched leaves the other list by itself. */
export function findStaying(skipped: Report["skipped"]): Report["skipped"] {
  return skipped.filter(({ reason }) => !KNOWN.has(reason) && reason !== "being-watched");
}
