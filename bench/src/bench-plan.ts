import type { HouseholdSize } from "@pakt/e2e/support/household-sizes.ts";

import { nextMessage, startChild } from "./child.ts";
import { median } from "./median.ts";
import { planSchema } from "./measures.ts";
import type { PlanMeasures } from "./measures.ts";

/** What planning a household takes, in a process of its own each time: the round in the middle by wall time. */
export async function benchPlan(
  size: HouseholdSize,
  { rounds, seed }: { readonly rounds: number; readonly seed: number },
): Promise<PlanMeasures> {
  const measured: PlanMeasures[] = [];
  for (let round = 0; round < rounds; round += 1) {
    measured.push(await nextMessage(startChild("measured-plan.ts", { size, seed }), planSchema));
  }
  return median(measured, ({ wallMs }) => wallMs);
}
