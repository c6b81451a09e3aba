import type { Base } from "./base.ts";
import type { BasePatch } from "./base-patch.ts";
import { compareText } from "./compare-text.ts";
import type { PlanContext } from "./context.ts";
import type { Conflict } from "./field-plan.ts";
import { guard, type Held } from "./guard.ts";
import { compareIdentity } from "./identity.ts";
import type { SnapshotIndex } from "./index-snapshot.ts";
import { knownBase } from "./known-base.ts";
import type { Ledger } from "./ledger.ts";
import { ledgerOf } from "./ledger-of.ts";
import { match } from "./match.ts";
import type { Listed, Operation } from "./operation.ts";
import { planRows } from "./plan-rows.ts";
import type { Policy } from "./policy.ts";
import type { Problem } from "./problem.ts";
import { indexSent } from "./sent-index.ts";
import type { Identity } from "./snapshot.ts";
import { takeOver } from "./take-over.ts";
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
  /** Titles that the account has no room for; see `fitToLimits`. */
  readonly refused: readonly Listed[];
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

/** A service's clock may be ahead of ours: what lies within an hour, in minutes, is a date and not a mistake. */
const clockTolerance = 60;

/** Compares both sides with base. Pure: the same input gives the same plan, in whatever order the items came. */
export function plan(input: PlanInput): Plan {
  const { plex, trakt, base, ledger, policy, now } = input;
  const identities = { plex: plex.identity, trakt: trakt.identity };
  const known = knownBase(base, identities);
  const context: PlanContext = {
    plex,
    trakt,
    base: known,
    isOtherViewer: compareIdentity("watched", base, identities).others.includes("plex"),
    policy,
    now,
    ignored: new Set(policy.ignore),
    sent: indexSent(ledgerOf(ledger, trakt.identity.account).own),
    nowMinute: (toMinute(now) ?? Number.POSITIVE_INFINITY) + clockTolerance,
  };
  const { rows, problems, lost } = match({ plex, trakt }, known, { isEveryRow: policy.resendDates });
  const planned = planRows(rows, lost, context);
  const guarded = guard(planned.operations, input);
  return {
    version: 1,
    createdAt: now,
    ...identities,
    operations: inWritingOrder(guarded.operations),
    conflicts: inOrder(planned.conflicts),
    kept: inOrder(planned.kept),
    skipped: inOrder(planned.skipped),
    refused: [],
    problems: problems.toSorted((a, b) => compareText(problemText(a), problemText(b))),
    held: guarded.held.toSorted((a, b) => compareText(a.operation.id, b.operation.id)),
    adopted: takeOver(planned.adopted, { ...input, held: guarded.held, kept: planned.kept, skipped: planned.skipped }),
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
