import type { AnswerOf } from "@pakt/contract";
import type { Field, PlanFile, Report, SavedPlan, WriteEstimate } from "@pakt/sync";

import { notFound } from "../http/http-failure.ts";
import type { RowPage } from "./row-page.ts";
import { toLists } from "./to-lists.ts";
import { toRow } from "./to-row.ts";

/** A plan that waits for a yes. */
export type ShelvedPlan = {
  readonly report: Report;
  readonly estimate: WriteEstimate;
} & (
  | { readonly kind: "sync"; readonly file: PlanFile; readonly values?: SavedPlan["values"] }
  | { readonly kind: "undo"; readonly undoes: string; readonly only?: Field; readonly operation?: string }
);

/** Keeps the plans that were made last. */
export interface PlanShelf {
  /** Gives the plan's name. */
  put(plan: ShelvedPlan): string;
  /** Throws HttpFailure when it is not here (any more). */
  get(name: string): ShelvedPlan;
  drop(name: string): void;
  list(): AnswerOf<"listPlans">["plans"];
}

const MOST_PLANS = 10;
const DAY_MS = 24 * 3_600_000;

/** An empty shelf. A plan is forgotten with the server: making it again costs no writes. */
export function createPlanShelf(now: () => number): PlanShelf {
  const plans = new Map<string, ShelvedPlan>();
  return {
    put: (plan) => {
      const name = plan.report.run;
      plans.set(name, plan);
      const [oldest] = plans.keys();
      if (plans.size > MOST_PLANS && oldest !== undefined) plans.delete(oldest);
      return name;
    },
    get: (name) => {
      const plan = plans.get(name);
      if (plan !== undefined && Date.parse(expiryOf(plan)) > now()) return plan;
      throw notFound("There is no such plan any more.", "Make it again: nothing was written.");
    },
    drop: (name) => void plans.delete(name),
    list: () =>
      [...plans]
        .filter(([, plan]) => Date.parse(expiryOf(plan)) > now())
        .map(([name, plan]) => toHead(name, plan))
        .toReversed(),
  };
}

/** A plan with the rows of one page, as it is shown. */
export function showPlan(name: string, plan: ShelvedPlan, { start, end }: RowPage): AnswerOf<"readPlan"> {
  const { operations = [], held, conflicts } = plan.report;
  const values = plan.kind === "sync" ? plan.values : undefined;
  return {
    ...toHead(name, plan),
    rows: operations.slice(start, end).map((operation, place) => ({
      ...toRow(operation),
      ...values?.operations[start + place],
    })),
    lists: {
      ...toLists(plan.report),
      held: held.map((entry, place) => ({ ...entry, ...values?.held[place] })),
      conflicts: conflicts.map((entry, place) => ({ ...entry, ...values?.conflicts[place] })),
    },
  };
}

function toHead(name: string, plan: ShelvedPlan): AnswerOf<"listPlans">["plans"][number] {
  const { report, estimate, kind } = plan;
  return {
    plan: name,
    kind,
    createdAt: report.startedAt,
    expiresAt: expiryOf(plan),
    ...(plan.kind === "undo" ? { undoes: plan.undoes } : {}),
    fields: report.fields,
    operations: report.operations?.length ?? 0,
    held: report.held.length,
    conflicts: report.conflicts.length,
    estimate,
  };
}

function expiryOf(plan: ShelvedPlan): string {
  return plan.kind === "sync"
    ? plan.file.expiresAt
    : new Date(Date.parse(plan.report.startedAt) + DAY_MS).toISOString();
}
