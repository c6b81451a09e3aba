import type { PlanContext } from "./context.ts";
import { newestMinute, viewsOf, type CopyViews } from "./copy-views.ts";
import type { Row } from "./row.ts";

/** A person's newest view of a file in which several episodes are stored. */
export interface FileView {
  /** A minute since 1970; `undefined` where Plex knows no date. */
  readonly minute: number | undefined;
  /** The copies stored in the file. */
  readonly refs: ReadonlySet<string>;
}

interface Member {
  readonly row: Row;
  readonly views: CopyViews;
}

/** The views of shared files, for each episode stored in one: whoever sees the file sees all that is in it. */
export function findFileViews(rows: readonly Row[], context: PlanContext): ReadonlyMap<Row, FileView> {
  const files = new Map<string, Member[]>();
  for (const row of rows) {
    for (const copy of row.copies) {
      if (copy.item.file === undefined) continue;
      const members = files.get(copy.item.file) ?? [];
      members.push({ row, views: viewsOf(copy, context) });
      files.set(copy.item.file, members);
    }
  }
  const found = new Map<Row, FileView>();
  for (const members of files.values()) {
    const seen = members.filter(({ views }) => views.isSeen);
    if (seen.length === 0 || new Set(members.map(({ row }) => row)).size < 2) continue;
    const minute = newestMinute(seen.map(({ views }) => views));
    const refs = new Set(members.map(({ views }) => views.ref));
    for (const { row } of members) {
      const other = found.get(row);
      if (other === undefined || rankOf(minute) > rankOf(other.minute)) found.set(row, { minute, refs });
    }
  }
  return found;
}

/** Whether a view is newer than what base has as given. A view without a date is older than any with one, and newer than none. */
export function isNewView({ minute }: FileView, given: number | "unknown" | "never"): boolean {
  if (given === "never") return true;
  return rankOf(minute) > rankOf(given === "unknown" ? undefined : given);
}

function rankOf(minute: number | undefined): number {
  return minute ?? 0;
}
