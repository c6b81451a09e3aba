import type { Outcome } from "@pakt/sync-core";

import type { UnfinishedRun } from "./journal.ts";

/** What a journal tells of its operations: the answers, and as `unknown` what was announced and got none. What was not begun is in neither. */
export function journaledOutcomes({ entries }: Pick<UnfinishedRun, "entries">): {
  readonly answered: readonly Outcome[];
  readonly unanswered: readonly Outcome[];
} {
  const answered = entries.flatMap((entry) => (entry.type === "outcomes" ? entry.outcomes : []));
  const known = new Set(answered.map(({ operation }) => operation));
  const unanswered = entries.flatMap((entry) =>
    entry.type === "intent"
      ? entry.operations
          .filter((id) => !known.has(id))
          .map((operation): Outcome => ({ operation, status: "unknown", at: entry.at }))
      : [],
  );
  return { answered, unanswered };
}
