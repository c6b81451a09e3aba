// Planning alone, in a process of its own: index, plan and advance of a household that both sides agree on, first without a base and then with it.
import { advance, emptyBase, emptyLedger, indexSnapshot, plan } from "@pakt/sync-core";
import type { Base, Plan } from "@pakt/sync-core";
import type { HouseholdSize } from "@pakt/e2e/support/household-sizes.ts";
import { z } from "zod";

import { startMeasuring, threadMs } from "./measures.ts";
import type { PlanMeasures } from "./measures.ts";
import { NOW, POLICY, makeSnapshots } from "./make-snapshots.ts";

const { size, seed } = z
  .object({ size: z.record(z.string(), z.number()), seed: z.number() })
  .parse(JSON.parse(process.argv[2] ?? ""));
// A size goes over as it is.
const snapshots = makeSnapshots(size as unknown as HouseholdSize, seed);
const steps: Record<string, number> = {};
const timed = <T>(name: string, work: () => T): T => {
  const startedAt = threadMs();
  const result = work();
  steps[name] = Math.round(threadMs() - startedAt);
  return result;
};
const compare = (base: Base): Plan => plan({ ...indexes, base, ledger: emptyLedger, policy: POLICY, now: NOW });

const measure = startMeasuring();
const indexes = timed("index", () => ({ plex: indexSnapshot(snapshots.plex), trakt: indexSnapshot(snapshots.trakt) }));
const first = timed("plan, first run", () => compare(emptyBase));
const base = timed("advance", () => advance(emptyBase, first, []));
const second = timed("plan, nothing changed", () => compare(base));
const measured: PlanMeasures = {
  ...measure(),
  items: snapshots.plex.items.length + snapshots.trakt.items.length,
  steps,
};
if (second.operations.length + first.operations.length > 0) throw new Error("the sides do not agree");
process.send?.(measured);
process.disconnect();
