import {
  applySavedPlan,
  estimateWrites,
  keepReading,
  listRuns,
  makePlan,
  PaktError,
  readRun,
  sync,
  undo,
} from "@pakt/sync";
import type { Home, Reading, Report, RunOptions } from "@pakt/sync";

import type { Caller } from "../access/access-desk.ts";
import { HttpFailure, notFound } from "../http/http-failure.ts";
import type { EventLog } from "../runs/event-log.ts";
import { streamEvents } from "../runs/event-stream.ts";
import { showPlan } from "../runs/plan-shelf.ts";
import type { PlanShelf, ShelvedPlan } from "../runs/plan-shelf.ts";
import type { RunDesk, Work } from "../runs/run-desk.ts";
import { readRowPage } from "../runs/row-page.ts";
import { toLists } from "../runs/to-lists.ts";
import { toRow } from "../runs/to-row.ts";
import type { Handlers } from "./handlers.ts";

/** What these handlers work with. */
export interface RunHandlersOptions {
  readonly withHome: <T>(work: (home: Home) => Promise<T>) => Promise<T>;
  readonly desk: RunDesk;
  readonly shelf: PlanShelf;
  readonly log: EventLog;
  /** Names this start of the server. */
  readonly boot: string;
}

const KEEP_ALIVE_MS = 20_000;
/** Each follower holds a connection. */
const MOST_FOLLOWERS = 1000;
const PAGE = 50;

/** Answers what pakt does, did and would do. */
export function createRunHandlers({
  withHome,
  desk,
  shelf,
  log,
  boot,
}: RunHandlersOptions): Pick<
  Handlers,
  | "followEvents"
  | "readRun"
  | "startSync"
  | "stopRun"
  | "listPlans"
  | "makePlan"
  | "readPlan"
  | "applyPlan"
  | "dropPlan"
  | "listRuns"
  | "readPastRun"
  | "planUndo"
> {
  let followers = 0;

  return {
    followEvents: (_, { request, isStillAdmitted }) => {
      if (followers >= MOST_FOLLOWERS) throw tooManyFollowers();
      followers += 1;
      const stream = streamEvents({
        log,
        boot,
        lastEventId: request.headers.get("last-event-id"),
        keepAliveMs: KEEP_ALIVE_MS,
        isAdmitted: isStillAdmitted,
        onEnd: () => {
          followers -= 1;
        },
      });
      return new Response(stream, {
        headers: {
          "content-type": "text/event-stream; charset=utf-8",
          "cache-control": "no-store",
          // nginx would hold the events back.
          "x-accel-buffering": "no",
        },
      });
    },
    readRun: () => desk.state(),
    startSync: ({ body }, { caller }) =>
      desk.start({
        purpose: "sync",
        by: starterOf(caller),
        run: (home, options) => syncAndKeep(home, { ...options, ...body }),
      }).current,
    stopRun: () => desk.stop(),
    listPlans: () => ({ plans: shelf.list() }),
    makePlan: ({ body }, { caller }) =>
      desk.start({ purpose: "plan", by: starterOf(caller), run: planWith(body, shelf) }).current,
    readPlan: ({ params, query }) => showPlan(params.plan, shelf.get(params.plan), readRowPage(query)),
    applyPlan: ({ params, body }, { caller }) => {
      const plan = shelf.get(params.plan);
      const left = new Set(body.leaveOut);
      if (plan.kind === "undo" && left.size > 0) throw wholeUndo();
      const apply = plan.kind === "sync" ? applySync(plan, left) : applyUndo(plan);
      return desk.start({
        purpose: plan.kind === "sync" ? "apply" : "undo",
        by: starterOf(caller),
        run: async (home, options) => {
          const isWhole = plan.kind === "sync" && plan.file.choices.only === undefined;
          const report = isWhole
            ? await keepingReading(home, options, { isSavedPlan: true, run: (each) => apply(home, each) })
            : await apply(home, options);
          shelf.drop(params.plan);
          return { report };
        },
      }).current;
    },
    dropPlan: ({ params }) => {
      shelf.get(params.plan);
      shelf.drop(params.plan);
      return { plans: shelf.list() };
    },
    listRuns: async ({ query }) => {
      const runs = await withHome(listRuns);
      const offset = Number(query.offset ?? 0);
      return { runs: runs.slice(offset, offset + Number(query.limit ?? PAGE)), total: runs.length };
    },
    readPastRun: async ({ params, query }) => {
      const { start, end } = readRowPage(query);
      const { summary, report, operations, outcomes } = await withHome((home) => readKnownRun(home, params.run));
      const outcomeOf = new Map(outcomes.map((outcome) => [outcome.operation, outcome]));
      return {
        summary,
        rows: operations.slice(start, end).map((operation) => toRow(operation, outcomeOf.get(operation.id))),
        total: operations.length,
        ...(report === undefined ? {} : { lists: toLists(report) }),
      };
    },
    planUndo: async ({ params, body }, { caller }) => {
      const { summary } = await withHome((home) => readKnownRun(home, params.run));
      return desk.start({
        purpose: "undo-plan",
        by: starterOf(caller),
        run: async (home, options) => {
          const report = await undo(home, summary.run, { ...options, ...body, dryRun: true });
          const estimate = estimateWrites(home, report.operations ?? []);
          return { report, plan: shelf.put({ kind: "undo", report, estimate, undoes: summary.run, ...body }) };
        },
      }).current;
    },
  };
}

