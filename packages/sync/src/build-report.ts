import { FIELDS, summarize, titleForPeople } from "@pakt/sync-core";
import type { Field, FieldLimit, Held, Listed, Operation, Outcome, Plan, Problem } from "@pakt/sync-core";

import type { Applied } from "./apply-plan.ts";
import type { Fetched } from "./fetch-sides.ts";
import { forProfile } from "./for-profile.ts";
import { heldMessage } from "./held-message.ts";
import type { ExitCode } from "./pakt-error.ts";
import { serverOfRef } from "./plex-ref.ts";
import type { Report, ReportEntry, ReportHeld, ReportProblem } from "./report.ts";

/** What a report is made of. */
export interface ReportInput {
  readonly id: string;
  readonly startedAt: string;
  readonly finishedAt: string;
  readonly planned: Plan;
  readonly fetched: Fetched;
  readonly fields: readonly Field[];
  readonly counter: { readonly plex: number; readonly trakt: number };
  /** Absent in a dry run, and when the plan was not confirmed. */
  readonly applied: Applied | undefined;
  /** What there is to say of the sign-ins. */
  readonly warnings?: readonly string[];
  readonly options: { readonly listOperations?: boolean };
  readonly profile: string;
  /** The user without an account for whom the watchlist was left out. */
  readonly managedUser?: string | undefined;
  /** What people call the Plex servers that refs name, where several are synced. */
  readonly servers?: Readonly<Record<string, string>> | undefined;
}

/** Says what a run did, or what a dry run would do. */
export function buildReport(input: ReportInput): Report {
  const { planned, applied, fields } = input;
  const dryRun = applied === undefined;
  const outcomes = applied?.outcomes;
  const counts = summarize(planned.operations, outcomes);
  const byStatus = (status: Outcome["status"]): readonly ReportEntry[] => entriesOf(planned, outcomes ?? [], status);
  const notBegun = applied === undefined ? [] : findNotBegun(planned, applied);
  const report: Omit<Report, "exitCode"> = {
    run: input.id,
    dryRun,
    startedAt: input.startedAt,
    finishedAt: input.finishedAt,
    durationMs: Date.parse(input.finishedAt) - Date.parse(input.startedAt),
    fields: Object.fromEntries(fields.map((field) => [field, counts[field]])),
    ...(dryRun || input.options.listOperations === true ? { operations: planned.operations } : {}),
    conflicts: planned.conflicts.map((conflict) => ({
      ...toEntry(conflict),
      ...(conflict.winner === undefined ? {} : { winner: conflict.winner }),
    })),
    kept: planned.kept.map(toEntry),
    skipped: planned.skipped.filter((each) => !isUnknown(each) && !isUnread(each)).map(toEntry),
    held: planned.held.map((held) => toHeldEntry(held, input.profile)),
    problems: planned.problems.map((problem) => toProblemEntry(problem, input.servers)),
    refused: [...planned.refused.map(toEntry), ...byStatus("refused")],
    failed: [...planned.skipped.filter(isUnread).map(toEntry), ...byStatus("failed"), ...notBegun],
    unknown: [...planned.skipped.filter(isUnknown).map(toEntry), ...byStatus("unknown")],
    unmatched: byStatus("unmatched"),
    incomplete: findIncomplete(input),
    warnings: warningsOf(input),
    requests: { plex: input.counter.plex, trakt: input.counter.trakt },
  };
  return { ...report, exitCode: exitCodeOf(report, applied) };
}

/** What an undo leaves, as nobody knows whether it was done. */
function isUnknown({ reason }: Listed): boolean {
  return reason === "outcome-unknown";
}

/** A removal that was to be made and was not, as it could not have been taken back. */
function isUnread({ reason }: Listed): boolean {
  return reason === "plays-not-read";
}

/** Where several apply: sign-in needed, failed, partly done, held, done. */
function exitCodeOf(report: Omit<Report, "exitCode">, applied: Applied | undefined): ExitCode {
  const stops = (applied?.stopped ?? []).map(({ code }) => code);
  if (stops.includes("sign-in-needed")) return 5;
  if (stops.includes("account-locked")) return 1;
  if (stops.length > 0 || report.incomplete.length > 0 || report.failed.length > 0 || report.unknown.length > 0)
    return 3;
  return report.held.length > 0 ? 4 : 0;
}

