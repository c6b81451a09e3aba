import type { Base } from "./base.ts";
import type { BasePatch, RowGoal } from "./base-patch.ts";
import { compareText } from "./compare-text.ts";
import type { PlanContext } from "./context.ts";
import type { Conflict } from "./field-plan.ts";
import { findFileViews } from "./file-views.ts";
import { guard, type Held } from "./guard.ts";
import type { SnapshotIndex } from "./index-snapshot.ts";
import { isSame } from "./is-same.ts";
import type { Ledger } from "./ledger.ts";
import { match } from "./match.ts";
import { adoptedRecord, goalOf, type RowPlan } from "./next-record.ts";
import type { Listed, Operation } from "./operation.ts";
import { planRating } from "./plan-rating.ts";
import { planWatched } from "./plan-watched.ts";
import type { Policy } from "./policy.ts";
import type { Problem } from "./problem.ts";
import { indexSent } from "./sent-index.ts";
import type { Identity } from "./snapshot.ts";
import { toMinute } from "./time.ts";
import { inWritingOrder } from "./writing-order.ts";

/** Everything a run will write and everything it will not, as plain JSON: print it, save it, apply it. */
export interface Plan {
  readonly version: 1;
  readonly createdAt: string;
  readonly plex: Identity;
  readonly trakt: Identity;
  /** In the order of writing: adds, updates, removals. */
  readonly operations: readonly Operation[];
  /** Each difference in which both sides changed; with a winner there is an operation too, unless the policy forbids it. */
  readonly conflicts: readonly Conflict[];
  /** Removed on one side and, by the policy, neither removed from the other nor added again. */
  readonly kept: readonly Listed[];
  /** Differences that this run leaves alone. They are met again. */
  readonly skipped: readonly Listed[];
  readonly problems: readonly Problem[];
  /** Operations that a guard keeps back. */
  readonly held: readonly Held[];
  /** How base changes. */
  readonly adopted: BasePatch;
}

/** All that a plan is made of. */
export interface PlanInput {
  readonly plex: SnapshotIndex;
  readonly trakt: SnapshotIndex;
  readonly base: Base;
  readonly ledger: Ledger;
  readonly policy: Policy;
  /** When the reads ended, UTC ISO 8601. Dates later than this count as unknown. */
  readonly now: string;
}

/** Compares both sides with base. Pure: the same input gives the same plan, in whatever order the items came. */
export function plan(input: PlanInput): Plan {
  const { plex, trakt, base, ledger, policy, now } = input;
  const context: PlanContext = {
    plex,
    trakt,
    base,
    policy,
    now,
    ignored: new Set(policy.ignore),
    sent: indexSent(ledger),
    nowMinute: toMinute(now) ?? Number.POSITIVE_INFINITY,
  };
  const { rows, problems } = match({ plex, trakt }, base);
  const fileViews = findFileViews(rows, context);
  const plans: readonly RowPlan[] = rows.map((row) => ({
    row,
    watched: planWatched(row, context, fileViews.get(row)),
    rating: planRating(row, context),
  }));
  const fieldPlans = plans.flatMap(({ watched, rating }) => [watched, rating]);
  const operations = fieldPlans.flatMap((each) => each.operations);
  const guarded = guard(operations, input);
  return {
    version: 1,
    createdAt: now,
    plex: plex.identity,
    trakt: trakt.identity,
    operations: inWritingOrder(guarded.operations),
    conflicts: inOrder(fieldPlans.flatMap((each) => each.lists.conflicts)),
    kept: inOrder(fieldPlans.flatMap((each) => each.lists.kept)),
    skipped: inOrder(fieldPlans.flatMap((each) => each.lists.skipped)),
    problems: problems.toSorted((a, b) => compareText(problemText(a), problemText(b))),
    held: guarded.held.toSorted((a, b) => compareText(a.operation.id, b.operation.id)),
    adopted: toPatch(plans, context),
  };
}

function inOrder<Entry extends Listed>(entries: readonly Entry[]): readonly Entry[] {
  return entries.toSorted((a, b) => compareText(listedText(a), listedText(b)));
}

function listedText({ field, row, reason }: Listed): string {
  return `${field} ${row} ${reason}`;
}

function problemText({ reason, title, ids, refs }: Problem): string {
  return [reason, title, ...ids, ...refs].join(" ");
}

function toPatch(plans: readonly RowPlan[], { base, nowMinute }: PlanContext): BasePatch {
  const records: [string, BasePatch["records"][string]][] = [];
  const goals: [string, RowGoal][] = [];
  for (const each of plans) {
    const { row, watched, rating } = each;
    const record = adoptedRecord(each, nowMinute);
    for (const key of row.absorbed) records.push([key, null]);
    if (!isSame(record, base.records[row.key])) records.push([row.key, record ?? null]);
    if (watched.operations.length + rating.operations.length > 0) goals.push([row.key, goalOf(each, nowMinute)]);
  }
  return { records: Object.fromEntries(records), goals: Object.fromEntries(goals) };
}
