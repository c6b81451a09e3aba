import type { PlanContext } from "./context.ts";
import type { Field, Side } from "./item.ts";
import type { Row } from "./row.ts";

/** Why a person's policy forbids a write. */
export type Refusal = "direction" | "type" | "ignored" | "file-on-plex" | "declined";

/** What the lists say of a refused write. */
export const refusalMessages: Readonly<Record<Refusal, string>> = {
  direction: "Not written: the chosen direction does not write to this side.",
  type: "Not written: this kind of title is not among the chosen ones.",
  "file-on-plex": "Not written: it was changed on Trakt, and the file in Plex is as it was.",
  ignored: "Not written: it is on the ignore list.",
  declined: "Not written: you took it back, and neither side has changed since.",
};

/** Whether the policy forbids to write a field of a row to a side; `undefined` when it may be written. */
export function refusalOf(row: Row, field: Field, side: Side, { policy, ignored }: PlanContext): Refusal | undefined {
  const { direction, types } = policy.fields[field];
  if (isIgnored(row, ignored)) return "ignored";
  // A file cannot be written into a library.
  if (field === "collection" && side === "plex") return "file-on-plex";
  if (!types.includes(row.type)) return "type";
  const only = direction === "plex-to-trakt" ? "trakt" : "plex";
  return direction === "two-way" || side === only ? undefined : "direction";
}

function isIgnored({ ids, type, show }: Row, ignored: ReadonlySet<string>): boolean {
  if (ignored.size === 0) return false;
  if (ids.some((id) => ignored.has(id) || ignored.has(`${type}:${id}`))) return true;
  return show !== undefined && show.ids.some((id) => ignored.has(id) || ignored.has(`show:${id}`));
}
