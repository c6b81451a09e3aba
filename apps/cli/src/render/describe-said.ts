import type { Explanation, FieldExplanation, Side } from "@pakt/sync";
import type { Field } from "../arguments/read-fields.ts";
import { describeQuality } from "./describe-quality.ts";
import { countWords, formatMinute } from "./format-amounts.ts";

type FieldValue = NonNullable<FieldExplanation["plex"]>;

/** What a side says of a field of a title: `seen once, on 2026-01-02 20:10`, `8, given on 2024-05-01 10:00`, `not rated`. */
export function describeSaid({ field, plex, trakt }: Pick<FieldExplanation, "field" | Side>, side: Side): string {
  const value = side === "plex" ? plex : trakt;
  return value === undefined ? describeNothing(field, side) : describeFieldValue(value);
}

/** A value of any field, told apart by what only it has. */
export function describeFieldValue(value: FieldValue): string {
  if ("quality" in value) {
    const { quality, at, isPhysical } = value;
    const kind = isPhysical === true ? [describeQuality(quality), "a disc or a tape"] : [describeQuality(quality)];
    return [...kind, ...dated("since", at)].join(", ");
  }
  if ("value" in value) {
    return [String(value.value), ...dated("given on", value.at)].join(", ");
  }
  if ("plays" in value) {
    return describeViews(value);
  }
  return ["listed", ...dated("since", value.at)].join(" ");
}

/** How often something was seen, and when last: `seen 3 times, last on 2026-01-02 20:10`. */
export function describeViews({ plays, at }: { readonly plays: number; readonly at?: string }): string {
  const times = plays === 1 ? "once" : countWords(plays, "time");
  const when = at === undefined ? ["no date known"] : dated(plays === 1 ? "on" : "last on", at);
  return [`seen ${times}`, ...when].join(", ");
}

function describeNothing(field: Field, side: Side): string {
  switch (field) {
    case "watched":
      return "not seen";
    case "rating":
      return "not rated";
    case "collection":
      return side === "plex" ? "no file of it" : "not collected";
    case "watchlist":
      return "not on the list";
    default:
      return field satisfies never;
  }
}

function dated(word: string, at: string | undefined): string[] {
  return at === undefined ? [] : [`${word} ${formatMinute(at)}`];
}

/** What both sides had of a field when a run last found or made them the same; undefined where they never were. */
export function describeAgreed(field: Field, base: Explanation["base"]): string | undefined {
  switch (field) {
    case "watched":
      return base?.watched && ["seen", ...dated("on", base.watched.at)].join(", ");
    case "rating":
      return base?.rating && String(base.rating.value);
    case "collection":
      return base?.collection && describeQuality(base.collection);
    case "watchlist":
      return base?.watchlist && "listed";
    default:
      return field satisfies never;
  }
}
