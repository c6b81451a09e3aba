import { advance, indexSnapshot, plan, pruneLedger } from "@pakt/sync-core";
import type { Field } from "@pakt/sync-core";
import { randomBytes } from "node:crypto";

import { applyPlan } from "./apply-plan.ts";
import type { Applied } from "./apply-plan.ts";
import { buildReport } from "./build-report.ts";
import { isoNow } from "./clock.ts";
import { toPolicy } from "./config.ts";
import { confirmWrites } from "./confirm-writes.ts";
import { fetchSides } from "./fetch-sides.ts";
import type { Home } from "./home.ts";
import { withInterrupt } from "./interrupt.ts";
import { beginJournal, endJournal } from "./journal.ts";
import { rememberNotFound, withholdNotFound } from "./not-found.ts";
import { openSides } from "./open-sides.ts";
import { recoverState } from "./recover.ts";
import { writeLastReport } from "./last-report.ts";
import type { Report } from "./report.ts";
import { createRequestCounter } from "./request-counter.ts";
import { resolveNumbering } from "./resolve-numbering.ts";
import { withRunLock } from "./run-lock.ts";
import { writeState } from "./state.ts";
import type { State } from "./state.ts";
import type { SyncEvent } from "./sync-event.ts";
import { createPhases } from "./phases.ts";

/** What a run is to do. */
export interface SyncOptions {
  /** Plans and reports, and writes to no service. */
  readonly dryRun?: boolean;
  /** Default: every field. A field whose direction is `off` is never synced. */
  readonly only?: readonly Field[];
  /** Held removals that are let through in this run, by count. */
  readonly allowRemovals?: Readonly<Partial<Record<Field, number>>>;
  /** Held bulk adds that are let through in this run, by count. */
  readonly allowAdds?: Readonly<Partial<Record<Field, number>>>;
  /** Whether the report lists the operations; a dry run always does. */
  readonly listOperations?: boolean;
  readonly onEvent?: (event: SyncEvent) => void;
  /** When aborted, the write under way is finished, what it did is kept, and nothing more is begun. */
  readonly signal?: AbortSignal;
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
  const fields = options.only ?? (["watched", "rating"] as const);
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
  const planned = await phases.run("compare", () => {
    const { base, notFound } = state;
    const whole = plan({ ...indexes, base, ledger: fetched.ledger, policy, now: now() });
    return withholdNotFound(whole, notFound, now());
  });
  onEvent({
    type: "plan-ready",
    toPlex: planned.operations.filter(({ side }) => side === "plex").length,
    toTrakt: planned.operations.filter(({ side }) => side === "trakt").length,
    held: planned.held.length,
    conflicts: planned.conflicts.length,
  });

  const id = `${startedAt.replace(/[-:]|\.\d+/g, "")}-${randomBytes(2).toString("hex")}`;
  const report = (applied?: Applied): Report =>
    buildReport({ id, dryRun, startedAt, finishedAt: now(), planned, fetched, fields, counter, applied, options });
  if (dryRun) return report();

  options.signal?.throwIfAborted();
  const applied = await phases.run("apply", async () => {
    const journal = await beginJournal(home, id, planned);
    const written = await applyPlan({ ...options, plan: planned, ledger: fetched.ledger, sides, journal, onEvent });
    const next: State = {
      version: 1,
      run: id,
      base: advance(state.base, planned, written.outcomes),
      ledger: pruneLedger(written.ledger, now()),
      notFound: rememberNotFound(state.notFound, planned.operations, written.outcomes, now()),
    };
    await writeState(home, {
      ...next,
      base: await confirmWrites(sides, planned, next.base, fields, { ...options, onEvent }),
    });
    await endJournal(home);
    return written;
  });
  const done = report(applied);
  await writeLastReport(home, done);
  return done;
}
