import type { RunResult } from "./results.ts";

const HEAD = ["", "Plex", "Trakt", "MB", "wall ms", "CPU ms", "peak MB", "floor ms", "CPU ms", "x wall", "x CPU"];

/** What runs cost, a line each, in 80 columns. */
export function toTable(results: Readonly<Record<string, RunResult>>): string {
  const rows = Object.entries(results).map(([name, result]) => [
    name,
    result.requests.plex,
    result.requests.trakt,
    result.megabytes.toFixed(1),
    result.wallMs,
    result.cpuMs,
    result.peakMb,
    result.floor.wallMs,
    result.floor.cpuMs,
    result.wallRatio.toFixed(2),
    result.cpuRatio.toFixed(2),
  ]);
  return [HEAD, ...rows].map(toLine).join("\n");
}

const WIDTHS = [15, 5, 6, 6, 8, 7, 8, 9, 7, 7, 6];

function toLine(cells: readonly (string | number)[]): string {
  return cells
    .map((cell, column) => (column === 0 ? String(cell).padEnd(15) : String(cell).padStart(WIDTHS[column] ?? 0)))
    .join("");
}
