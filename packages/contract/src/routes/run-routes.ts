import type { Route } from "../route.ts";
import { applyPlan, plan, planList } from "../schemas/plan.ts";
import {
  choices,
  currentRun,
  runList,
  rowsQuery,
  runListQuery,
  runRecord,
  runState,
  undoChoice,
} from "../schemas/run.ts";
import { stats } from "../schemas/stats.ts";
import { status } from "../schemas/status.ts";

/** Large enough for the ids of every row of a large first plan. */
const PLAN_BODY_BYTES = 16 * 1024 * 1024;

/** What pakt does, did and would do. */
export const runRoutes = {
  readStatus: {
    method: "GET",
    path: "/api/status",
    summary: "Tell whether all is well, without a question to the services",
    access: "read",
    answer: status,
  },
  readStats: {
    method: "GET",
    path: "/api/stats",
    summary: "Tell what the last read found",
    access: "read",
    answer: stats,
  },
  followEvents: {
    method: "GET",
    path: "/api/events",
    summary: "Follow the run: what it told so far, then what it tells (server-sent events)",
    access: "read",
    answer: "events",
  },
  readRun: {
    method: "GET",
    path: "/api/sync",
    summary: "Tell what runs, and how the last run ended",
    access: "read",
    answer: runState,
  },
  startSync: {
    method: "POST",
    path: "/api/sync",
    summary: "Start a sync",
    access: "write",
    body: choices,
    answer: currentRun,
    status: 202,
  },
  stopRun: {
    method: "DELETE",
    path: "/api/sync",
    summary: "Stop the run after the batch in flight",
    access: "write",
    answer: currentRun,
    status: 202,
  },
  listPlans: {
    method: "GET",
    path: "/api/plans",
    summary: "List the plans that wait for a yes, newest first",
    access: "read",
    answer: planList,
  },
  makePlan: {
    method: "POST",
    path: "/api/plans",
    summary: "Start making a plan; nothing is written",
    access: "write",
    body: choices,
    answer: currentRun,
    status: 202,
  },
  readPlan: {
    method: "GET",
    path: "/api/plans/:plan",
    summary: "Show a plan, with a page of its rows",
    access: "read",
    query: rowsQuery,
    answer: plan,
  },
  applyPlan: {
    method: "POST",
    path: "/api/plans/:plan/apply",
    summary: "Start writing a plan; what moved since is left out",
    access: "write",
    body: applyPlan,
    maxBodyBytes: PLAN_BODY_BYTES,
    answer: currentRun,
    status: 202,
  },
  dropPlan: {
    method: "DELETE",
    path: "/api/plans/:plan",
    summary: "Forget a plan",
    access: "write",
    answer: planList,
  },
  listRuns: {
    method: "GET",
    path: "/api/runs",
    summary: "List the history, newest first",
    access: "read",
    query: runListQuery,
    answer: runList,
  },
  readPastRun: {
    method: "GET",
    path: "/api/runs/:run",
    summary: "Show what is kept of a run, with a page of its rows",
    access: "read",
    query: rowsQuery,
    answer: runRecord,
  },
  planUndo: {
    method: "POST",
    path: "/api/runs/:run/undo",
    summary: "Start making the plan that takes a run back; nothing is written",
    access: "write",
    body: undoChoice,
    answer: currentRun,
    status: 202,
  },
} as const satisfies Readonly<Record<string, Route>>;
