import type { Field } from "@pakt/sync-core";

import type { Home } from "./home.ts";
import { isPaktError } from "./pakt-error.ts";
import { readRun } from "./past-runs.ts";
import type { RunRecord, RunSummary } from "./run-record.ts";

/** What a guard held back in one field, and what lets it through once. */
export interface HeldChanges {
  readonly field: Field;
  readonly kind: "removals" | "adds";
  readonly count: number;
  /** Absent where only a complete read lets it through. */
  readonly flag?: string;
}

/** What the newest sync of these runs held back and no later one has let through. */
export async function heldByLastSync(home: Home, runs: readonly RunSummary[]): Promise<readonly HeldChanges[]> {
  const last = runs.find(({ kind, hasEnded }) => kind === "sync" && hasEnded);
  if (last?.exitCode !== 4) return [];
  const record = await readRun(home, last.run).catch((error: unknown): RunRecord | undefined => {
    // It is for show: a record that cannot be read is told of by `pakt log`.
    if (!isPaktError(error)) throw error;
    return undefined;
  });
  const found = new Map<string, HeldChanges>();
  for (const { field, flag } of record?.report?.held ?? []) {
    const kind = flag?.startsWith("--allow-adds") === true ? "adds" : "removals";
    const key = `${field} ${flag ?? ""}`;
    const count = (found.get(key)?.count ?? 0) + 1;
    found.set(key, { field, kind, count, ...(flag !== undefined && { flag }) });
  }
  return [...found.values()];
}
