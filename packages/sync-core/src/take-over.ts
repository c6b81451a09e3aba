import type { Base, BaseCopy, BaseRecord, FieldIdentity } from "./base.ts";
import type { BasePatch, RowGoal } from "./base-patch.ts";
import { emptiedSides } from "./emptied.ts";
import type { Held } from "./guard.ts";
import { compareIdentity, identityOf, placeOf, type Comparison, type Identities } from "./identity.ts";
import type { SnapshotIndex } from "./index-snapshot.ts";
import { isSame } from "./is-same.ts";
import { FIELDS, type Field, type Side } from "./item.ts";
import { withFieldsOf, withoutFields } from "./known-base.ts";
import { isWorthKeeping } from "./next-record.ts";
import type { Listed } from "./operation.ts";
import type { Policy } from "./policy.ts";

interface TakeOver {
  readonly plex: SnapshotIndex;
  readonly trakt: SnapshotIndex;
  readonly base: Base;
  readonly policy: Policy;
  readonly held: readonly Held[];
  readonly kept: readonly Listed[];
  readonly skipped: readonly Listed[];
}

/**
 * Whose data base holds of each field from now on, and what of its records that changes. A field is taken over where it was read completely on
 * both sides and nothing of it is held for whose it is. Where it is not, base says of it what it said before: whoever comes back finds it so.
 */
export function takeOver(adopted: BasePatch, input: TakeOver): BasePatch {
  const { plex, trakt, base, policy, held, kept } = input;
  const now: Identities = { plex: plex.identity, trakt: trakt.identity };
  const identities: { -readonly [Key in Field]?: FieldIdentity } = {};
  const frozen: Field[] = [];
  const reset: Field[] = [];
  const frozenCopies: Field[] = [];
  for (const field of FIELDS) {
    const comparison = compareIdentity(field, base, now);
    const isForeign = comparison.others.length > 0;
    if (policy.fields[field].direction !== "off" && isTakenOver(field, comparison, { plex, trakt, base, held })) {
      const next = { ...identityOf(field, now), ...formerPlace(field, comparison, { base, kept }) };
      if (!isSame(next, base.identities?.[field])) identities[field] = next;
      if (isForeign) reset.push(field);
      continue;
    }
    if (isForeign || comparison.isUnknown) frozen.push(field);
    if (comparison.others.includes("plex")) frozenCopies.push(field);
  }
  const { records, goals } = withRecordsOf(adopted, base, { frozen, reset, frozenCopies });
  const { marks } = adopted;
  return {
    records,
    goals,
    ...(marks !== undefined && !frozen.includes("watchlist") && { marks }),
    ...(Object.keys(identities).length > 0 && { identities }),
    ...emptied(input, { frozen, reset }),
  };
}

function emptied(input: TakeOver, { frozen, reset }: Pick<Fields, "frozen" | "reset">): Pick<BasePatch, "emptied"> {
  const before = input.base.emptied ?? {};
  const next: { -readonly [Key in Field]?: readonly Side[] } = { ...emptiedSides(input) };
  for (const field of reset) delete next[field];
  for (const field of frozen) {
    delete next[field];
    if (before[field] !== undefined) next[field] = before[field];
  }
  return isSame(next, before) ? {} : { emptied: next };
}

function isTakenOver(
  field: Field,
  { isUnknown }: Comparison,
  { plex, trakt, base, held }: Pick<TakeOver, "plex" | "trakt" | "base" | "held">,
): boolean {
  const states = [plex.fields[field].state, trakt.fields[field].state];
  // What base first hears of somebody's field makes it that person's, be it the whole or a part.
  const isFirst = base.identities?.[field] === undefined;
  if (!states.every((state) => state === "complete" || (isFirst && state === "partial"))) return false;
  if (isUnknown) return false;
  return !held.some(({ operation, guard }) => operation.field === field && guard === "identity-changed");
}

/** Removals that another server or choice of libraries brought about, and that are kept, are not forgotten to be of its making. */
function formerPlace(
  field: Field,
  { isOtherPlace }: Comparison,
  { base, kept }: Pick<TakeOver, "base" | "kept">,
): Pick<FieldIdentity, "formerly"> {
  const before = base.identities?.[field];
  if (!isOtherPlace || before === undefined) return {};
  if (!kept.some((each) => each.field === field && each.reason === "removed-on-plex")) return {};
  return { formerly: before.formerly ?? placeOf(before.plex) };
}

interface Fields {
  /** What base says of them stays. */
  readonly frozen: readonly Field[];
  /** What base says of them is of another account than it is from now on. */
  readonly reset: readonly Field[];
  /** What base knows of the copies' part in them stays. */
  readonly frozenCopies: readonly Field[];
}

function withRecordsOf(adopted: BasePatch, base: Base, fields: Fields): BasePatch {
  const { frozen, reset } = fields;
  if (frozen.length + reset.length === 0) return adopted;
  const records: Record<string, BaseRecord | null> = {};
  for (const [key, record] of Object.entries(adopted.records)) {
    const former = base.records[key];
    const next = freeze(record, former, fields);
    if (!isSame(next, former ?? null)) records[key] = next;
  }
  for (const [key, record] of Object.entries(base.records)) {
    if (Object.hasOwn(adopted.records, key)) continue;
    const next = withoutFields(record, reset);
    if (next !== record) records[key] = isWorthKeeping(next) ? next : null;
  }
  const goals = Object.entries(adopted.goals).map(([key, goal]): [string, RowGoal] => {
    const copies = base.records[key]?.copies;
    return [
      key,
      {
        ...goal,
        fields: goal.fields.filter((field) => !frozen.includes(field)),
        before: freezeCopies(goal.before, copies, fields),
        record: { ...goal.record, copies: freezeCopies(goal.record.copies ?? {}, copies, fields) },
      },
    ];
  });
  return { records, goals: Object.fromEntries(goals) };
}

function freeze(record: BaseRecord | null, former: BaseRecord | undefined, fields: Fields): BaseRecord | null {
  const { frozen } = fields;
  const rest =
    former &&
    withFieldsOf(
      former,
      {},
      FIELDS.filter((field) => !frozen.includes(field)),
    );
  const found = record ?? rest;
  if (found === undefined) return null;
  const next = withFieldsOf(found, former ?? {}, frozen);
  const copies = next.copies && freezeCopies(next.copies, former?.copies, fields);
  const whole = copies === undefined ? next : { ...next, copies };
  return isWorthKeeping(whole) ? whole : null;
}

function freezeCopies(
  copies: Readonly<Record<string, BaseCopy>>,
  former: BaseRecord["copies"],
  { frozenCopies }: Fields,
): Readonly<Record<string, BaseCopy>> {
  if (frozenCopies.length === 0) return copies;
  const frozen = Object.entries(copies).map(([ref, copy]): [string, BaseCopy] => {
    const known = former?.[ref];
    return [ref, known === undefined ? copy : freezeCopy(copy, known, frozenCopies)];
  });
  return Object.fromEntries(frozen);
}

function freezeCopy(copy: BaseCopy, known: BaseCopy, frozen: readonly Field[]): BaseCopy {
  const { views, ours } = frozen.includes("watched") ? known : copy;
  const { rating } = frozen.includes("rating") ? known : copy;
  const unsettled = FIELDS.filter((field) => (frozen.includes(field) ? known : copy).unsettled?.includes(field));
  return {
    views,
    ...(rating !== undefined && { rating }),
    ...(ours !== undefined && { ours }),
    ...(unsettled.length > 0 && { unsettled }),
  };
}
