import { learnQuality, noteUnknown, plainQuality, toAgreedQuality, toSentQuality } from "./agreed-quality.ts";
import type { PlanContext } from "./context.ts";
import type { ValuePlan } from "./field-plan.ts";
import type { Collected } from "./item.ts";
import { mergeCollected } from "./merge-values.ts";
import type { RemoveCollected, SetCollected } from "./operation.ts";
import { refusalMessages, refusalOf } from "./permit.ts";
import { completeQuality, isSameQuality, type Quality } from "./quality.ts";
import { resolveField, type FieldRules, type Resolution } from "./resolve-field.ts";
import { listedOf, targetOf, type Row } from "./row.ts";
import { toMinute } from "./time.ts";
import { unchangedValue, valuePlan } from "./value-plan.ts";

/** Versions are equal by their quality, whenever they came in. */
export const collectionRules: FieldRules<Collected> = {
  field: "collection",
  isPerCopy: false,
  of: (holder) => holder.collection,
  isEqual: (first, second) => isSameQuality(first.quality, second.quality),
  merge: mergeCollected,
  newer: () => undefined,
};

/**
 * Plans a row's entry in Trakt's collection: what the best file in Plex is like, since it was added. Nothing of it is ever written
 * to Plex, and what a person entered as a disc is left alone.
 */
export function planCollection(row: Row, context: PlanContext): ValuePlan<Quality> {
  const agreed = row.record?.collection;
  const kept = { pending: row.record?.pending?.collection, declined: row.record?.declined?.collection };
  const isCollectible = row.type === "movie" || row.type === "episode";
  const value = agreed && comparedWith(row, agreed);
  const read = isCollectible
    ? resolveField<Collected>({ row, agreed: value, context, rules: collectionRules })
    : undefined;
  if (read === undefined || isForeign(read) || isPartlyRead(row, context)) return unchangedValue(agreed, kept);
  const { plex, trakt } = read.reading.values;
  if (trakt?.isPhysical === true) {
    const isKept = plex === undefined;
    const noted = isKept ? agreed : toAgreedQuality(completeQuality(plex.quality, agreed), plex.quality);
    return unchangedValue(noted, { pending: undefined, declined: read.declined });
  }
  const known = knownBy(read, agreed);
  const resolution = withoutOldDifference(row, read, { agreed, context });
  const final = resolution.final && finalOf(resolution.final, { resolution, agreed, known });
  const operations = resolution.writesTrakt
    ? [toOperation(row, { ...resolution, final: final && { quality: plainQuality(final) } }, context)]
    : resendDate(row, resolution, context);
  return valuePlan({ agreed: known, resolution, final, operations });
}

/**
 * Base's value as the sides are compared with it. That Plex can now tell more of a file is news for an entry that is there, and none
 * for one that a person took out.
 */
function comparedWith({ trakt }: Row, agreed: Quality): Collected {
  return { quality: trakt?.collection === undefined ? agreed : plainQuality(agreed) };
}

/** What base has, with what Plex has learned of a file that is the same, as long as nothing of it is to be sent. */
function knownBy({ decision, reading }: Resolution<Collected>, agreed: Quality | undefined): Quality | undefined {
  const { plex } = reading.values;
  const isSettled = decision.kind === "nothing" || decision.kind === "remove";
  if (agreed === undefined || plex === undefined || !isSettled || reading.pending !== undefined) return agreed;
  const learned = learnQuality(agreed, plex.quality);
  return decision.kind === "nothing" ? noteUnknown(learned, plex.quality) : learned;
}

/** What base agrees on: what Trakt is to have, with the parts of it that Plex cannot tell. */
function finalOf(
  { quality }: Collected,
  {
    resolution,
    agreed,
    known,
  }: {
    readonly resolution: Resolution<Collected>;
    readonly agreed: Quality | undefined;
    readonly known: Quality | undefined;
  },
): Quality | undefined {
  const { kind, decision, reading } = resolution;
  const { plex, trakt } = reading.values;
  if (plex === undefined || kind === "blocked" || decision.kind === "nothing") return known;
  const both =
    decision.kind === "adopt"
      ? completeQuality(plex.quality, trakt?.quality)
      : toSentQuality(quality, { trakt: trakt?.quality, agreed });
  return toAgreedQuality(both, plex.quality);
}

