import { HUGE, LARGE, MEDIUM, SMALL } from "@pakt/e2e/support/household-sizes.ts";
import type { HouseholdSize } from "@pakt/e2e/support/household-sizes.ts";

/** The households of the bench. Of the largest only the planning is measured. */
export const SIZES: Readonly<Record<"S" | "M" | "L" | "XL", HouseholdSize>> = {
  S: SMALL,
  M: MEDIUM,
  L: LARGE,
  XL: HUGE,
};
