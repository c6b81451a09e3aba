import type { Declined, Pending } from "./base.ts";
import type { Field, FieldValue, Side } from "./item.ts";
import { compareIdentity } from "./identity.ts";
import { mergeCollected, mergeRating, mergeWatched, mergeWatchlisted } from "./merge-values.ts";
import type { Operation } from "./operation.ts";
import type { Plan, PlanInput } from "./plan.ts";
import { isSameQuality } from "./quality.ts";
import type { Row } from "./row.ts";
import type { Title } from "./title.ts";

/** What becomes of one field of one title, and why. */
export interface FieldExplanation {
  readonly field: Field;
  readonly plex?: FieldValue;
  readonly trakt?: FieldValue;
  /** Whether base holds a value. */
  readonly isAgreed: boolean;
  /** What the next run writes. */
  readonly operations: readonly Operation[];
  /** The rule that fired: the reason of an operation or of an entry of the plan, or one of the words below. */
  readonly reason: string;
  /** One sentence for people. */
  readonly message: string;
  /** A value that pakt wrote and that no read has shown yet. */
  readonly pending?: Pending;
  readonly declined?: Declined;
}

/** Explains one field by what the plan holds for it. */
export function explainField(field: Field, row: Row, made: Plan, input: PlanInput): FieldExplanation {
  const operations = made.operations.filter((each) => each.row === row.key && each.field === field);
  const plex = valueOn("plex", field, row);
  const trakt = valueOn("trakt", field, row);
  const { pending, declined } = row.record ?? {};
  const ofField = { pending: pending?.[field], declined: declined?.[field] };
  return {
    field,
    ...(plex !== undefined && { plex }),
    ...(trakt !== undefined && { trakt }),
    isAgreed: row.record?.[field] !== undefined,
    operations,
    ...whyOf(field, row, { made, input, operations, plex, trakt }),
    ...(ofField.pending !== undefined && { pending: ofField.pending }),
    ...(ofField.declined !== undefined && { declined: ofField.declined }),
  };
}

interface Facts {
  readonly made: Plan;
  readonly input: PlanInput;
  readonly operations: readonly Operation[];
  readonly plex: FieldValue | undefined;
  readonly trakt: FieldValue | undefined;
}

type Why = Pick<FieldExplanation, "reason" | "message">;

const names: Readonly<Record<Side, string>> = { plex: "Plex", trakt: "Trakt" };

function whyOf(field: Field, row: Row, { made, input, operations, plex, trakt }: Facts): Why {
  const isMeant = (entry: { readonly row: string; readonly field: Field }): boolean =>
    entry.row === row.key && entry.field === field;
  const [operation] = operations;
  if (operation !== undefined) {
    const message = `The next run writes it to ${names[operation.side]}.`;
    return { reason: operation.reason, message };
  }
  const held = made.held.find((each) => isMeant(each.operation));
  if (held !== undefined) {
    const how = held.flag === undefined ? "only a complete read lets it through" : `${held.flag} lets it through`;
    return { reason: held.guard, message: `A guard holds it back; ${how}.` };
  }
  const listed = [...made.refused, ...made.conflicts, ...made.skipped, ...made.kept].find(isMeant);
  if (listed?.reason === "removed-on-plex" && isOfOtherPlace(field, row, input)) {
    return { reason: "unlisted", message: "It is in none of the libraries that are selected now. Trakt keeps it." };
  }
  if (listed !== undefined) return { reason: listed.reason, message: listed.message ?? "Nothing is written." };
  return whyNothing(field, row, { made, input, operations, plex, trakt });
}

/** Whether Plex may lack a title only because another server or other libraries are read than when both sides had it. */
function isOfOtherPlace(field: Field, { copies }: Row, { base, plex, trakt }: PlanInput): boolean {
  const now = { plex: plex.identity, trakt: trakt.identity };
  return field !== "watchlist" && copies.length === 0 && compareIdentity(field, base, now).isOtherPlace;
}

function whyNothing(field: Field, { type, copies }: Row, { input, plex, trakt }: Facts): Why {
  for (const side of ["plex", "trakt"] as const) {
    const { state, reason } = input[side].fields[field];
    if (state === "off") return { reason: "off", message: "This field is not synced." };
    if (state !== "complete") {
      return { reason: "incomplete-read", message: `${names[side]} was not read completely: ${reason ?? state}.` };
    }
  }
  if (!holders[field].includes(type))
    return { reason: "not-held", message: `${type === "episode" ? "An" : "A"} ${type} has none.` };
  if (plex !== undefined && trakt !== undefined) return whyBoth(plex, trakt);
  if (plex === undefined && trakt === undefined) return { reason: "nothing", message: "Neither side has it." };
  const isUnlisted = copies.length === 0 && field !== "watchlist";
  if (isUnlisted)
    return { reason: "unlisted", message: "It is in no library that is read, so Plex says nothing of it." };
  return {
    reason: "waiting",
    message: "Nothing is written for now: a read may lag, or nothing of it can be written there.",
  };
}

function whyBoth(plex: FieldValue, trakt: FieldValue): Why {
  if ("isPhysical" in trakt && trakt.isPhysical) {
    return { reason: "disc", message: "It was entered on Trakt as a disc, and is left alone." };
  }
  if (isSameValue(plex, trakt)) return { reason: "agreed", message: "Both sides say the same." };
  return { reason: "waiting", message: "Nothing is written for now: a read may lag behind what was written." };
}

/** Watched is watched and listed is listed; ratings are equal by their value, versions by their quality as far as known. */
function isSameValue(plex: FieldValue, trakt: FieldValue): boolean {
  if ("quality" in plex && "quality" in trakt) return isSameQuality(plex.quality, trakt.quality);
  return "value" in plex && "value" in trakt ? plex.value === trakt.value : true;
}

const holders: Readonly<Record<Field, readonly Row["type"][]>> = {
  watched: ["movie", "episode"],
  rating: ["movie", "show", "season", "episode"],
  collection: ["movie", "episode"],
  watchlist: ["movie", "show"],
};

/** What a side has of a field of a row, of all its titles there. */
export function valueOn(side: Side, field: Field, { plex, trakt }: Row): FieldValue | undefined {
  const titles: readonly Title[] = side === "plex" ? plex : trakt === undefined ? [] : [trakt];
  switch (field) {
    case "watched":
      return titles.map(({ watched }) => watched).reduce(mergeWatched, undefined);
    case "rating":
      return titles.map(({ rating }) => rating).reduce(mergeRating, undefined);
    case "collection":
      return titles.map(({ collection }) => collection).reduce(mergeCollected, undefined);
    case "watchlist":
      return titles.map(({ watchlist }) => watchlist).reduce(mergeWatchlisted, undefined);
    default:
      return field satisfies never;
  }
}
