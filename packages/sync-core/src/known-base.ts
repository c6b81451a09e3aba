import type { Base, BaseRecord, Declined, Pending } from "./base.ts";
import { compareIdentity, type Identities } from "./identity.ts";
import { FIELDS, type Field } from "./item.ts";

/**
 * Base as far as it is known of the accounts that both sides were read of: of a field that it holds of another account it says nothing but what
 * a person took back. The very same base comes back where there is no such field.
 */
export function knownBase(base: Base, now: Identities): Base {
  const fields = FIELDS.filter((field) => compareIdentity(field, base, now).others.length > 0);
  if (fields.length === 0) return base;
  const records = Object.entries(base.records).map(([key, record]) => [key, withoutFields(record, fields)] as const);
  return { ...base, records: Object.fromEntries(records) };
}

/** A record without what it says of some fields, but for what a person took back; the very same where it says nothing of them. */
export function withoutFields(record: BaseRecord, fields: readonly Field[]): BaseRecord {
  const isIn = fields.some((field) => record[field] !== undefined || record.pending?.[field] !== undefined);
  const isGiven = record.fileViewedAt !== undefined && fields.includes("watched");
  const isMarked = record.ownMarks !== undefined && fields.includes("watchlist");
  if (!isIn && !isGiven && !isMarked) return record;
  return withFieldsOf(record, { declined: record.declined ?? {} }, fields);
}

type Building = { -readonly [Key in keyof BaseRecord]: BaseRecord[Key] };
type Source = Partial<Pick<BaseRecord, Field | "pending" | "declined" | "fileViewedAt" | "ownMarks">>;

/** A record that says of some fields what another does. */
export function withFieldsOf(record: BaseRecord, source: Source, fields: readonly Field[]): BaseRecord {
  const { pending: _, declined: __, ...rest } = record;
  const next: Building = rest;
  for (const field of fields) {
    delete next[field];
    if (source[field] !== undefined) Object.assign(next, { [field]: source[field] });
  }
  if (fields.includes("watched")) {
    delete next.fileViewedAt;
    if (source.fileViewedAt !== undefined) next.fileViewedAt = source.fileViewedAt;
  }
  if (fields.includes("watchlist")) {
    delete next.ownMarks;
    if (source.ownMarks !== undefined) next.ownMarks = source.ownMarks;
  }
  const pending = join(record.pending, source.pending, fields);
  if (pending !== undefined) next.pending = pending;
  const declined = join(record.declined, source.declined, fields);
  if (declined !== undefined) next.declined = declined;
  return next;
}

function join<Value extends Pending | Declined>(
  own: Readonly<Partial<Record<Field, Value>>> | undefined,
  source: Readonly<Partial<Record<Field, Value>>> | undefined,
  fields: readonly Field[],
): Partial<Record<Field, Value>> | undefined {
  const joined: Partial<Record<Field, Value>> = {};
  for (const field of FIELDS) {
    const value = (fields.includes(field) ? source : own)?.[field];
    if (value !== undefined) joined[field] = value;
  }
  return Object.keys(joined).length === 0 ? undefined : joined;
}
