import type { FaultName } from "./fault-kinds.ts";
import type { Cell } from "./run-cell.ts";

interface OpenQuestion extends Pick<Cell, "errand" | "endpoint"> {
  readonly faults: readonly FaultName[];
  /** Default: both. */
  readonly extent?: Cell["extent"];
}

/** Cells after which the sides are not the same again by themselves. An answer that lies is believed here. */
const OPEN: readonly OpenQuestion[] = [];

/** Whether it is known that a cell does not end well. */
export function isOpenQuestion({ errand, endpoint, fault, extent }: Cell): boolean {
  return OPEN.some(
    (open) =>
      open.errand === errand &&
      open.endpoint === endpoint &&
      open.faults.includes(fault) &&
      (open.extent ?? extent) === extent,
  );
}
