import type { Side } from "@pakt/sync-core";

/** The four phases of a run. */
export type Phase = "fetch" | "index" | "compare" | "apply";

/** What a run tells while it works; for progress lines, a log, or a page. */
export type SyncEvent =
  | { readonly type: "phase-start"; readonly phase: Phase }
  /** `requests` are those of the run so far. */
  | {
      readonly type: "phase-end";
      readonly phase: Phase;
      readonly durationMs: number;
      readonly requests: { readonly plex: number; readonly trakt: number };
    }
  /** `what` is the list that is read, in words (`movies`, `watched shows`); `total` is absent until the service has announced it. */
  | {
      readonly type: "fetch-progress";
      readonly side: Side;
      readonly what: string;
      readonly done: number;
      readonly total?: number;
    }
  | {
      readonly type: "plan-ready";
      readonly toPlex: number;
      readonly toTrakt: number;
      readonly held: number;
      readonly conflicts: number;
    }
  /** `done` have an outcome; `applied` of them were written, the others failed, were not known there, or nobody knows. */
  | {
      readonly type: "apply-progress";
      readonly side: Side;
      readonly done: number;
      readonly applied: number;
      readonly total: number;
    }
  /** The run waits on purpose, e.g. before it looks for a play whose answer was lost. */
  | { readonly type: "wait-start"; readonly reason: string; readonly durationMs: number }
  | { readonly type: "warning"; readonly message: string };
