import type { Field, FieldLimit, Operation, Outcome, Side, Snapshot } from "@pakt/sync-core";

/** What is to be read from a side. */
export interface FetchRequest {
  readonly fields: readonly Field[];
  /** Fields that must be read from the service even if nothing seems to have changed there. */
  readonly fresh: ReadonlySet<Field>;
  readonly signal?: AbortSignal | undefined;
  /** `what` is the list in words (`movies`), `total` is absent until the service has announced it. */
  readonly onProgress?: (progress: { readonly what: string; readonly done: number; readonly total?: number }) => void;
}

/** How a side tells what it is about to write and what became of it. */
export interface ApplyHooks {
  /** Awaited before the operations are sent: what a crash leaves behind is then known. */
  readonly onIntent: (operations: readonly Operation[]) => Promise<void>;
  /** Awaited after their answer. Every operation that was announced gets exactly one outcome. */
  readonly onOutcomes: (outcomes: readonly Outcome[]) => Promise<void>;
  /** The run waits on purpose. */
  readonly onWait?: (wait: { readonly reason: string; readonly durationMs: number }) => void;
  /** When aborted no further write is begun; the one under way is finished. */
  readonly signal?: AbortSignal | undefined;
}

/** A side that can be fetched from and applied to. */
export interface Replica {
  readonly side: Side;
  /**
   * Reads a snapshot. What could not be read completely is `partial` or `failed` in it, with the reason.
   *
   * @throws PaktError where nothing of the side can be used: sign-in needed, account locked, service unreachable.
   */
  fetch(request: FetchRequest): Promise<Snapshot>;
  /**
   * Writes operations in the order given. Never throws for what a service answers: that is in the outcomes. Operations that were
   * not begun (the side stopped, or the run was aborted) get no outcome.
   *
   * @returns why the side stopped before the end, if it did.
   */
  apply(operations: readonly Operation[], hooks: ApplyHooks): Promise<ApplyResult>;
}

/** How an apply ended. */
export interface ApplyResult {
  /** Absent when every operation was begun. */
  readonly stopped?: {
    readonly code: "sign-in-needed" | "account-locked" | "unreachable" | "interrupted";
    readonly message: string;
  };
  /** The fields for which the account has no more room, with what the refusals told. Absent when there are none. */
  readonly full?: Readonly<Partial<Record<Field, Partial<FieldLimit>>>>;
}
