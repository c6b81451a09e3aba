import type { Declined } from "./base.ts";
import type { Field, FieldValue, Side } from "./item.ts";
import { qualityText } from "./quality.ts";
import type { Row } from "./row.ts";

/** A value as text, to see whether it is another: what a person did since shows in it. `""`: there is none. */
export function declinedText(value: FieldValue | undefined): string {
  if (value === undefined) return "";
  if ("quality" in value) return qualityText(value.quality);
  if ("value" in value) return String(value.value);
  return "plays" in value ? String(value.plays) : "listed";
}

/** What a person took back and neither side has changed since; `undefined` where there is nothing of that kind. */
export function standingDeclined(
  { record }: Row,
  field: Field,
  values: Readonly<Record<Side, FieldValue | undefined>>,
): Declined | undefined {
  const declined = record?.declined?.[field];
  if (declined === undefined) return undefined;
  const isSame = (side: Side): boolean => isSameText(declined[side], declinedText(values[side]));
  return isSame("plex") && isSame("trakt") ? declined : undefined;
}

/** What could not be told of a file, then or now, is no change of it. */
function isSameText(first: string, second: string): boolean {
  if (first === second) return true;
  const [before, after] = [first.split(" "), second.split(" ")];
  return (
    before.length === after.length &&
    before.every((part, place) => part === after[place] || part === "?" || after[place] === "?")
  );
}
