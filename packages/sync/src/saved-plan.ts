import { FIELDS, titleForPeople } from "@pakt/sync-core";
import type { Listed, Operation, Plan } from "@pakt/sync-core";
import { isDeepStrictEqual } from "node:util";

import type { Home } from "./home.ts";
import { readPlanFile, refuse, serverText, toPlanFile } from "./plan-file.ts";
import type { PlanChoices, PlanFile } from "./plan-file.ts";
import type { Report } from "./report.ts";
import type { RunOptions } from "./run-options.ts";
import { runPlan } from "./run-plan.ts";
import { planSync } from "./plan-sync.ts";
import { withoutOperations } from "./without-operations.ts";

/** A plan with its report, and with the file that it can be applied from. */
export interface SavedPlan {
  readonly report: Report;
  readonly file: PlanFile;
}

/** Makes the plan of the next sync, to be saved, looked at and applied later. Writes to no service. Throws as `sync` does. */
export async function makePlan(
  home: Home,
  choices: PlanChoices,
  options: Pick<RunOptions, "onEvent" | "signal"> = {},
): Promise<SavedPlan> {
  let made: Plan | undefined;
  const report = await runPlan(
    home,
    { ...options, dryRun: true },
    {
      kind: "sync",
      fields: choices.only ?? FIELDS,
      plan: (context) => {
        made = planSync(home, choices)(context);
        return made;
      },
    },
  );
  if (made === undefined) throw new TypeError("A run ended without a plan.");
  return { report, file: await toPlanFile(home, made, choices) };
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
    skipped: [
      ...moved.map((operation) => toListed(operation, "moved", "Not written: it is not what the plan found any more.")),
      ...unticked.map((operation) => toListed(operation, "unticked", "Not written: it was unticked in the plan.")),
    ],
  };
}

function toListed({ field, row, target }: Operation, reason: string, message: string): Listed {
  return { field, row, title: titleForPeople(target), ids: target.ids, reason, message };
}
