import type { Base, BaseCopy, BaseRecord, Declined, Pending } from "./base.ts";
import type { RowGoal } from "./base-patch.ts";
import { FIELDS, type Field } from "./item.ts";
import { isWorthKeeping } from "./next-record.ts";
import type { Operation, Outcome } from "./operation.ts";
import { withOwnMarks } from "./own-marks.ts";
import type { Plan } from "./plan.ts";
import { laterDate } from "./time.ts";

/**
 * The next base: what the plan adopted, then what `applied` outcomes confirm. A value is agreed when all operations of its row
 * and field are applied; what failed or is unknown leaves it, so that the next plan meets it again. Without any change the very
 * same base comes back.
 */
export function advance(base: Base, plan: Plan, outcomes: readonly Outcome[]): Base {
  const applied = new Map(outcomes.filter(({ status }) => status === "applied").map((each) => [each.operation, each]));
  const mayBeWritten = outcomes.filter(({ status }) => status === "applied" || status === "unknown");
  const written = new Set(mayBeWritten.map(({ operation }) => operation));
  const records = new Map(Object.entries(plan.adopted.records));
  for (const [row, operations] of operationsByRow(plan)) {
    const goal = plan.adopted.goals[row];
    if (goal === undefined || !operations.some(({ id }) => applied.has(id))) continue;
    const adopted = records.has(row) ? records.get(row) : base.records[row];
    const record = reach(adopted ?? undefined, goal, { operations, applied });
    records.set(row, isWorthKeeping(record) ? record : null);
  }
  for (const [row, { record, marks }] of Object.entries(plan.adopted.marks ?? {})) {
    const made = marks.filter(({ operation }) => written.has(operation));
    if (made.length === 0) continue;
    const known = records.has(row) ? records.get(row) : base.records[row];
    records.set(row, withOwnMarks(known ?? record, made));
  }
  return withEmptied(withIdentities(withRecords(base, records), plan), plan);
}

interface Writes {
  readonly operations: readonly Operation[];
  readonly applied: ReadonlyMap<string, Outcome>;
}

function operationsByRow({ operations, held }: Plan): ReadonlyMap<string, readonly Operation[]> {
  const rows = new Map<string, Operation[]>();
  for (const operation of [...operations, ...held.map((each) => each.operation)]) {
    const others = rows.get(operation.row);
    if (others === undefined) rows.set(operation.row, [operation]);
    else others.push(operation);
  }
  return rows;
}

function reach(record: BaseRecord | undefined, goal: RowGoal, writes: Writes): BaseRecord {
  const { type, ids, title, year, show, season, number } = goal.record;
  const done = new Map<Field, string>();
  for (const field of goal.fields) {
    const since = writtenAt(field, writes);
    if (since !== undefined) done.set(field, since);
  }
  const after = <Key extends Field>(field: Key): BaseRecord[Key] | undefined =>
    done.has(field) ? goal.record[field] : record?.[field];
  const [watched, rating, collection, watchlist] = [
    after("watched"),
    after("rating"),
    after("collection"),
    after("watchlist"),
  ];
  const ownMarks = done.has("watchlist") ? goal.record.ownMarks : record?.ownMarks;
  const fileViewedAt = done.has("watched") ? goal.record.fileViewedAt : record?.fileViewedAt;
  const pending = pendingOf(record, goal, done);
  const declined = declinedOf(record, goal, done);
  const copies = copiesOf(goal, writes, new Set(done.keys()));
  return {
    type,
    ids,
    title,
    ...(year !== undefined && { year }),
    ...(show !== undefined && { show }),
    ...(season !== undefined && { season }),
    ...(number !== undefined && { number }),
    ...(watched !== undefined && { watched }),
    ...(rating !== undefined && { rating }),
    ...(collection !== undefined && { collection }),
    ...(watchlist !== undefined && { watchlist }),
    ...(ownMarks !== undefined && { ownMarks }),
    ...(Object.keys(pending).length > 0 && { pending }),
    ...(Object.keys(declined).length > 0 && { declined }),
    ...(Object.keys(copies).length > 0 && { copies }),
    ...(fileViewedAt !== undefined && { fileViewedAt }),
  };
}

