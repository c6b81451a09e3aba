import type { Paint } from "./style.ts";
import { printableText } from "./printable-text.ts";
import { padWidth, takeWidth, textWidth } from "./text-width.ts";

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
}

const GAP = 2;
/** What a column that gives way keeps; the last gives way when that is not enough. */
const MIN_WIDTH = 20;
const MIN_LAST_WIDTH = 8;

/** Lays rows out in columns, each as wide as its widest cell; a line that would be too long loses the end of its `shrink` cell, then of its last. */
export function alignColumns(rows: readonly (readonly Cell[])[], layout: ColumnsLayout): string[] {
  const indent = layout.indent ?? 2;
  const printable = rows.map((row) => row.map((cell) => ({ ...cell, text: printableText(cell.text) })));
  const widths = fitWidths(measureColumns(printable), layout, indent);
  return printable.map((row) => {
    const padded = row.map(({ text, align }, column) =>
      padWidth(cutText(text, widths[column] ?? 0, layout.ellipsis), widths[column] ?? 0, align),
    );
    const last = padded.findLastIndex((text) => text.trim() !== "");
    const shown = padded.slice(0, last + 1).map((text, column) => {
      const paint = row[column]?.paint ?? leave;
      return paint(column === last ? text.trimEnd() : text);
    });
    return shown.length === 0 ? "" : " ".repeat(indent) + shown.join(" ".repeat(GAP));
  });
}

const leave: Paint = (text) => text;

/** Cuts a text to a width; what is left of a cut text ends in the ellipsis. */
export function cutText(text: string, width: number, ellipsis: string): string {
  return textWidth(text) <= width ? text : takeWidth(text, width - ellipsis.length).trimEnd() + ellipsis;
}

function measureColumns(rows: readonly (readonly Cell[])[]): number[] {
  const widths: number[] = [];
  for (const row of rows) {
    for (const [column, { text }] of row.entries()) {
      widths[column] = Math.max(widths[column] ?? 0, textWidth(text));
    }
  }
  return widths;
}

function fitWidths(natural: readonly number[], layout: ColumnsLayout, indent: number): number[] {
  const widths = [...natural];
  const last = widths.length - 1;
  for (const [column, least] of [
    [layout.shrink ?? last, MIN_WIDTH],
    [last, MIN_LAST_WIDTH],
  ] as const) {
    const total = indent + widths.reduce((sum, width) => sum + width + GAP, -GAP);
    const width = widths[column] ?? 0;
    if (total > layout.width) {
      widths[column] = Math.min(width, Math.max(least, width - (total - layout.width)));
    }
  }
  return widths;
}
