import type { Pending } from "./base.ts";
import { noLists, type ValuePlan } from "./field-plan.ts";
import type { FieldValue } from "./item.ts";
import type { Operation } from "./operation.ts";
import type { Resolution } from "./resolve-field.ts";

/** Where nothing is written: base has, or adopts, the value. */
export function unchangedValue<Value>(
  agreed: Value | undefined,
  { pending, declined }: Pick<ValuePlan<Value>, "pending" | "declined">,
): ValuePlan<Value> {
  return { lists: noLists, operations: [], agreed, goal: undefined, pending, declined };
}

/** The plan of a field that a title has as a whole. `final` is the resolution's value as base keeps it. */
export function valuePlan<Value>(parts: {
  readonly agreed: Value | undefined;
  readonly resolution: Resolution<FieldValue>;
  readonly final: Value | undefined;
  readonly operations: readonly Operation[];
}): ValuePlan<Value> {
  const { agreed, resolution, final, operations } = parts;
  const { kind, lists, decision, reading } = resolution;
  const isAgreed = kind === "agreed" && decision.kind !== "nothing";
  return {
    lists,
    operations,
    agreed: isAgreed ? final : agreed,
    goal: kind === "blocked" ? undefined : { value: final, pending: pendingOf(resolution, operations) },
    pending: reading.pending,
    declined: resolution.declined,
  };
}

/** What a lagging read of the written side would still show. */
function pendingOf(
  { reading: { shown }, kind }: Resolution<FieldValue>,
  [operation]: readonly Operation[],
): Omit<Pending, "since"> | undefined {
  if (operation === undefined || kind !== "to-write") return undefined;
  const { side } = operation;
  const previous = shown[side];
  return previous === undefined ? { side } : { side, previous };
}