/** When the last of a field's operations was written; `undefined` unless all were. */
function writtenAt(field: Field, { operations, applied }: Writes): string | undefined {
  const times = operations.filter((each) => each.field === field).map(({ id }) => applied.get(id)?.at);
  return times.includes(undefined) ? undefined : times.reduce(laterDate, undefined);
}

function pendingOf(
  record: BaseRecord | undefined,
  goal: RowGoal,
  done: ReadonlyMap<Field, string>,
): Partial<Record<Field, Pending>> {
  const pending: Partial<Record<Field, Pending>> = {};
  for (const field of FIELDS) {
    const since = done.get(field);
    const next = goal.pending[field];
    const former = record?.pending?.[field];
    if (since !== undefined && next !== undefined) pending[field] = { ...next, since };
    else if (former !== undefined) pending[field] = former;
  }
  return pending;
}

/** What a person took back: of fields that were written now, what the goal says; of the others what base had. */
function declinedOf(
  record: BaseRecord | undefined,
  { record: wanted }: RowGoal,
  done: ReadonlyMap<Field, string>,
): Partial<Record<Field, Declined>> {
  const declined: Partial<Record<Field, Declined>> = {};
  for (const field of FIELDS) {
    const value = (done.has(field) ? wanted : record)?.declined?.[field];
    if (value !== undefined) declined[field] = value;
  }
  return declined;
}

/** A copy takes over what was applied to it; what Trakt was told of counts for every copy without a write of its own. */
function copiesOf(
  { before, record }: RowGoal,
  { operations, applied }: Writes,
  done: ReadonlySet<Field>,
): Readonly<Record<string, BaseCopy>> {
  const isTold = (wanted: Field): boolean =>
    operations.some(({ side, field, id }) => side === "trakt" && field === wanted && applied.has(id));
  const [isPlayed, isRated] = [isTold("watched"), isTold("rating")];
  const isApplied = (ref: string, field: Field): boolean | undefined => {
    const own = operations.find((each) => each.field === field && "ref" in each && each.ref === ref);
    return own && applied.has(own.id);
  };
  const copies = Object.entries(before).map(([ref, former]): [string, BaseCopy] => {
    const goal = record.copies?.[ref] ?? former;
    const hasViews = isApplied(ref, "watched") ?? isPlayed;
    const hasRating = isApplied(ref, "rating") ?? (isRated && former.unsettled?.includes("rating") !== true);
    const { views, ours } = hasViews ? goal : former;
    const { rating } = hasRating ? goal : former;
    const isSettled = (field: Field): boolean => (field === "watched" ? hasViews : hasRating);
    // What was not read was not written either, and lacks what all others have.
    const isMissed = (field: Field): boolean => done.has(field) && goal.unsettled?.includes(field) === true;
    const unsettled = FIELDS.filter(
      (field) => isMissed(field) || (former.unsettled?.includes(field) === true && !isSettled(field)),
    );
    return [
      ref,
      {
        views,
        ...(rating !== undefined && { rating }),
        ...(ours !== undefined && { ours }),
        ...(unsettled.length > 0 && { unsettled }),
      },
    ];
  });
  return Object.fromEntries(copies);
}

function withRecords(base: Base, changes: ReadonlyMap<string, BaseRecord | null>): Base {
  if (changes.size === 0) return base;
  const records: Record<string, BaseRecord> = {};
  for (const [key, record] of Object.entries(base.records)) if (!changes.has(key)) records[key] = record;
  for (const [key, record] of changes) if (record !== null) records[key] = record;
  return { ...base, records };
}

/** Whose data base holds: as the plan says, which knows what was read and what is held. */
function withIdentities(base: Base, { adopted: { identities } }: Plan): Base {
  return identities === undefined ? base : { ...base, identities: { ...base.identities, ...identities } };
}

function withEmptied(base: Base, { adopted: { emptied } }: Plan): Base {
  if (emptied === undefined) return base;
  const { emptied: _, ...rest } = base;
  return Object.keys(emptied).length === 0 ? rest : { ...rest, emptied };
}
