import type { Base, BaseRecord } from "./base.ts";
import type { RowGoal, RowMarks } from "./base-patch.ts";
import { compareText } from "./compare-text.ts";
import { declineGonePlay } from "./decline-gone-play.ts";
import type { FoundPlays } from "./find-play-ids.ts";
import type { SnapshotIndex } from "./index-snapshot.ts";
import type { Field, Side } from "./item.ts";
import type { AddPlay, Listed, Operation, Outcome } from "./operation.ts";
import type { Plan } from "./plan.ts";
import { relist } from "./relist.ts";
import { createSideReader, type SideReader } from "./side-reader.ts";
import { titleForPeople } from "./title-for-people.ts";
import { takeBack, type Taken, type TakenBack } from "./take-back.ts";
import { undoGoal } from "./undo-goal.ts";
import { inWritingOrder } from "./writing-order.ts";

/** What a run did, and what base knew before it. */
export interface PastRun {
  readonly operations: readonly Operation[];
  readonly outcomes: readonly Outcome[];
  /** Base's records of the rows that were written to, as the run found them; `null` where it knew nothing. By row key. */
  readonly before: Readonly<Record<string, BaseRecord | null>>;
  /** Titles that were on a watchlist when the run marked them as watched there. By row key. */
  readonly marks?: Readonly<Record<string, RowMarks>>;
}

/** All that taking a run back is planned from. */
export interface UndoInput {
  readonly run: PastRun;
  readonly plex: SnapshotIndex;
  readonly trakt: SnapshotIndex;
  readonly base: Base;
  /** Trakt's ids of the plays that the run added, by operation; see `findPlayIds`. */
  readonly plays: FoundPlays;
  /** What an earlier run has taken back already: that run, by operation. */
  readonly takenBack?: Readonly<Record<string, string>>;
  /** When plays were that an earlier try brought back, of operations that it did not get to the end with; by operation. */
  readonly restored?: Readonly<Record<string, readonly string[]>>;
  /** Only this field's operations, or only this one by its id. Default: all. */
  readonly only?: { readonly field?: Field; readonly operation?: string };
  /** When the reads ended, UTC ISO 8601. */
  readonly now: string;
}

/**
 * A plan that takes back what a run applied, as far as nobody has changed it since: what was written goes, what was there before comes
 * back. Base goes back too, and what was taken back is declined until one side changes. Pure.
 */
export function planUndo(input: UndoInput): Plan {
  const { run, plex, trakt, base, takenBack = {}, restored = {}, now } = input;
  const statuses = new Map(run.outcomes.map(({ operation, status }) => [operation, status]));
  const meant = run.operations.filter((operation) => isMeant(operation, input.only));
  const wanted = meant.filter(({ id }) => statuses.get(id) === "applied" && !(id in takenBack));
  const unknown = meant.filter(({ id }) => statuses.get(id) === "unknown" && !(id in takenBack));
  const read = createSideReader({ plex, trakt });
  const isListRead = (side: Side): boolean => input[side].fields.watchlist.state === "complete";
  const ofRun = wanted.map((operation) => ({
    operation,
    result: takeBack(operation, { read, plays: input.plays, restored }),
  }));
  const relisted = relist(ofRun, { run, base, read, isListRead });
  const taken = [...ofRun, ...relisted.taken];
  const skipped = [
    ...unknown.map((operation) => toListed(operation, outcomeUnknown)),
    ...meant.flatMap((operation) => {
      const by = takenBack[operation.id];
      return by === undefined ? [] : [toListed(operation, alreadyTakenBack(by))];
    }),
    ...relisted.listed,
    ...taken.flatMap(({ operation, result }) => result.listed.map((note) => toListed(operation, note))),
  ];
  const isRead = [plex, trakt].every(({ fields }) => fields.watched.state === "complete");
  return {
    version: 1,
    createdAt: now,
    plex: plex.identity,
    trakt: trakt.identity,
    operations: inWritingOrder(taken.flatMap(({ result }) => result.operations)),
    conflicts: [],
    kept: [],
    skipped: skipped.toSorted((a, b) => compareText(`${a.row} ${a.reason}`, `${b.row} ${b.reason}`)),
    refused: [],
    problems: [],
    held: [],
    adopted: {
      records: isRead ? goneOf(taken, { base, run, read }) : {},
      goals: goalsOf(taken, { base, run, read }),
    },
  };
}

const outcomeUnknown = {
  reason: "outcome-unknown",
  message: "Not taken back: nothing tells yet whether it was done.",
};

const alreadyTakenBack = (run: string): TakenBack["listed"][number] => ({
  reason: "already-taken-back",
  message: `Left alone: already taken back by the run ${run}.`,
});

interface Context {
  readonly base: Base;
  readonly run: PastRun;
  readonly read: SideReader;
}

/** What is declined of plays that are gone already: nothing has to be applied for it. */
function goneOf(taken: readonly Taken[], context: Context): Readonly<Record<string, BaseRecord>> {
  const records = taken.flatMap(({ operation, result }) => {
    if (!isAddedPlay(operation) || result.operations.length > 0) return [];
    const record = declineGonePlay(operation, context);
    return record === undefined ? [] : [[operation.row, record] as const];
  });
  return Object.fromEntries(records);
}

function goalsOf(taken: readonly Taken[], context: Context): Readonly<Record<string, RowGoal>> {
  const byRow = new Map<string, Taken[]>();
  for (const each of taken) {
    // A single play that comes back is no news for base: the next read shows it.
    if (each.result.operations.length === 0 || "play" in each.operation) continue;
    const others = byRow.get(each.operation.row);
    if (others === undefined) byRow.set(each.operation.row, [each]);
    else others.push(each);
  }
  const goals = [...byRow].map(([row, ofRow]): [string, RowGoal] => [row, undoGoal(row, ofRow, context)]);
  return Object.fromEntries(goals);
}

function isAddedPlay(operation: Operation): operation is AddPlay {
  return operation.field === "watched" && operation.side === "trakt" && operation.action === "add";
}

function isMeant({ field, id }: Operation, only: UndoInput["only"]): boolean {
  if (only?.field !== undefined && field !== only.field) return false;
  return only?.operation === undefined || id === only.operation;
}

function toListed({ field, row, target }: Operation, { reason, message }: TakenBack["listed"][number]): Listed {
  return { field, row, title: titleForPeople(target), ids: target.ids, reason, message };
}
