import type { AnswerOf } from "@pakt/contract";
import type { Report } from "@pakt/sync";

/** What a run or a plan shows and did not write. */
export function toLists(report: Omit<Report, "operations">): AnswerOf<"readPlan">["lists"] {
  const { conflicts, kept, skipped, held, problems, refused, failed, unknown, unmatched, incomplete, warnings } =
    report;
  return { conflicts, kept, skipped, held, problems, refused, failed, unknown, unmatched, incomplete, warnings };
}
