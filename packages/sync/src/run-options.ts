import type { Reading } from "./reading.ts";
import type { Report } from "./report.ts";
import type { SyncEvent } from "./sync-event.ts";

/** What every run takes. */
export interface RunOptions {
  /** Plans and reports, and writes to no service. */
  readonly dryRun?: boolean;
  /** Whether the report lists the operations; a dry run always does. */
  readonly listOperations?: boolean;
  /**
   * Asked before anything is written, with the report of the dry run, when the plan has operations. What is written after a yes is
   * exactly what was shown; after a no the dry run's report comes back.
   */
  readonly confirm?: (preview: Report) => Promise<boolean>;
  /** Who began the run, kept with it: a word of the caller's own. Absent for a person at the command line. */
  readonly by?: string;
  /** Called when both sides were read, with what was found. */
  readonly onReading?: (reading: Reading) => void;
  readonly onEvent?: (event: SyncEvent) => void;
  /** When aborted, the write under way is finished, what it did is kept, and nothing more is begun. */
  readonly signal?: AbortSignal | undefined;
}
