import type { Base, BaseCopy, BaseRecord, Declined } from "./base.ts";
import type { RowGoal } from "./base-patch.ts";
import { declinedText } from "./declined.ts";
import type { Field, FieldValue, Item, Side } from "./item.ts";
import { mergeRating, mergeWatched } from "./merge-values.ts";
import type { Operation } from "./operation.ts";
import type { PastRun } from "./plan-undo.ts";
import type { SideReader } from "./side-reader.ts";
import type { Taken } from "./take-back.ts";

interface Context {
  readonly base: Base;
  readonly run: PastRun;
  readonly read: SideReader;
}

/** What a row's record becomes when its writes are taken back: base's values from before the run, and what is declined from now on. */
export function undoGoal(row: string, taken: readonly Taken[], { base, run, read }: Context): RowGoal {
  const current = base.records[row];
  const former = run.before[row] ?? undefined;
  const operations = taken.flatMap(({ result }) => result.operations);
  const fields = [...new Set(operations.map(({ field }) => field))];
  const declined: { -readonly [Key in Field]?: Declined } = {};
  const record: { -readonly [Key in keyof BaseRecord]: BaseRecord[Key] } = {
    ...named(taken[0]?.operation),
    ...current,
    copies: copiesAfter(current?.copies ?? {}, operations),
    declined,
  };
  const lefts = new Map(fields.map((field) => [field, declinedOf(field, operations, read)]));
  for (const [field, left] of lefts) {
    // Where only a further copy was written, both sides still agree.
    if (isAgreed(field, left)) continue;
    declined[field] = left;
    restore(record, former, field);
  }
  // What is listed again is not gone for our mark any more.
  if (fields.includes("watchlist")) forgetMarks(record, operations);
  return { record, before: current?.copies ?? {}, fields, pending: pendingOf(operations, lefts, read) };
}

function isAgreed(field: Field, { plex, trakt }: Declined): boolean {
  return plex !== "" && (field === "watched" ? trakt !== "" : plex === trakt);
}

/** A record that says nothing yet of an operation's title. */
export function named(operation: Operation | undefined): BaseRecord {
  const { type = "movie", ids = [], title = "", year, show, season, number } = operation?.target ?? {};
  return {
    type,
    ids,
    title,
    ...(year !== undefined && { year }),
    ...(show !== undefined && { show }),
    ...(season !== undefined && { season }),
    ...(number !== undefined && { number }),
  };
}

function restore(
  record: { -readonly [Key in keyof BaseRecord]: BaseRecord[Key] },
  former: BaseRecord | undefined,
  field: Field,
): void {
  delete record[field];
  if (former?.[field] !== undefined) Object.assign(record, { [field]: former[field] });
}

function forgetMarks(
  record: { -readonly [Key in keyof BaseRecord]: BaseRecord[Key] },
  operations: readonly Operation[],
): void {
  const added = new Set(
    operations.flatMap(({ field, action, side }) => (field === "watchlist" && action === "add" ? side : [])),
  );
  const { plex, trakt } = record.ownMarks ?? {};
  const left = {
    ...(plex !== undefined && !added.has("plex") && { plex }),
    ...(trakt !== undefined && !added.has("trakt") && { trakt }),
  };
  delete record.ownMarks;
  if (Object.keys(left).length > 0) record.ownMarks = left;
}

/** What both sides will hold: the written side what is brought back, the other what it has. */
function declinedOf(field: Field, operations: readonly Operation[], read: SideReader): Declined {
  const ofField = operations.filter((operation) => operation.field === field);
  const [first] = ofField;
  const textOn = (side: Side): string => {
    if (first === undefined) return "";
    const held = read.held(side, first.target)[field];
    const own = ofField.filter((operation) => operation.side === side);
    if (own.length === 0) return declinedText(held);
    const isPerCopy = side === "plex" && (field === "watched" || field === "rating");
    return declinedText(isPerCopy ? mergedAfter(field, read.copies(first.target), own) : valueAfter(held, own));
  };
  return { plex: textOn("plex"), trakt: textOn("trakt") };
}

/** What a title's copies come to when some of them are written to. */
function mergedAfter(
  field: "watched" | "rating",
  items: readonly Item[],
  operations: readonly Operation[],
): FieldValue | undefined {
  const after = items.map((item) => ({
    item,
    own: operations.filter((operation) => "ref" in operation && operation.ref === item.ref),
  }));
  const valueOf = <Value extends FieldValue>(
    { item, own }: (typeof after)[number],
    value: Value | undefined,
  ): Value | undefined =>
    // A write of a field leaves a value of that field.
    own.length === 0 ? value : (valueAfter(item[field], own) as Value | undefined);
  return field === "watched"
    ? after.map((each) => valueOf(each, each.item.watched)).reduce(mergeWatched, undefined)
    : after.map((each) => valueOf(each, each.item.rating)).reduce(mergeRating, undefined);
}

function valueAfter(value: FieldValue | undefined, operations: readonly Operation[]): FieldValue | undefined {
  const [operation] = operations;
  if (operation === undefined) return value;
  switch (operation.field) {
    case "rating":
      return operation.action === "remove" ? undefined : operation.rating;
    case "collection":
      return operation.action === "remove" ? undefined : { quality: operation.quality };
    case "watchlist":
      return operation.action === "remove" ? undefined : {};
    case "watched": {
      const plays = value !== undefined && "plays" in value ? value.plays : 0;
      const left = operation.action === "remove" ? plays - operations.length : plays + operations.length;
      return left > 0 ? { plays: left } : undefined;
    }
    default:
      return operation satisfies never;
  }
}

function copiesAfter(
  copies: Readonly<Record<string, BaseCopy>>,
  operations: readonly Operation[],
): Readonly<Record<string, BaseCopy>> {
  const after: Record<string, BaseCopy> = { ...copies };
  for (const operation of operations) {
    if (!("ref" in operation) || operation.ref === undefined) continue;
    const { rating, ours: _, ...rest } = after[operation.ref] ?? { views: 0 };
    if (operation.field === "watched") {
      const isMarked = operation.action === "add";
      after[operation.ref] = {
        ...rest,
        views: isMarked ? 1 : 0,
        ...(rating !== undefined && { rating }),
        ...(isMarked && { ours: 1 }),
      };
      continue;
    }
    const given = operation.action === "remove" ? undefined : operation.rating.value;
    const ours = after[operation.ref]?.ours;
    after[operation.ref] = {
      ...rest,
      ...(given !== undefined && { rating: given }),
      ...(ours !== undefined && { ours }),
    };
  }
  return after;
}

/** What a lagging read of the written side would still show; Trakt's lags, Plex's hardly ever. */
function pendingOf(
  operations: readonly Operation[],
  lefts: ReadonlyMap<Field, Declined>,
  read: SideReader,
): RowGoal["pending"] {
  const pending: { -readonly [Key in Field]?: { side: Side; previous?: FieldValue } } = {};
  for (const [field, left] of lefts) {
    const ofField = operations.filter((operation) => operation.field === field);
    const operation = ofField.find(({ side }) => side === "trakt") ?? ofField[0];
    if (operation === undefined) continue;
    const { side } = operation;
    const previous = read.held(side, operation.target)[field];
    if (declinedText(previous) === left[side]) continue;
    pending[field] = { side, ...(previous !== undefined && { previous }) };
  }
  return pending;
}
