import { indexSnapshot, summarizeReading } from "@pakt/sync-core";
import type { Base, Field, Plan, SnapshotIndex } from "@pakt/sync-core";
import { randomBytes } from "node:crypto";

import { applyAndSave } from "./apply-and-save.ts";
import type { Applied } from "./apply-plan.ts";
import { buildReport } from "./build-report.ts";
import { checkUsers, rememberRead } from "./check-users.ts";
import { isoNow } from "./clock.ts";
import { fetchSides } from "./fetch-sides.ts";
import type { Fetched } from "./fetch-sides.ts";
import { findOutcomes, keepOutcomes } from "./found-outcomes.ts";
import type { FoundOutcomes } from "./found-outcomes.ts";
import type { Home } from "./home.ts";
import { settleInDoubt } from "./in-doubt.ts";
import { withInterrupt } from "./interrupt.ts";
import { isConfirmed } from "./is-confirmed.ts";
import type { Log } from "./log.ts";
import { openSides } from "./open-sides.ts";
import type { Sides } from "./open-sides.ts";
import { createPhases } from "./phases.ts";
import { retimed } from "./plex-ahead.ts";
import { readUsers } from "./profile-users.ts";
import { readRemovedPlays } from "./read-removed-plays.ts";
import { recoverState } from "./recover.ts";
import type { Report } from "./report.ts";
import { createRequestCounter } from "./request-counter.ts";
import type { RequestCounter } from "./request-counter.ts";
import { resolveNumbering } from "./resolve-numbering.ts";
import { archiveRun } from "./run-archive.ts";
import { withRunLock } from "./run-lock.ts";
import { withRunLog } from "./run-log.ts";
import type { RunOptions } from "./run-options.ts";
import type { RunKind } from "./run-record.ts";
import type { State } from "./state.ts";
import type { SyncEvent } from "./sync-event.ts";
import { serverNames } from "./synced-servers.ts";
import { toRunRecord } from "./to-run-record.ts";

/** What both sides said, for whoever plans. */
export interface PlanningContext {
  readonly indexes: { readonly plex: SnapshotIndex; readonly trakt: SnapshotIndex };
  readonly fetched: Fetched;
  /** As the last run left it. */
  readonly state: State;
  /** Base with what the reads settled of it. */
  readonly base: Base;
  /** What the reads tell of writes of earlier runs that got no answer. */
  readonly found: FoundOutcomes;
  readonly sides: Sides;
  readonly now: string;
}

/** What a run is for, and how its plan is made. */
export interface Purpose {
  readonly kind: RunKind;
  /** What is read. A field whose direction is `off` never is. */
  readonly fields: readonly Field[];
  readonly plan: (context: PlanningContext) => Plan | Promise<Plan>;
  /** The run that this one takes back. */
  readonly undoes?: string;
}

/**
 * One run under the lock: fetch, index, compare, apply. Whatever it is for, it is shown, confirmed, journaled and kept in the same way.
 *
 * @throws PaktError when nothing could be done; everything else is in the report.
 */
export function runPlan(home: Home, options: RunOptions, purpose: Purpose): Promise<Report> {
  return withRunLog(home, {
    kind: purpose.kind,
    options,
    work: (log, logged) =>
      withInterrupt(options.signal, () => withRunLock(home, logged, () => run(home, logged, purpose, log))),
  });
}

async function run(home: Home, options: RunOptions, purpose: Purpose, log: Log): Promise<Report> {
  const counter = createRequestCounter((service, { method, path, status, error, attempt, durationMs }) =>
    log.write("debug", "request", { service, method, path, status, error, attempt, durationMs }),
  );
  try {
    return await runCounted(home, options, { purpose, counter, log });
  } finally {
    log.write("info", "requests", counter.byStatus());
  }
}