function toEntry({ field, title, ids, reason, message }: Listed): ReportEntry {
  return { field, title, ids, reason, ...(message === undefined ? {} : { message }) };
}

function toProblemEntry(problem: Problem, names: ReportInput["servers"]): ReportProblem {
  const { title, ids, reason, message, candidates, refs } = problem;
  const servers = [...new Set(refs.flatMap((ref) => names?.[serverOfRef(ref)] ?? []))].toSorted();
  if (servers.length === 0) return { title, ids, reason, message, candidates };
  return { title, ids, reason, message: `${message} It is on ${servers.join(" and ")}.`, candidates, servers };
}

function operationEntry(operation: Operation): ReportEntry {
  const { field, reason, target } = operation;
  return { field, title: titleForPeople(target), ids: target.ids, reason };
}

function toHeldEntry(held: Held, profile: string): ReportHeld {
  const { operation, guard, flag } = held;
  const message = heldMessage(held);
  return {
    ...operationEntry(operation),
    reason: guard,
    ...(message === undefined ? {} : { message: forProfile(message, profile) }),
    ...(flag === undefined ? {} : { flag }),
  };
}

function entriesOf(planned: Plan, outcomes: readonly Outcome[], status: Outcome["status"]): readonly ReportEntry[] {
  const found = new Map(
    outcomes.filter((outcome) => outcome.status === status).map((outcome) => [outcome.operation, outcome]),
  );
  return planned.operations.flatMap((operation) => {
    const outcome = found.get(operation.id);
    if (outcome === undefined) return [];
    return [{ ...operationEntry(operation), ...(outcome.message === undefined ? {} : { message: outcome.message }) }];
  });
}

function findNotBegun(planned: Plan, { outcomes, stopped }: Applied): readonly ReportEntry[] {
  if (stopped.length === 0) return [];
  const known = new Set(outcomes.map(({ operation }) => operation));
  const message = `not sent: ${stopped.map((stop) => stop.message).join("; ")}`;
  return planned.operations
    .filter(({ id }) => !known.has(id))
    .map((operation) => ({ ...operationEntry(operation), message }));
}

function findIncomplete({ fetched, fields }: ReportInput): Report["incomplete"] {
  return [fetched.plex, fetched.trakt].flatMap(({ side, fields: reads }) =>
    fields.flatMap((field) => {
      const { state, reason } = reads[field];
      if (state !== "partial" && state !== "failed") return [];
      return [{ side, field, reason: reason ?? "not read completely" }];
    }),
  );
}

function warningsOf(input: ReportInput): readonly string[] {
  const { fetched, applied, managedUser } = input;
  const once = "This Trakt account keeps one play a title (watch only once): rewatches are not sent.";
  return [
    ...(applied?.stopped ?? []).map(({ message }) => message),
    ...(input.warnings ?? []),
    ...fetched.clocks.warnings,
    ...FIELDS.flatMap((field) => fullWarning(field, input)),
    ...(fetched.watchOnlyOnce ? [once] : []),
    ...(managedUser === undefined ? [] : [noWatchlist(managedUser)]),
  ];
}

/** Why the watchlist is left out. */
export function noWatchlist(user: string): string {
  return `The watchlist is not synced: ${user} is a managed user of the Plex Home, and has none.`;
}

/** What to say of an account that has no room: how much it may hold, what it holds, what did not fit, and where there is more. */
function fullWarning(field: Field, { planned, fetched, applied }: ReportInput): readonly string[] {
  const told = applied?.full[field] ?? fetched.trakt.limits?.[field];
  const refused = new Set(
    (applied?.outcomes ?? []).flatMap((each) => (each.status === "refused" ? each.operation : [])),
  );
  const count =
    planned.refused.filter((each) => each.field === field).length +
    planned.operations.filter((each) => each.field === field && refused.has(each.id)).length;
  if (count === 0 || told === undefined) return [];
  const more = told.upgradeUrl === undefined ? "" : ` More with Trakt VIP: ${told.upgradeUrl}`;
  const titles = `${count} ${count === 1 ? "title does" : "titles do"}`;
  return [`The ${field} of this Trakt account ${roomOf(told)}: ${titles} not fit.${more}`];
}

function roomOf({ limit, used }: Partial<FieldLimit>): string {
  if (limit === undefined) return used === undefined ? "is full" : `is full with ${used}`;
  return used === undefined ? `may hold ${limit}` : `may hold ${limit} and holds ${used}`;
}
