import { FIELDS, knownBase, summarize } from "@pakt/sync-core";
import type { Base, BaseRecord, Outcome } from "@pakt/sync-core";

import type { Home } from "./home.ts";
import type { JournalHead } from "./journal.ts";
import type { Report } from "./report.ts";
import type { RunRecord, RunSummary } from "./run-record.ts";

/** What is kept of a run. Without a report it was killed. `base` is as the run found it. */
export function toRunRecord(of: {
  readonly home: Home;
  readonly head: JournalHead;
  readonly base: Base;
  readonly applied: { readonly outcomes: readonly Outcome[] };
  readonly report?: Report;
}): RunRecord {
  const { head, base, report } = of;
  const {
    operations,
    adopted: { marks },
  } = head.plan;
  const { outcomes } = of.applied;
  const rows = new Set(operations.map(({ row }) => row));
  // What base had of another account is not what the written accounts had before.
  const { records } = knownBase(base, head.plan);
  const before = [...rows].map((row): [string, BaseRecord | null] => [row, records[row] ?? null]);
  const { operations: _, ...lists } = report ?? { operations: [] };
  return {
    version: 1,
    summary: toSummary(of),
    // With a report, its lists are all that is left of it.
    ...(report === undefined ? {} : { report: lists as Omit<Report, "operations"> }),
    identities: { plex: head.plan.plex, trakt: head.plan.trakt },
    operations,
    outcomes,
    before: Object.fromEntries(before),
    ...(marks === undefined ? {} : { marks }),
  };
}

function toSummary({
  home,
  head: { run, kind, startedAt, plan, undoes, by },
  applied: { outcomes },
  report,
}: Parameters<typeof toRunRecord>[0]): RunSummary {
  const finishedAt = report?.finishedAt ?? outcomes.at(-1)?.at ?? startedAt;
  return {
    run,
    kind,
    startedAt,
    finishedAt,
    durationMs: Date.parse(finishedAt) - Date.parse(startedAt),
    hasEnded: report !== undefined,
    ...(report === undefined ? {} : { exitCode: report.exitCode, requests: report.requests }),
    fields: report?.fields ?? summarize(plan.operations, outcomes),
    outcomes: countOutcomes(outcomes),
    versions: { [home.product.name]: home.product.version, node: process.versions.node },
    ...(undoes === undefined ? {} : { undoes }),
    ...(by === undefined ? {} : { by }),
  };
}

/** A record in which other outcomes stand for some operations. */
export function withOutcomes(record: RunRecord, found: readonly Outcome[]): RunRecord {
  if (found.length === 0) return record;
  const byOperation = new Map(found.map((outcome) => [outcome.operation, outcome]));
  const outcomes = record.outcomes.map((outcome) => byOperation.get(outcome.operation) ?? outcome);
  const counts = summarize(record.operations, outcomes);
  const fields = FIELDS.filter((field) => field in record.summary.fields).map(
    (field) => [field, counts[field]] as const,
  );
  return {
    ...record,
    summary: { ...record.summary, fields: Object.fromEntries(fields), outcomes: countOutcomes(outcomes) },
    outcomes,
  };
}

function countOutcomes(outcomes: readonly Outcome[]): RunSummary["outcomes"] {
  const counts: Partial<Record<Outcome["status"], number>> = {};
  for (const { status } of outcomes) counts[status] = (counts[status] ?? 0) + 1;
  return counts;
}
