import type { Operation, RunRecord, RunSummary } from "@pakt/sync";
import { counts, report } from "./report-values.ts";

/** A run that ended well and wrote one rating, with what a test changes about it. */
export function summary(changes: Partial<RunSummary> = {}): RunSummary {
  return {
    run: "20260103T100000Z-1f3c",
    kind: "sync",
    startedAt: "2026-01-03T10:00:00.000Z",
    finishedAt: "2026-01-03T10:00:02.300Z",
    durationMs: 2300,
    hasEnded: true,
    exitCode: 0,
    fields: { rating: { toPlex: counts(), toTrakt: counts({ added: 1 }) } },
    outcomes: { applied: 1 },
    requests: { plex: 14, trakt: 6 },
    versions: { pakt: "1.2.3", node: "24.1.0" },
    ...changes,
  };
}

/** A rating that is added to a side, for the movie of that number. */
export function rated(
  number: number,
  side: "plex" | "trakt" = "trakt",
): Extract<Operation, { field: "rating"; action: "add" | "update" }> {
  return {
    id: `rating:add:${number}`,
    row: `movie:tmdb:${number}`,
    field: "rating",
    action: "add",
    side,
    rating: { value: 8 },
    reason: side === "trakt" ? "added-on-plex" : "added-on-trakt",
    target: { type: "movie", ids: [`tmdb:${number}`], title: `Film ${number}`, by: "ids" },
  };
}

/** All of a run: the operations, each with its outcome, and a report in which nothing else stands. */
export function record(
  ends: readonly (readonly [Operation, RunRecord["outcomes"][number]["status"] | undefined, string?])[],
  changes: Partial<RunRecord> = {},
): RunRecord {
  return {
    version: 1,
    summary: summary(),
    report: report(),
    operations: ends.map(([operation]) => operation),
    outcomes: ends.flatMap(([{ id }, status, message]) =>
      status === undefined
        ? []
        : [
            {
              operation: id,
              status,
              at: "2026-01-03T10:00:01.000Z",
              ...(message === undefined ? {} : { message }),
            },
          ],
    ),
    before: {},
    ...changes,
  };
}
