import type { BasePatch, BaseRecord, Identities, Operation, Outcome } from "@pakt/sync-core";

import type { Report } from "./report.ts";

/** What a run was begun for. */
export type RunKind = "sync" | "apply" | "undo" | "dedupe";

/** One run in a sentence: what `pakt log` lists. */
export interface RunSummary {
  /** The run's id; ids sort by time. */
  readonly run: string;
  readonly kind: RunKind;
  readonly startedAt: string;
  readonly finishedAt: string;
  readonly durationMs: number;
  /** False for a run that was killed: what it did was found out by the next one. */
  readonly hasEnded: boolean;
  /** It is not over for the state: it runs now, or was interrupted, and the next run finds out what became of it. */
  readonly open?: "interrupted" | "under-way";
  readonly exitCode?: Report["exitCode"];
  readonly fields: Report["fields"];
  /** How many operations have each outcome; those that were not begun are in none of them. */
  readonly outcomes: Readonly<Partial<Record<Outcome["status"], number>>>;
  readonly requests?: Report["requests"];
  /** What ran: `pakt` and `node`. */
  readonly versions: Readonly<Record<string, string>>;
  /** The run that this one took back. */
  readonly undoes?: string;
  /** Who began it, e.g. `schedule`; absent for a person at the command line. */
  readonly by?: string;
}

/** All that is kept of a run: enough to show it, to explain it, and to take it back. Plain JSON. */
export interface RunRecord {
  readonly version: 1;
  readonly summary: RunSummary;
  /** Whose data it wrote to. Absent in records of before this was kept. */
  readonly identities?: Identities;
  /** The report's lists: what was not written, and why. Absent for a run that was killed. */
  readonly report?: Omit<Report, "operations">;
  /** The plan's operations, each with what was there before. */
  readonly operations: readonly Operation[];
  readonly outcomes: readonly Outcome[];
  /** Titles that were on a watchlist when the run marked them as watched there: a service may have dropped them for that. By row key. */
  readonly marks?: NonNullable<BasePatch["marks"]>;
  /** What base said of the rows that were written to, before the run; `null` where it knew nothing. By row key. */
  readonly before: Readonly<Record<string, BaseRecord | null>>;
}
