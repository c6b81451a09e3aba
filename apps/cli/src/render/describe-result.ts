import type { Report, ReportConflict, ReportHeld } from "@pakt/sync";
import { countOperations } from "./render-counts.ts";
import { countWords } from "./format-amounts.ts";
import { findStaying, listLeftOut } from "./list-skipped.ts";
import { SYNC_WORDS } from "./run-words.ts";
import type { RunWords } from "./run-words.ts";

/** What a run came to, in words: the last line of a report. */
export interface ResultSentence {
  readonly tone: "done" | "warn" | "fail";
  readonly text: string;
}

/** Says in words what a run, or a dry run, came to. The worst comes first; "the same" is only said where nothing stands against it. */
export function describeResult(report: Report, words: RunWords = SYNC_WORDS): ResultSentence {
  const written = countOperations(report.fields);
  if (report.exitCode === 1 || report.exitCode === 5) {
    return { tone: "fail", text: `Stopped: ${report.warnings[0] ?? report.incomplete[0]?.reason ?? "see above."}` };
  }
  const open = describeOpenWrites(report);
  if (open !== undefined) {
    return { tone: "fail", text: `Partly done: ${open}. Run \`${words.again}\` again: it goes on where it stopped.` };
  }
  if (report.incomplete.length > 0) {
    return { tone: "fail", text: `Partly done: not everything could be read. Run \`${words.again}\` again.` };
  }
  if (report.held.length > 0) {
    return { tone: "warn", text: describeHeld(report.held) };
  }
  if (report.dryRun && written > 0) {
    return {
      tone: "done",
      text: `${countWords(written, "operation")} to apply. ${words.dryRun}`,
    };
  }
  return describeEnd(report, { written, words });
}

/** The end of a run in which nothing went wrong. A conflict that has a winner is settled, and stands against nothing. */
function describeEnd(
  report: Report,
  { written, words }: { readonly written: number; readonly words: RunWords },
): ResultSentence {
  const { problems } = report;
  const conflicts = findOpenConflicts(report).length;
  const differences = countDifferences(report);
  const left = listLeftOut(report.skipped);
  const found = [
    ...left.map(({ heading }) => heading),
    ...(conflicts > 0 ? [countWords(conflicts, "open conflict")] : []),
    ...(differences > 0 ? [countWords(differences, "difference that stays", "differences that stay")] : []),
    ...(problems.length > 0 ? [countWords(problems.length, "problem")] : []),
  ];
  if (left.length + conflicts + differences > 0) {
    return { tone: "warn", text: `${written > 0 ? words.done : words.nothing}. Listed above: ${found.join(", ")}.` };
  }
  const end = written > 0 ? words.whole : words.nothing;
  return problems.length > 0
    ? { tone: "warn", text: `${end}, but for ${found.join(", ")} listed above.` }
    : { tone: "done", text: `${end}.` };
}

/** Conflicts that no rule settled: nothing is written for them. */
export function findOpenConflicts({ conflicts }: Pick<Report, "conflicts">): readonly ReportConflict[] {
  return conflicts.filter(({ winner }) => winner === undefined);
}

/** Held operations by kind with the flag that lets them through: ``3 removals held: run `pakt sync --allow-removals rating=3` …``. */
export function describeHeld(held: readonly ReportHeld[]): string {
  const flags = [...new Set(held.flatMap(({ flag }) => (flag === undefined ? [] : [flag])))];
  const count = `${countHeld(held)} held`;
  return flags.length === 0
    ? `${count} until everything can be read: run \`pakt sync\` again later.`
    : `${count}: run \`pakt sync ${flags.join(" ")}\` to let ${held.length === 1 ? "it" : "them"} through once.`;
}

/** What a list of held operations holds, by the flags that let it through: `3 removals`, `2 bulk adds`, or `5 operations` of both kinds. */
export function countHeld(held: readonly ReportHeld[]): string {
  if (held.every(({ flag }) => flag === undefined || flag.startsWith("--allow-removals"))) {
    return countWords(held.length, "removal");
  }
  return held.every(({ flag }) => flag?.startsWith("--allow-adds") ?? false)
    ? countWords(held.length, "bulk add")
    : countWords(held.length, "operation");
}

function describeOpenWrites({ failed, unknown }: Report): string | undefined {
  const parts = [
    ...(failed.length > 0 ? [`${countWords(failed.length, "write")} failed`] : []),
    ...(unknown.length > 0 ? [`${countWords(unknown.length, "write")} without an answer`] : []),
  ];
  return parts.length === 0 ? undefined : parts.join(" and ");
}

/** Titles that stay different after the run, each for a reason that its list names. */
function countDifferences({ kept, skipped, refused, unmatched }: Report): number {
  return [kept, findStaying(skipped), refused, unmatched].reduce((sum, { length }) => sum + length, 0);
}
