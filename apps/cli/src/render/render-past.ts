import type { PastOperation } from "@pakt/sync";
import { foldColumns } from "../output/align-columns.ts";
import type { Cell } from "../output/align-columns.ts";
import type { Paint, Style } from "../output/style.ts";
import { describeAct, describeValue } from "./describe-operation.ts";
import { explainReason } from "./explain-reason.ts";
import { formatMinute, groupDigits } from "./format-amounts.ts";

/** How many lines of what past runs did are printed. */
const FIRST_LINES = 5;

type Status = NonNullable<PastOperation["outcome"]>["status"];

const OUTCOMES: Readonly<Record<Status, string>> = {
  applied: "done",
  unmatched: "not known there",
  refused: "no room",
  failed: "failed",
  unknown: "no answer",
};

/** What past runs did to a title, newest first; what differs by its copy only is one line. */
export function renderPast(past: readonly PastOperation[], style: Style): string[] {
  const lines = [...Map.groupBy(past, toKey).values()].flatMap((group) =>
    group.slice(0, 1).map((first) => toCells(first, group.length, style)),
  );
  if (lines.length === 0) {
    return [style.dim("  Nothing, as far as runs are kept.")];
  }
  const more = lines.length - FIRST_LINES;
  const shown = foldColumns(lines.slice(0, FIRST_LINES), {
    width: style.tableWidth,
    ellipsis: style.ellipsis,
    shrink: 0,
    foldable: 3,
  });
  return [...shown.flat(), ...(more > 0 ? [style.dim(`  and ${groupDigits(more)} more (--json)`)] : [])];
}

function toKey({ run, operation, outcome }: PastOperation): string {
  return [run, describeAct(operation), describeValue(operation), operation.reason, outcome?.status].join("\n");
}

function toCells({ startedAt, operation, outcome }: PastOperation, copies: number, style: Style): Cell[] {
  const value = `${describeValue(operation)} ${copies === 1 ? "" : `(${groupDigits(copies)} copies)`}`.trim();
  return [
    { text: formatMinute(startedAt) },
    { text: describeAct(operation), paint: style.bold },
    { text: value },
    { text: explainReason(operation.reason), paint: style.dim },
    { text: outcome === undefined ? "not begun" : OUTCOMES[outcome.status], paint: paintOf(outcome?.status, style) },
  ];
}

function paintOf(status: Status | undefined, { green, red, yellow }: Style): Paint {
  if (status === "applied") {
    return green;
  }
  return status === "failed" ? red : yellow;
}
