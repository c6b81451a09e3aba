import { FIELDS, fitToLimits, indexSnapshot, plan } from "@pakt/sync-core";
import type { Field, Plan } from "@pakt/sync-core";
import { randomBytes } from "node:crypto";

import { applyAndSave } from "./apply-and-save.ts";
import type { Applied } from "./apply-plan.ts";
import { buildReport } from "./build-report.ts";
import { isoNow } from "./clock.ts";
import { toPolicy } from "./config.ts";
import { fetchSides } from "./fetch-sides.ts";
import type { Home } from "./home.ts";
import { isConfirmed } from "./is-confirmed.ts";
import { settleInDoubt } from "./in-doubt.ts";
import { withInterrupt } from "./interrupt.ts";
import { withholdNotFound } from "./not-found.ts";
import { openSides } from "./open-sides.ts";
import { recoverState } from "./recover.ts";
import type { Report } from "./report.ts";
import { createRequestCounter } from "./request-counter.ts";
import { archiveRun } from "./run-archive.ts";
import { resolveNumbering } from "./resolve-numbering.ts";
import { withRunLock } from "./run-lock.ts";
import type { SyncEvent } from "./sync-event.ts";
import { toRunRecord } from "./to-run-record.ts";
import { createPhases } from "./phases.ts";

/** What a run is to do. */
export interface SyncOptions {
  /** Plans and reports, and writes to no service. */
  readonly dryRun?: boolean;
  /** Default: every field. A field whose direction is `off` is never synced. */
  readonly only?: readonly Field[];
  /** Held removals that are let through in this run, by count. */
  readonly allowRemovals?: Readonly<Partial<Record<Field, number>>>;
  /** Sets the dates of Trakt's collection to those on which the titles were added to Plex. */
  readonly resendDates?: boolean;
  /** Held bulk adds that are let through in this run, by count. */
  readonly allowAdds?: Readonly<Partial<Record<Field, number>>>;
  /** Whether the report lists the operations; a dry run always does. */
  readonly listOperations?: boolean;
  /**
   * Asked before anything is written, with the report of the dry run, when the plan has operations. What is written after a yes is
   * exactly what was shown; after a no the dry run's report comes back.
   */
  readonly confirm?: (preview: Report) => Promise<boolean>;
  readonly onEvent?: (event: SyncEvent) => void;
  /** When aborted, the write under way is finished, what it did is kept, and nothing more is begun. */
  readonly signal?: AbortSignal | undefined;
}

/**
 * Makes Plex and Trakt the same: fetch, index, compare, apply.
 *
 * @throws PaktError when nothing could be done: not configured, sign-in needed, a side unreachable, another run active, a broken
 * file, interrupted before the first write. Everything else is in the report.
 */
export function sync(home: Home, options: SyncOptions = {}): Promise<Report> {
  return withInterrupt(options.signal, () => withRunLock(home, options, () => run(home, options)));
}

async function run(home: Home, options: SyncOptions): Promise<Report> {
  const { dryRun = false, onEvent = () => undefined } = options;
  const now = (): string => isoNow(home.clock);
  const startedAt = now();
  const fields = (options.only ?? FIELDS).filter((field) => home.config.fields[field].direction !== "off");
  const counter = createRequestCounter();
  const phases = createPhases(home.clock, onEvent);

  const state = await recoverState(home, { save: !dryRun });
  const sides = await openSides(home, counter);

  const fetched = await phases.run("fetch", () =>
    fetchSides(home, sides, fields, state, { ...options, dryRun, onEvent }),
  );
  const indexes = await phases.run("index", () =>
    resolveNumbering(
      sides,
      { plex: indexSnapshot(fetched.plex), trakt: indexSnapshot(fetched.trakt) },
      fetched.trakt,
      options.signal,
    ),
  );
  const policy = toPolicy(home.config, { ...options, watchOnlyOnce: fetched.watchOnlyOnce });
  const base = settleInDoubt(state.base, state.inDoubt, fetched);
  const planned = await phases.run("compare", () => {
    const whole = plan({ ...indexes, base, ledger: fetched.ledger, policy, now: now() });
    // What is not sent must not keep the last free place.
    const ready = fitToLimits(withholdNotFound(whole, state.notFound, now()), indexes);
    onEvent({ type: "plan-ready", ...countPlan(ready) });
    return ready;
  });

  const id = `${startedAt.replace(/[-:]|\.\d+/g, "")}-${randomBytes(2).toString("hex")}`;
  const report = (applied?: Applied): Report =>
    buildReport({ id, startedAt, finishedAt: now(), planned, fetched, fields, counter, applied, options });
  if (dryRun || !(await isConfirmed(home, planned, report, options))) return report();

  options.signal?.throwIfAborted();
  const head = { run: id, kind: "sync", startedAt, plan: planned } as const;
  const onSaved = (applied: Applied): Promise<void> =>
    archiveRun(home, toRunRecord({ home, head, base, applied, report: report(applied) }));
  const applied = await phases.run("apply", () =>
    applyAndSave({ ...options, home, head, state, base, fetched, sides, fields, onSaved, onEvent }),
  );
  return report(applied);
}

function countPlan({ operations, held, conflicts }: Plan): Omit<Extract<SyncEvent, { type: "plan-ready" }>, "type"> {
  return {
    toPlex: operations.filter(({ side }) => side === "plex").length,
    toTrakt: operations.filter(({ side }) => side === "trakt").length,
    held: held.length,
    conflicts: conflicts.length,
  };
}
