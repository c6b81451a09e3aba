import type { Report, ReportCounts, ReportHeld } from "@pakt/sync";
import { createStyle } from "../src/output/style.ts";

/** A style without colours, 80 wide, with the marks of a UTF-8 terminal. */
export const plain = createStyle({ colour: false, unicode: true, width: 80 });

/** Counts of one side, none unless told. */
export function counts(given: Partial<ReportCounts> = {}): ReportCounts {
  return { added: 0, updated: 0, removed: 0, ...given };
}

/** The report of a run in which nothing happened, with what a test changes about it. */
export function report(changes: Partial<Report> = {}): Report {
  return {
    run: "2026-01-03T10:00:00.000Z-1",
    dryRun: false,
    startedAt: "2026-01-03T10:00:00.000Z",
    finishedAt: "2026-01-03T10:00:02.300Z",
    durationMs: 2300,
    fields: {
      watched: { toPlex: counts(), toTrakt: counts() },
      rating: { toPlex: counts(), toTrakt: counts() },
    },
    conflicts: [],
    kept: [],
    skipped: [],
    held: [],
    problems: [],
    refused: [],
    failed: [],
    unknown: [],
    unmatched: [],
    incomplete: [],
    warnings: [],
    requests: { plex: 14, trakt: 6 },
    exitCode: 0,
    ...changes,
  };
}

/** Titles of a list, numbered, all for one reason. */
export function titles(
  count: number,
  reason: string,
  more: { readonly flag?: string; readonly message?: string } = {},
): ReportHeld[] {
  return Array.from({ length: count }, (_, index) => ({
    field: "rating",
    title: `Film ${index + 1}`,
    ids: [`tmdb:${index + 1}`],
    reason,
    ...more,
  }));
}
