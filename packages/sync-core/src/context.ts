import type { Base } from "./base.ts";
import type { SnapshotIndex } from "./index-snapshot.ts";
import type { Policy } from "./policy.ts";
import type { SentIndex } from "./sent-index.ts";

/** What planning one row needs to know beside the row. */
export interface PlanContext {
  readonly plex: SnapshotIndex;
  readonly trakt: SnapshotIndex;
  /** As far as it is known of the accounts that were read. */
  readonly base: Base;
  /** Whether Plex's views are of another account than those that base knows of. */
  readonly isOtherViewer: boolean;
  readonly policy: Policy;
  /** `policy.ignore`, for look-ups. */
  readonly ignored: ReadonlySet<string>;
  readonly sent: SentIndex;
  /** UTC ISO 8601. */
  readonly now: string;
  /** The same as a minute since 1970: a date later than it is none. */
  readonly nowMinute: number;
}
