import type { RunResult } from "./results.ts";

const HEAD = ["ms and MB", "Plex", "Trakt", "read", "wall", "main", "peak", "floor:", "main", "x wall", "x main"];

/** What runs cost, a line each, in 80 columns. */
export function toTable(results: Readonly<Record<string, RunResult>>): string {
  const rows = Object.entries(results).map(([name, result]) => [
    name,
    result.requests.plex,
    result.requests.trakt,
    result.megabytes.toFixed(1),
    result.wallMs,
    result.mainMs,
    result.peakMb,
    result.floor.wallMs,
    result.floor.mainMs,
    result.wallRatio.toFixed(2),
    result.mainRatio.toFixed(2),
  ]);
  return [HEAD, ...rows].map(toLine).join("\n");
}

const WIDTHS = [15, 5, 6, 6, 7, 6, 6, 8, 6, 7, 7];

function toLine(cells: readonly (string | number)[]): string {
  return cells
    .map((cell, column) => (column === 0 ? String(cell).padEnd(15) : String(cell).padStart(WIDTHS[column] ?? 0)))
    .join("");
}
