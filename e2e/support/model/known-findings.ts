import type { FaultName } from "../faults/fault-kinds.ts";

/** Answers that lie and are believed, as in `faults/open-questions.ts`: after them the sides are not the same again by themselves. */
const LIES: Readonly<Record<string, readonly FaultName[]>> = {
  "GET /api/v2/user": ["401", "403", "420", "423", "426"],
  "PUT /discover/actions/addToWatchlist": ["409"],
  "PUT /discover/actions/removeFromWatchlist": ["404"],
  "GET /discover/library/metadata/:id": ["404"],
};

/** Whether it is known that a fault here does not end well. It is left out of the sequences. */
export function isKnownLie(endpoint: string, fault: FaultName): boolean {
  return LIES[endpoint]?.includes(fault) ?? false;
}