/** A copy that base knows was not read, and may hold the best file: what is left says nothing of the title. */
function isPartlyRead({ copies, record }: Row, { plex }: PlanContext): boolean {
  if (plex.fields.collection.state === "complete") return false;
  const listed = new Set(copies.map(({ ref }) => ref));
  return Object.keys(record?.copies ?? {}).some((ref) => !listed.has(ref));
}

/** What only Trakt has, and what it removed, cannot be brought to Plex: that is no choice of the person's, and is not listed. */
function isForeign({ decision, reading: { values } }: Resolution<Collected>): boolean {
  return decision.kind === "write" && decision.from === "trakt" && values.plex === undefined;
}

/** On a first run the entry is not a change of somebody's that the file could be in conflict with. */
function withoutOldDifference(
  row: Row,
  read: Resolution<Collected>,
  { agreed, context }: { readonly agreed: Quality | undefined; readonly context: PlanContext },
): Resolution<Collected> {
  const { decision, reading } = read;
  const isOld =
    read.declined === undefined &&
    decision.kind === "conflict" &&
    agreed === undefined &&
    context.policy.fields.collection.conflicts === "plex";
  if (!isOld) return read;
  const refusal = refusalOf(row, "collection", "trakt", context);
  const lists = { conflicts: [], kept: [], skipped: [] };
  if (refusal !== undefined) {
    return { ...read, lists: { ...lists, skipped: [listedOf(row, "collection", refusal, refusalMessages[refusal])] } };
  }
  const reason = "quality-differs";
  return { ...read, lists, final: reading.values.plex, kind: "to-write", writesTrakt: true, reason };
}

function toOperation(
  row: Row,
  { final, reason = "changed-on-plex", reading }: Resolution<Collected>,
  context: PlanContext,
): SetCollected | RemoveCollected {
  const { plex, trakt: before } = reading.values;
  const shared = { field: "collection", side: "trakt", row: row.key, reason, target: targetOf(row, "trakt") } as const;
  if (final === undefined) {
    return { ...shared, id: `collection:remove:trakt:${row.key}`, action: "remove", before: before ?? { quality: {} } };
  }
  const at = dateOf({ plex, before }, context);
  const action = before === undefined ? "add" : "update";
  return {
    ...shared,
    id: `collection:${action}:trakt:${row.key}`,
    action,
    quality: final.quality,
    ...(at !== undefined && { at }),
    ...(before !== undefined && { before }),
  };
}

/**
 * Another file is no reason to move the date that an entry has, and a date of Plex that is none is not one to move it to. Of an entry that
 * has no other date its own is sent back as it is: what is left out may become the present.
 */
function dateOf(
  { plex, before }: { readonly plex: Collected | undefined; readonly before: Collected | undefined },
  context: PlanContext,
): string | undefined {
  const [own, other] = [usableDate(before?.at, context), usableDate(plex?.at, context)];
  return (context.policy.resendDates ? (other ?? own) : (own ?? other)) ?? before?.at;
}

/** The entry with the date of Plex, where that was asked for and is another. */
function resendDate(row: Row, { kind, reading }: Resolution<Collected>, context: PlanContext): readonly SetCollected[] {
  const { plex, trakt } = reading.values;
  if (!context.policy.resendDates || kind !== "agreed" || plex === undefined || trakt === undefined) return [];
  const at = usableDate(plex.at, context);
  if (at === undefined || toMinute(at) === toMinute(trakt.at)) return [];
  if (refusalOf(row, "collection", "trakt", context) !== undefined) return [];
  return [
    {
      id: `collection:update:trakt:${row.key}`,
      field: "collection",
      action: "update",
      side: "trakt",
      row: row.key,
      reason: "resent-date",
      target: targetOf(row, "trakt"),
      at,
      quality: completeQuality(plex.quality, trakt.quality),
      before: trakt,
    },
  ];
}

function usableDate(at: string | undefined, { nowMinute }: PlanContext): string | undefined {
  return toMinute(at, nowMinute) === undefined ? undefined : at;
}