async function runCounted(
  home: Home,
  options: RunOptions,
  { purpose, counter, log }: { readonly purpose: Purpose; readonly counter: RequestCounter; readonly log: Log },
): Promise<Report> {
  const { dryRun = false, onEvent = () => undefined } = options;
  const startedAt = isoNow(home.clock);
  const chosen = purpose.fields.filter((field) => home.config.fields[field].direction !== "off");
  const { plex: plexUser } = await readUsers(home);
  // Without an account there is no watchlist to ask for.
  const fields = plexUser?.isManaged === true ? chosen.filter((field) => field !== "watchlist") : chosen;
  const managedUser = fields.length < chosen.length ? plexUser?.name : undefined;
  const phases = createPhases({ clock: home.clock, counter, onEvent });

  const state = await recoverState(home, { save: !dryRun });
  const sides = await openSides(home, counter);
  // What is compared with dates of the services goes by their time; how long a run took goes by this machine's.
  const timed: Home = { ...home, clock: sides.clock };

  const fetched = await phases.run("fetch", () =>
    fetchSides(timed, sides, fields, state, { ...options, dryRun, onEvent }),
  );
  const read = { plex: fetched.plex.identity, trakt: fetched.trakt.identity };
  await checkUsers(home, read);
  const indexes = await phases.run("index", () =>
    resolveNumbering(
      sides,
      { plex: indexSnapshot(fetched.plex), trakt: indexSnapshot(fetched.trakt) },
      fetched.trakt,
      options.signal,
    ),
  );
  const timedBase = retimed(state.base, state.plexAheadMs ?? {}, fetched.clocks.plexAhead);
  const base = settleInDoubt(timedBase, state.inDoubt, fetched);
  const found = await findOutcomes(home, state, fetched);
  const compared = await phases.run("compare", async () => {
    const ready = await purpose.plan({ indexes, fetched, state, base, found, sides, now: isoNow(sides.clock) });
    onEvent({ type: "plan-ready", ...countPlan(ready) });
    options.onReading?.({ comparedAt: startedAt, ...summarizeReading(indexes) });
    // A list that was suddenly empty may have been a mistake of the service: it is not to be believed a second time unread.
    await sides.trakt.forget(
      ready.held.flatMap(({ guard, operation }) => (guard === "side-is-empty" ? operation.field : [])),
    );
    return ready;
  });

  const id = `${startedAt.replace(/[-:]|\.\d+/g, "")}-${randomBytes(4).toString("hex")}`;
  log.write("info", "run", { run: id });
  const servers = serverNames(home);
  const report = (planned: Plan, applied?: Applied): Report =>
    buildReport({
      servers,
      id,
      startedAt,
      finishedAt: isoNow(home.clock),
      planned,
      fetched,
      fields,
      counter,
      applied,
      warnings: sides.warnings,
      options,
      profile: home.profile,
      managedUser,
    });
  const preview = (): Report => report(compared);
  if (dryRun || !(await isConfirmed(timed, compared, preview, options))) return preview();

  options.signal?.throwIfAborted();
  await rememberRead(home, read, { trakt: sides.trakt.settings()?.user.username });
  const planned = await readRemovedPlays(compared, sides.trakt, {
    signal: options.signal,
    onProgress: (progress) => onEvent({ type: "fetch-progress", side: "trakt", ...progress }),
  });
  // Before the state forgets that it was in doubt.
  await keepOutcomes(home, found);
  const { kind, undoes } = purpose;
  const head = { run: id, kind, startedAt, plan: planned, undoes, by: options.by };
  const onSaved = async (applied: Applied): Promise<void> => {
    // Of what was to be done once and came to nothing there is nothing to keep; a sync that found nothing to do is news.
    if (kind !== "sync" && planned.operations.length === 0) return;
    await archiveRun(home, toRunRecord({ home, head, base, applied, report: report(planned, applied) }));
  };
  const applied = await phases.run("apply", () =>
    applyAndSave({ ...options, home: timed, head, state, base, fetched, sides, fields, onSaved, onEvent }),
  );
  return report(planned, applied);
}

function countPlan({ operations, held, conflicts }: Plan): Omit<Extract<SyncEvent, { type: "plan-ready" }>, "type"> {
  return {
    toPlex: operations.filter(({ side }) => side === "plex").length,
    toTrakt: operations.filter(({ side }) => side === "trakt").length,
    held: held.length,
    conflicts: conflicts.length,
  };
}
