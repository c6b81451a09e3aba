import { compareValues, FIELDS, titleForPeople } from "@pakt/sync-core";
import type { Comparison, Listed, Operation, Plan } from "@pakt/sync-core";
import { isDeepStrictEqual } from "node:util";

import type { Home } from "./home.ts";
import { readPlanFile, refuse, serverText, toPlanFile } from "./plan-file.ts";
import type { PlanChoices, PlanFile } from "./plan-file.ts";
import type { Report } from "./report.ts";
import type { RunOptions } from "./run-options.ts";
import { runPlan } from "./run-plan.ts";
import type { PlanningContext } from "./run-plan.ts";
import { planSync } from "./plan-sync.ts";
import { withoutOperations } from "./without-operations.ts";

/** A plan with its report, and with the file that it can be applied from. */
export interface SavedPlan {
  readonly report: Report;
  readonly file: PlanFile;
  /** What is said of each row, where that was asked for; in the order of the report's lists. */
  readonly values?: Readonly<Record<"operations" | "held" | "conflicts", readonly Comparison[]>>;
}

/** Makes the plan of the next sync, to be saved, looked at and applied later. Writes to no service. Throws as `sync` does. */
export async function makePlan(
  home: Home,
  choices: PlanChoices,
  options: Pick<RunOptions, "onEvent" | "onReading" | "signal"> & { readonly withValues?: boolean } = {},
): Promise<SavedPlan> {
  let made: Plan | undefined;
  let values: SavedPlan["values"];
  const report = await runPlan(
    home,
    { ...options, dryRun: true },
    {
      kind: "sync",
      fields: choices.only ?? FIELDS,
      plan: (context) => {
        made = planSync(home, choices)(context);
        if (options.withValues === true) values = valuesOf(made, context);
        return made;
      },
    },
  );
  if (made === undefined) throw new TypeError("A run ended without a plan.");
  return { report, file: await toPlanFile(home, made, choices), ...(values === undefined ? {} : { values }) };
}

function valuesOf({ operations, held, conflicts }: Plan, { indexes, base }: PlanningContext): SavedPlan["values"] {
  const of = [...operations, ...held.map(({ operation }) => operation), ...conflicts];
  const compared = compareValues({ ...indexes, base }, of);
  const heldEnd = operations.length + held.length;
  return {
    operations: compared.slice(0, operations.length),
    held: compared.slice(operations.length, heldEnd),
    conflicts: compared.slice(heldEnd),
  };
}

/**
 * Applies a saved plan: reads both sides again and writes exactly those of its operations that the same plan would hold now. The others
 * moved and are listed as skipped, as are the unticked ones.
 *
 * @throws PaktError `usage` for a plan that is not as it was written, not of this home, or too old; else as `sync` does.
 */
export async function applySavedPlan(home: Home, text: string, options: RunOptions = {}): Promise<Report> {
  const { choices, server, account, ticked, unticked } = await readPlanFile(home, text);
  return runPlan(home, options, {
    kind: "apply",
    fields: choices.only ?? FIELDS,
    plan: (context) => {
      const now = planSync(home, choices)(context);
      if (serverText(now.plex) !== server) throw refuse("it is a plan for another Plex server");
      if (now.trakt.account !== account) throw refuse("it is a plan for another Trakt account");
      return restrict(now, ticked, unticked);
    },
  });
}

/** Of a plan made now, what a saved one held and is the same. */
function restrict(now: Plan, ticked: readonly Operation[], unticked: readonly Operation[]): Plan {
  const wanted = new Map(ticked.map((operation) => [operation.id, operation]));
  const isSame = (operation: Operation): boolean => isDeepStrictEqual(wanted.get(operation.id), operation);
  const plan = withoutOperations(now, (operation) => !isSame(operation));
  const kept = new Set(plan.operations.map(({ id }) => id));
  const moved = ticked.filter(({ id }) => !kept.has(id));
  return {
    ...plan,
    // What stands in no saved plan was not asked for, and is no news of this run.
    refused: [],
    held: [],
    conflicts: plan.conflicts.filter(
      ({ winner, row, field }) => winner === undefined || plan.operations.some((each) => isOf(each, { row, field })),
    ),
    skipped: [
      ...toListed(moved, "moved", {
        one: "Not written: it is not what the plan found any more.",
        copies: (count) => `Not written: its ${count} copies are not what the plan found any more.`,
      }),
      ...toListed(unticked, "unticked", {
        one: "Not written: it was unticked in the plan.",
        copies: (count) => `Not written: its ${count} copies were unticked in the plan.`,
      }),
    ],
  };
}

function isOf(operation: Operation, { row, field }: Pick<Operation, "row" | "field">): boolean {
  return operation.row === row && operation.field === field;
}

/** What is not written, a line a title and field: copies are joined. */
function toListed(
  operations: readonly Operation[],
  reason: string,
  say: { readonly one: string; readonly copies: (count: number) => string },
): readonly Listed[] {
  const groups = new Map<string, Operation[]>();
  for (const operation of operations) {
    const { row, field, side } = operation;
    // Each play of Trakt's is a line of its own.
    const key = side === "plex" ? `${row} ${field}` : operation.id;
    const others = groups.get(key);
    if (others === undefined) groups.set(key, [operation]);
    else others.push(operation);
  }
  return [...groups.values()].flatMap((group) =>
    group.slice(0, 1).map(({ field, row, target }) => ({
      field,
      row,
      title: titleForPeople(target),
      ids: target.ids,
      reason,
      message: group.length === 1 ? say.one : say.copies(group.length),
    })),
  );
}
