import type { Field, Id, Operation } from "@pakt/sync-core";
import type { ExitCode } from "./pakt-error.ts";

/** How many operations of one kind. */
export interface ReportCounts {
  readonly added: number;
  readonly updated: number;
  readonly removed: number;
}

/** A title in one of the report's lists. */
export interface ReportEntry {
  readonly field: Field;
  /** For people: `Heat (1995)`, `The Wire S01E02`. */
  readonly title: string;
  readonly ids: readonly Id[];
  /** A kebab-case word. */
  readonly reason: string;
  /** One sentence for people, where the word is not enough. */
  readonly message?: string;
}

/** A difference in which both sides changed. */
export interface ReportConflict extends ReportEntry {
  /** The side whose value is written to the other; absent when nothing is written. */
  readonly winner?: "plex" | "trakt";
}

/** A held operation, with the exact flag that lets it through once. */
export interface ReportHeld extends ReportEntry {
  readonly flag?: string;
}

/** Something in the data that pakt could not resolve, e.g. ids that name two titles. */
export interface ReportProblem {
  readonly title: string;
  readonly ids: readonly Id[];
  readonly reason: string;
  readonly message: string;
  /** The titles that it could be, where ids contradict one another. */
  readonly candidates: readonly { readonly title: string; readonly ids: readonly Id[] }[];
  /** The Plex servers that it is on, by name, where several are synced. */
  readonly servers?: readonly string[];
}

/** What a run did, or would do. `sync --json` prints it: its field names are a public contract. */
export interface Report {
  readonly run: string;
  readonly dryRun: boolean;
  readonly startedAt: string;
  readonly finishedAt: string;
  readonly durationMs: number;
  readonly fields: Readonly<Partial<Record<Field, { readonly toPlex: ReportCounts; readonly toTrakt: ReportCounts }>>>;
  /** In a dry run, or when asked for. */
  readonly operations?: readonly Operation[];
  readonly conflicts: readonly ReportConflict[];
  readonly kept: readonly ReportEntry[];
  readonly skipped: readonly ReportEntry[];
  readonly held: readonly ReportHeld[];
  readonly problems: readonly ReportProblem[];
  readonly refused: readonly ReportEntry[];
  readonly failed: readonly ReportEntry[];
  /** Sent, and no answer says what became of them. The next run finds out. */
  readonly unknown: readonly ReportEntry[];
  /** Titles that the written side does not know. */
  readonly unmatched: readonly ReportEntry[];
  /** Fields that a side did not give completely, and why. */
  readonly incomplete: readonly { readonly side: "plex" | "trakt"; readonly field: Field; readonly reason: string }[];
  readonly warnings: readonly string[];
  /** Requests that reached the wire. `plex` is the media server and plex.tv. */
  readonly requests: { readonly plex: number; readonly trakt: number };
  readonly exitCode: ExitCode;
}
