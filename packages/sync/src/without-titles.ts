import type { Outcome } from "@pakt/sync-core";

import type { Report } from "./report.ts";
import type { RunRecord } from "./run-record.ts";

/** Numbers titles by their rows: the same title has the same number in every record that is shown together. */
export type TitleNumbers = (row: string) => number;

/** Numbers from 1 on. */
export function createTitleNumbers(): TitleNumbers {
  const numbers = new Map<string, number>();
  return (row) => {
    const number = numbers.get(row) ?? numbers.size + 1;
    numbers.set(row, number);
    return number;
  };
}

const LISTS = [
  "conflicts",
  "kept",
  "skipped",
  "held",
  "problems",
  "refused",
  "failed",
  "unknown",
  "unmatched",
] as const satisfies readonly (keyof Report)[];

/**
 * What a run did, without saying to what: neither titles nor ids, by which anybody could look them up. It is put together from what
 * tells no title, not cut out of what does.
 */
export function withoutTitles(record: RunRecord, numberOf: TitleNumbers): object {
  const { summary, report, operations, outcomes } = record;
  const ends = new Map<string, Outcome>(outcomes.map((outcome) => [outcome.operation, outcome]));
  return {
    version: record.version,
    summary,
    ...(report !== undefined && { report: reportWithoutTitles(report) }),
    operations: operations.map(({ id, row, field, action, side, reason, target }) => {
      const end = ends.get(id);
      return {
        title: `${target.type} ${numberOf(row)}`,
        field,
        action,
        side,
        reason,
        by: target.by,
        ids: target.ids.map((each) => each.split(":")[0]),
        ...(end !== undefined && { outcome: end.status, at: end.at }),
        ...(end?.message !== undefined && { message: withoutTitleIds(end.message) }),
      };
    }),
  };
}

function reportWithoutTitles(report: NonNullable<RunRecord["report"]>): object {
  const { exitCode, dryRun, durationMs, fields, requests, incomplete, warnings } = report;
  const lists = LISTS.map((list) => [list, tallyReasons(report[list])] as const);
  return { exitCode, dryRun, durationMs, fields, requests, incomplete, warnings, lists: Object.fromEntries(lists) };
}

/** How many titles are listed for each reason. */
function tallyReasons(entries: readonly { readonly reason: string }[]): Readonly<Record<string, number>> {
  const counts: Record<string, number> = {};
  for (const { reason } of entries) counts[reason] = (counts[reason] ?? 0) + 1;
  return counts;
}

/** A text whose addresses name no single title: `/search/tmdb/603` becomes `/search/tmdb/#`. */
export function withoutTitleIds(text: string): string {
  return text
    .replaceAll(/\/(search\/\w+|metadata)\/[^\s"'/?,;)]+/g, "/$1/#")
    .replaceAll(/(?<!\/(?:watched|history|ratings|collection|watchlist))\/(shows|movies)\/[^\s"'/?,;)]+/g, "/$1/#")
    .replaceAll(/\/(?:tt)?\d{2,}(?=[\s"'/?,;)]|$)/g, "/#")
    .replaceAll(/\b(tmdb|imdb|tvdb|trakt|plex):(?!\/\/)[\w-]+/g, "$1:#");
}
