import type { RunRecord, RunSummary } from "@pakt/sync";
import { EXIT_CODES } from "../exit-codes.ts";
import type { Style } from "../output/style.ts";
import { wrapText } from "../output/wrap-text.ts";
import { fieldName } from "./field-name.ts";
import { countWords, formatDuration, formatMinute, groupDigits } from "./format-amounts.ts";
import { groupOperations } from "./group-operations.ts";
import type { OperationGroup } from "./group-operations.ts";
import { renderFindings } from "./render-findings.ts";
import { renderOperations } from "./render-operations.ts";
import { renderPairs } from "./render-pairs.ts";

/** A past run: when and what for, its operations by what became of them, and what it did not write, and why. */
export function renderRun(
  record: RunRecord,
  detail: {
    readonly style: Style;
    readonly verbose: boolean;
    /** The record was cut down to this field. */
    readonly only?: RunRecord["operations"][number]["field"] | undefined;
  },
): string[] {
  const { style, only } = detail;
  const nothing = only === undefined ? "It wrote nothing." : `It wrote nothing of ${fieldName(only)}.`;
  const { summary, report } = record;
  const groups = groupOperations(record);
  return [
    ...renderPairs(describeHead(summary, style), style),
    ...(groups.length === 0 ? ["", style.dim(`  ${nothing}`)] : []),
    ...groups.flatMap((group) => renderGroup(group, style)),
    // What became of operations is told by their groups.
    ...(report === undefined
      ? []
      : renderFindings(
          {
            ...report,
            failed: [],
            unknown: [],
            unmatched: [],
            refused: report.refused.filter(({ reason }) => reason === "account-limit"),
          },
          { ...detail, age: "past" },
        )),
  ];
}

function describeHead(summary: RunSummary, style: Style): (readonly [string, string])[] {
  const { run, kind, undoes, startedAt, durationMs, requests, versions } = summary;
  const time = `${formatMinute(startedAt)} UTC ${style.dot} ${formatDuration(durationMs)}`;
  const sent =
    requests === undefined
      ? []
      : [[`${countWords(requests.plex, "request")} to Plex`, `${groupDigits(requests.trakt)} to Trakt`]];
  return [
    ["Run", run],
    ["Kind", undoes === undefined ? kind : `${kind} of ${undoes}`],
    ["Began", time],
    ["Ended", describeEnd(summary)],
    ...sent.map((parts) => ["Requests", parts.join(` ${style.dot} `)] as const),
    [
      "Versions",
      Object.entries(versions)
        .map((parts) => parts.join(" "))
        .join(` ${style.dot} `),
    ],
  ];
}

function describeEnd({ hasEnded, exitCode, open }: RunSummary): string {
  if (open !== undefined) {
    return open === "under-way"
      ? "it is still under way"
      : "was interrupted; the next sync finds out what became of it";
  }
  if (!hasEnded || exitCode === undefined) {
    return "killed; the next run looked for what had no answer yet";
  }
  return exitCode === 0 ? "done" : `${EXIT_CODES[exitCode]} (exit code ${exitCode})`;
}

function renderGroup({ heading, tone, operations, messages }: OperationGroup, style: Style): string[] {
  const marks = {
    done: style.green(style.marks.done),
    warn: style.yellow(style.marks.warn),
    fail: style.red(style.marks.fail),
  };
  return [
    "",
    `${marks[tone]} ${style.bold(heading)}`,
    ...renderOperations(operations, { style, zone: "known" }),
    ...messages.flatMap((message) => wrapText(message, { width: style.width, indent: 4 })).map(style.dim),
  ];
}
