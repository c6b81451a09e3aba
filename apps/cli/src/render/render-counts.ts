import type { Report, ReportCounts } from "@pakt/sync";
import { FIELDS } from "../arguments/read-fields.ts";
import { alignColumns } from "../output/align-columns.ts";
import type { Cell } from "../output/align-columns.ts";
import type { Style } from "../output/style.ts";
import { fieldName } from "./field-name.ts";
import { groupDigits } from "./format-amounts.ts";

/** The table of a report: one line a field and side, with what was added, updated and removed there. */
export function renderCounts(fields: Report["fields"], style: Style): string[] {
  const heading = (text: string): Cell => ({ text, paint: style.dim, align: "right" });
  const rows = FIELDS.flatMap((field) => {
    const counts = fields[field];
    return counts === undefined
      ? []
      : [
          // Files are in Plex: nothing of the collection is ever written there.
          ...(field === "collection" ? [] : [renderSide("to Plex", counts.toPlex, style)]),
          renderSide("to Trakt", counts.toTrakt, style),
        ].map((side, index) => [{ text: index === 0 ? fieldName(field) : "", paint: style.bold }, ...side]);
  });
  return rows.length === 0
    ? []
    : alignColumns([[{ text: "" }, { text: "" }, ...["added", "updated", "removed"].map(heading)], ...rows], {
        width: style.tableWidth,
        ellipsis: style.ellipsis,
      });
}

function renderSide(name: string, counts: ReportCounts, style: Style): Cell[] {
  const count = (value: number): Cell =>
    value === 0 ? { text: style.dash, paint: style.dim, align: "right" } : { text: groupDigits(value), align: "right" };
  return [{ text: name }, count(counts.added), count(counts.updated), count(counts.removed)];
}

/** How many operations the counts of a report stand for. */
export function countOperations(fields: Report["fields"]): number {
  return Object.values(fields)
    .flatMap(({ toPlex, toTrakt }) => [toPlex, toTrakt])
    .reduce((sum, { added, updated, removed }) => sum + added + updated + removed, 0);
}
