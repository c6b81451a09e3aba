// Lets every request that pakt makes go wrong in every way, once and all the time, and prints how the runs end.
import { ROWS } from "../support/faults/endpoints.ts";
import { FAULT_NAMES, SILENT } from "../support/faults/fault-kinds.ts";
import type { FaultName } from "../support/faults/fault-kinds.ts";
import type { Cell } from "../support/faults/run-cell.ts";
import { runColumn } from "../support/faults/run-matrix.ts";
import type { CellResult } from "../support/faults/run-matrix.ts";
import { runUndisturbed } from "../support/faults/undisturbed.ts";

const undisturbed = { sync: await runUndisturbed("sync"), undo: await runUndisturbed("undo") };
let cells = 0;
let surprises = 0;
for (const extent of ["once", "every"] as const) {
  const startedAt = performance.now();
  // A run that waits for each answer in vain shows no more than one that waits for the first.
  const faults = FAULT_NAMES.filter((fault) => extent === "once" || !SILENT.has(fault));
  const columns = new Map<FaultName, readonly CellResult[]>();
  for (const fault of faults) columns.set(fault, await runColumn(ROWS, { fault, extent }, undisturbed));
  printMatrix(extent, columns);
  const all = [...columns.values()].flat();
  const found = all.flatMap((result) => result.surprises);
  for (const surprise of found) console.log(surprise);
  console.log(
    `${all.length} cells in ${Math.round((performance.now() - startedAt) / 1000)} s, ${found.length} surprises\n`,
  );
  cells += all.length;
  surprises += found.length;
}
console.log(`${cells} cells, ${surprises} surprises`);
process.exitCode = surprises === 0 ? 0 : 1;

/** The exit code of each run; `!` where something was not as it must be. */
function printMatrix(extent: Cell["extent"], columns: ReadonlyMap<FaultName, readonly CellResult[]>): void {
  const names = [...columns.keys()];
  console.log(extent.padEnd(52) + names.map((name) => name.slice(0, 5).padStart(6)).join(""));
  for (const row of ROWS) {
    const ends = names.map((name) => {
      const result = columns.get(name)?.find((each) => each.row === row);
      const mark = result === undefined || result.surprises.length > 0 ? "!" : " ";
      return `${result?.exitCode ?? ""}${mark}`.padStart(6);
    });
    console.log(`${row.errand} ${row.endpoint}`.padEnd(52) + ends.join(""));
  }
}
