import type { Operation, Plan } from "@pakt/sync-core";

/** A plan without some of its operations. A row that waits for one of them is not agreed upon when the others are applied. */
export function withoutOperations(plan: Plan, isOut: (operation: Operation) => boolean): Plan {
  const out = plan.operations.filter(isOut);
  if (out.length === 0) return plan;
  const waiting = new Set(out.map(({ row, field }) => `${row} ${field}`));
  const goals = Object.entries(plan.adopted.goals).map(([row, goal]) => [
    row,
    { ...goal, fields: goal.fields.filter((field) => !waiting.has(`${row} ${field}`)) },
  ]);
  const gone = new Set(out);
  return {
    ...plan,
    adopted: { ...plan.adopted, goals: Object.fromEntries(goals) },
    operations: plan.operations.filter((operation) => !gone.has(operation)),
  };
}
