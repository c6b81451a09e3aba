import type { RunRecord } from "@pakt/sync";
import type { Field } from "../arguments/read-fields.ts";

/** What a run did to one field: its operations with their outcomes, its counts, and its lists. Problems are of titles and stay. */
export function onlyField(record: RunRecord, field: Field): RunRecord {
  const { report, summary } = record;
  const operations = record.operations.filter((operation) => operation.field === field);
  const ids = new Set(operations.map(({ id }) => id));
  const isOfField = (entry: { readonly field: Field }): boolean => entry.field === field;
  return {
    ...record,
    summary: { ...summary, fields: pick(summary.fields, field) },
    operations,
    outcomes: record.outcomes.filter(({ operation }) => ids.has(operation)),
    ...(report === undefined
      ? {}
      : {
          report: {
            ...report,
            fields: pick(report.fields, field),
            conflicts: report.conflicts.filter(isOfField),
            kept: report.kept.filter(isOfField),
            skipped: report.skipped.filter(isOfField),
            held: report.held.filter(isOfField),
            refused: report.refused.filter(isOfField),
            failed: report.failed.filter(isOfField),
            unknown: report.unknown.filter(isOfField),
            unmatched: report.unmatched.filter(isOfField),
            incomplete: report.incomplete.filter(isOfField),
          },
        }),
  };
}

function pick(fields: RunRecord["summary"]["fields"], field: Field): RunRecord["summary"]["fields"] {
  const counts = fields[field];
  return counts === undefined ? {} : { [field]: counts };
}
