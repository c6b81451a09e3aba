import type { Paint } from "./style.ts";
import { printableText } from "./printable-text.ts";
import { padWidth, takeWidth, textWidth } from "./text-width.ts";
import { wrapText } from "./wrap-text.ts";

/** One cell of a table: plain text, painted after it was padded. */
export interface Cell {
  readonly text: string;
  readonly paint?: Paint;
  readonly align?: "left" | "right";
}

/** How a table is laid out. */
export interface ColumnsLayout {
  /** Characters in a line. */
  readonly width: number;
  /** What stands for the rest of a text that was cut. */
  readonly ellipsis: string;
  /** Spaces before each line, default 2. */
  readonly indent?: number;
  /** The column that gives way first when a line is too long, default the last. */
  readonly shrink?: number;
  /** How the cells of that column are cut, default at their end. */
  readonly cut?: CutText;
}

/** Cuts a text to a width in cells; a text that fits stays as it is. */
export type CutText = (text: string, room: { readonly width: number; readonly ellipsis: string }) => string;

type Rows = readonly (readonly Cell[])[];

const GAP = 2;
const INDENT = 2;
/** What a column that gives way keeps; the last gives way when that is not enough. */
const MIN_WIDTH = 20;
const MIN_LAST_WIDTH = 8;

/** Lays rows out in columns, each as wide as its widest cell, an empty one left out; a line that would be too long loses a part of its `shrink` cell, then of its last. */
export function alignColumns(rows: Rows, layout: ColumnsLayout): string[] {
  const { indent = INDENT, ellipsis, cut = cutText } = layout;
  const printable = toPrintable(rows);
  const widths = fitWidths(measureColumns(printable), layout);
  const shrink = layout.shrink ?? widths.length - 1;
  return printable.map((row) => {
    const cells = row.flatMap(({ text, align, paint = leave }, column) => {
      const width = widths[column] ?? 0;
      const shown = (column === shrink ? cut : cutText)(text, { width, ellipsis });
      return width === 0 ? [] : [{ text: padWidth(shown, width, align), paint }];
    });
    const last = cells.findLastIndex(({ text }) => text.trim() !== "");
    const painted = cells
      .slice(0, last + 1)
      .map(({ text, paint }, position) => paint(position === last ? text.trimEnd() : text));
    return painted.length === 0 ? "" : " ".repeat(indent) + painted.join(" ".repeat(GAP));
  });
}

/**
 * Lays rows out in columns as `alignColumns` does, and gives the lines of each row: where the lines would be too long although the `shrink` column gave
 * way, the last cells of every row go to a second line, one or as many as `foldable` allows; those that do not fit there are wrapped, a line or more each.
 */
export function foldColumns(rows: Rows, layout: ColumnsLayout & { readonly foldable: number }): string[][] {
  const natural = measureColumns(toPrintable(rows));
  const shrink = layout.shrink ?? natural.length - 1;
  const least = natural.map((width, column) => (column === shrink ? Math.min(width, MIN_WIDTH) : width));
  const isTooLong = (columns: number): boolean => lineWidth(least.slice(0, columns), layout) > layout.width;
  let kept = natural.length;
  while (isTooLong(kept) && natural.length - kept < layout.foldable) {
    kept -= 1;
  }
  const lines = alignColumns(
    rows.map((row) => row.slice(0, kept)),
    layout,
  );
  const below = { ...layout, indent: (layout.indent ?? INDENT) + GAP };
  return rows.map((row, index) => {
    const rest = row.slice(kept).filter(({ text }) => text !== "");
    return [...lines.slice(index, index + 1), ...(rest.length === 0 ? [] : layBelow(rest, below))];
  });
}

function layBelow(cells: readonly Cell[], layout: ColumnsLayout & { readonly indent: number }): string[] {
  return lineWidth(measureColumns(toPrintable([cells])), layout) <= layout.width
    ? alignColumns([cells], layout)
    : cells.flatMap(({ text, paint = leave }) => wrapText(text, layout).map(paint));
}

const leave: Paint = (text) => text;

/** Cuts a text at its end; what is left of a cut text ends in the ellipsis. */
export const cutText: CutText = (text, { width, ellipsis }) =>
  textWidth(text) <= width ? text : takeWidth(text, width - ellipsis.length).trimEnd() + ellipsis;

function toPrintable(rows: Rows): Rows {
  return rows.map((row) => row.map((cell) => ({ ...cell, text: printableText(cell.text) })));
}

function measureColumns(rows: Rows): number[] {
  const widths: number[] = [];
  for (const row of rows) {
    for (const [column, { text }] of row.entries()) {
      widths[column] = Math.max(widths[column] ?? 0, textWidth(text));
    }
  }
  return widths;
}

function fitWidths(natural: readonly number[], layout: ColumnsLayout): number[] {
  const widths = [...natural];
  const last = widths.length - 1;
  for (const [column, least] of [
    [layout.shrink ?? last, MIN_WIDTH],
    [last, MIN_LAST_WIDTH],
  ] as const) {
    const excess = lineWidth(widths, layout) - layout.width;
    const width = widths[column] ?? 0;
    if (excess > 0) {
      widths[column] = Math.min(width, Math.max(least, width - excess));
    }
  }
  return widths;
}

function lineWidth(widths: readonly number[], { indent = INDENT }: ColumnsLayout): number {
  return indent + widths.filter((width) => width > 0).reduce((sum, width) => sum + width + GAP, -GAP);
}
