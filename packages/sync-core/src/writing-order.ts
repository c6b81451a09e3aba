import { compareText } from "./compare-text.ts";
import type { Operation } from "./operation.ts";

const ranks: Readonly<Record<Operation["action"], number>> = { add: 0, update: 1, remove: 2 };

/** Adds, updates, removals; Trakt's plays first and by date, so that a batch spans a short time. */
export function inWritingOrder(operations: readonly Operation[]): readonly Operation[] {
  const keyed = operations.map((operation) => ({ operation, text: textOf(operation) }));
  return keyed.toSorted((a, b) => compareText(a.text, b.text)).map(({ operation }) => operation);
}

function textOf(operation: Operation): string {
  const isPlay = operation.field === "watched" && operation.action === "add" && operation.side === "trakt";
  // Plays without a date are neither early nor late: they stand before the others.
  const at = isPlay && operation.at !== "unknown" ? operation.at : "";
  return `${ranks[operation.action]} ${isPlay ? 0 : 1} ${at} ${operation.id}`;
}
