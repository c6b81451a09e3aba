import type { Row } from "./endpoints.ts";
import { expectedExit } from "./expected-exit.ts";
import { SILENT } from "./fault-kinds.ts";
import { runCell } from "./run-cell.ts";
import type { Cell, CellEnd } from "./run-cell.ts";
import type { Errand, Undisturbed } from "./undisturbed.ts";
import { withShortTimeouts } from "./with-short-timeouts.ts";

/** Scenes at once: what one waits for, another uses. */
const WORKERS = 4;

/** A cell, how it ended and what is not as it must be, a line each. */
export interface CellResult {
  readonly row: Row;
  readonly exitCode: CellEnd["exitCode"];
  readonly surprises: readonly string[];
}

/** Runs the given rows of one column. */
export async function runColumn(
  rows: readonly Row[],
  column: Pick<Cell, "fault" | "extent">,
  undisturbed: Readonly<Record<Errand, Undisturbed>>,
): Promise<readonly CellResult[]> {
  const results: CellResult[] = [];
  const queue = [...rows];
  async function work(): Promise<void> {
    for (let row = queue.shift(); row !== undefined; row = queue.shift()) {
      const { errand, endpoint } = row;
      const cell = { errand, endpoint, ...column };
      results.push(toResult(row, cell, await runCell(cell, undisturbed[errand])));
    }
  }
  const runAll = async (): Promise<void> => {
    await Promise.all(Array.from({ length: WORKERS }, work));
  };
  await (SILENT.has(column.fault) ? withShortTimeouts(runAll) : runAll());
  return results;
}

function toResult(row: Row, cell: Cell, { exitCode, broken }: CellEnd): CellResult {
  const expected = expectedExit(row, cell);
  const name = `${cell.errand}, ${cell.fault} ${cell.extent} at ${cell.endpoint}`;
  const surprises = [...(exitCode === expected ? [] : [`ended with ${exitCode} and not ${expected}`]), ...broken];
  return { row, exitCode, surprises: surprises.map((surprise) => `${name}: ${surprise}`) };
}