/** A sync that keeps what it read, for the page. */
export async function syncAndKeep(
  home: Home,
  options: Parameters<typeof sync>[1],
): Promise<{ readonly report: Report }> {
  const run = (each: RunOptions): Promise<Report> => sync(home, { ...options, ...each });
  // What was not asked for was not read.
  if (options?.only !== undefined) return { report: await run({}) };
  return { report: await keepingReading(home, options ?? {}, { isSavedPlan: false, run }) };
}

async function keepingReading(
  home: Home,
  options: RunOptions,
  { isSavedPlan, run }: { readonly isSavedPlan: boolean; readonly run: (options: RunOptions) => Promise<Report> },
): Promise<Report> {
  let reading: Reading | undefined;
  const report = await run({
    ...options,
    onReading: (found) => {
      reading = found;
    },
  });
  // It is for show: a full disk must not turn a run that was made into one that failed.
  if (reading !== undefined) await keepReading(home, reading, report, { isSavedPlan }).catch(() => undefined);
  return report;
}

function planWith(choices: Parameters<typeof makePlan>[1], shelf: PlanShelf): Work["run"] {
  return async (home, options) => {
    let reading: Reading | undefined;
    const { report, file, values } = await makePlan(home, choices, {
      ...options,
      withValues: true,
      onReading: (found) => {
        reading = found;
      },
    });
    if (reading !== undefined && choices.only === undefined) {
      await keepReading(home, reading, report).catch(() => undefined);
    }
    const estimate = estimateWrites(home, report.operations ?? []);
    return { report, plan: shelf.put({ kind: "sync", report, file, values, estimate }) };
  };
}

function applySync(
  { file }: Extract<ShelvedPlan, { readonly kind: "sync" }>,
  left: ReadonlySet<string>,
): (home: Home, options: RunOptions) => Promise<Report> {
  const ticked = file.operations.map((each) => (left.has(each.operation.id) ? { ...each, apply: false } : each));
  return (home, options) => applySavedPlan(home, JSON.stringify({ ...file, operations: ticked }), options);
}

/** What is written is what was shown: an undo that would be another by now is not begun. */
function applyUndo(
  plan: Extract<ShelvedPlan, { readonly kind: "undo" }>,
): (home: Home, options: RunOptions) => Promise<Report> {
  const shown = idsOf(plan.report);
  return async (home, options) => {
    const report = await undo(home, plan.undoes, {
      ...options,
      ...(plan.only === undefined ? {} : { only: plan.only }),
      ...(plan.operation === undefined ? {} : { operation: plan.operation }),
      confirm: async (preview) => idsOf(preview) === shown,
    });
    if (!report.dryRun) return report;
    throw new PaktError("failed", "Something has changed since this undo was shown, and nothing was written.", {
      advice: "Make the undo plan again.",
    });
  };
}

function idsOf({ operations = [] }: Report): string {
  return JSON.stringify(operations.map(({ id }) => id).toSorted());
}

async function readKnownRun(home: Home, run: string): ReturnType<typeof readRun> {
  const runs = await listRuns(home);
  if (run !== "last" && !runs.some((each) => each.run === run)) {
    throw notFound("There is no such run.", "It may have been cleaned up: see the list of runs.");
  }
  return readRun(home, run);
}

function starterOf(caller: Caller): Work["by"] {
  return caller.kind === "key" ? "key" : "page";
}

function tooManyFollowers(): HttpFailure {
  return new HttpFailure({
    status: 503,
    code: "too-many-followers",
    message: `${MOST_FOLLOWERS} connections follow the events already.`,
    advice: "Close some pages, then try again.",
    headers: { "retry-after": "10" },
  });
}

function wholeUndo(): HttpFailure {
  return new HttpFailure({
    status: 400,
    code: "invalid",
    message: "An undo plan is applied whole.",
    advice: "To take back one row, make an undo plan of that row.",
    fields: [{ path: "leaveOut", message: "must be empty for an undo plan" }],
  });
}
