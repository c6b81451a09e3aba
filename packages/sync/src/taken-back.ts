import type { AddPlay, KnownPlays, Operation, Outcome } from "@pakt/sync-core";

import type { RunRecord, RunSummary } from "./run-record.ts";

/** What earlier runs took back of a run. */
export interface EarlierUndo {
  /** The run that took an operation back, by operation. What was brought back since by taking that run back is not in here. */
  readonly takenBack: Readonly<Record<string, string>>;
  readonly plays: KnownPlays;
  /** When plays were that were brought back, of operations that were not taken back to their end; by operation. */
  readonly restored: Readonly<Record<string, readonly string[]>>;
}

/** Finds in the runs that are kept, newest first, what they took back of a run. */
export async function findEarlierUndo(
  run: string,
  runs: readonly RunSummary[],
  read: (run: string) => Promise<RunRecord | undefined>,
): Promise<EarlierUndo> {
  const takenBack: Record<string, string> = {};
  const ids: Record<string, number> = {};
  const restored: Record<string, string[]> = {};
  const readded = new Set<string>();
  for (const { run: later } of runs.filter(({ undoes }) => undoes === run)) {
    const record = await read(later);
    if (record === undefined) continue;
    const returned = (await findEarlierUndo(later, runs, read)).takenBack;
    for (const [undone, writes] of writesByUndone(record)) {
      const applied = writes.filter(({ id }) => isApplied(record, id));
      if (applied.some(({ id }) => id in returned)) readded.add(undone);
      else if (applied.length === writes.length) takenBack[undone] ??= later;
      const moments = applied.flatMap((each) => (isAddedPlay(each) && !(each.id in returned) ? each.at : []));
      if (applied.length < writes.length) restored[undone] = [...(restored[undone] ?? []), ...moments];
      const [play] = writes.flatMap((each) => (!(each.id in returned) && "play" in each ? [each.play] : []));
      if (play !== undefined) ids[undone] ??= play;
    }
  }
  // The play of now is another one than the one that was removed.
  for (const id of readded) delete ids[id];
  return { takenBack, plays: { ids, readded }, restored };
}

function isAddedPlay(operation: Operation): operation is AddPlay {
  return operation.field === "watched" && operation.action === "add" && operation.side === "trakt";
}

function writesByUndone({ operations }: RunRecord): ReadonlyMap<string, readonly Operation[]> {
  const writes = new Map<string, Operation[]>();
  for (const operation of operations) {
    if (operation.undoes === undefined) continue;
    const others = writes.get(operation.undoes);
    if (others === undefined) writes.set(operation.undoes, [operation]);
    else others.push(operation);
  }
  return writes;
}

function isApplied({ outcomes }: RunRecord, id: string): boolean {
  return outcomes.some(({ operation, status }: Outcome) => operation === id && status === "applied");
}
