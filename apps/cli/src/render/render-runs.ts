import type { RunSummary } from "@pakt/sync";
import { alignColumns } from "../output/align-columns.ts";
import type { Cell } from "../output/align-columns.ts";
import type { Style } from "../output/style.ts";
import { textWidth } from "../output/text-width.ts";
import { wrapText } from "../output/wrap-text.ts";
import { describeOutcome, describeRequests, describeUnknown, describeWritten, shortenIds } from "./describe-run.ts";
import { formatDuration, formatMinute, groupDigits } from "./format-amounts.ts";

/** Between two cells, and before a line. */
const GAP = 2;

/** What can be done with a run of the list. */
export const HINT = "`pakt log RUN` shows what a run did, `pakt undo RUN` takes it back.";

/** Runs, newest first, one a line; what a run did stands below it where the line is too short for it. Counts those beyond `limit`. */
export function renderRuns(
  runs: readonly RunSummary[],
  { style, limit, hint = HINT }: { readonly style: Style; readonly limit: number; readonly hint?: string },
): string[] {
  if (runs.length === 0) {
    return ["No run is kept yet. `pakt sync` makes the first."];
  }
  const shown = runs.slice(0, limit);
  const more = runs.length - shown.length;
  return [
    style.dim("  Times are UTC."),
    ...renderLines(shown, shortenIds(runs.flatMap(({ run, undoes = run }) => [run, undoes])), style),
    ...(more > 0 ? [style.dim(`  and ${groupDigits(more)} more (--limit ${runs.length})`)] : []),
    "",
    ...wrapText(hint, {
      width: style.width,
      indent: GAP,
    }).map(style.dim),
  ];
}

function renderLines(runs: readonly RunSummary[], shorten: (id: string) => string, style: Style): string[] {
  const heads = runs.map((summary): Cell[] => [
    { text: formatMinute(summary.startedAt) },
    { text: shorten(summary.run), paint: style.bold },
    { text: summary.kind },
    describeOutcome(summary, style),
  ]);
  const details = runs.map((summary) => describeDetail(summary, { shorten, style }));
  const room = style.tableWidth - widthOf(heads) - GAP;
  const fits = (text: string): boolean => textWidth(text) <= room;
  const lines = alignColumns(
    heads.map((head, index) => [...head, toCell(details[index] ?? "", fits, style)]),
    { width: style.tableWidth, ellipsis: style.ellipsis },
  );
  return lines.flatMap((line, index) => {
    const detail = details[index] ?? "";
    const below = fits(detail) ? [] : wrapText(detail, { width: style.width, indent: 2 * GAP });
    return [line, ...below.map(style.dim)];
  });
}

function toCell(text: string, fits: (text: string) => boolean, { dim }: Style): Cell {
  return { text: fits(text) ? text : "", paint: dim };
}

function describeDetail(
  summary: RunSummary,
  { shorten, style }: { readonly shorten: (id: string) => string; readonly style: Style },
): string {
  const { undoes, durationMs } = summary;
  return [
    ...(undoes === undefined ? [] : [`took back ${shorten(undoes)}`]),
    describeWritten(summary),
    ...describeUnknown(summary),
    ...describeRequests(summary),
    formatDuration(durationMs),
  ].join(` ${style.dot} `);
}

function widthOf(rows: readonly (readonly Cell[])[]): number {
  const columns = Math.max(...rows.map(({ length }) => length));
  return Array.from({ length: columns }, (_, column) =>
    Math.max(...rows.map((row) => textWidth(row[column]?.text ?? ""))),
  ).reduce((sum, width) => sum + GAP + width, 0);
}
