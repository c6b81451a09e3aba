import type { Operation, Plan } from "@pakt/sync-core";

import { START } from "./fake-clock.ts";

/** A plan with these operations, and nothing else unless it is given. */
export function planOf(operations: readonly Operation[], rest: Partial<Plan> = {}): Plan {
  return {
    version: 1,
    createdAt: START,
    plex: { server: "attic" },
    trakt: { account: "sam" },
    operations,
    conflicts: [],
    kept: [],
    skipped: [],
    refused: [],
    problems: [],
    held: [],
    adopted: { records: {}, goals: {} },
    ...rest,
  };
}
