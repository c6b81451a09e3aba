import { isPaktError } from "@pakt/sync";
import type { Home, Report, RunOptions } from "@pakt/sync";
import type { AnswerOf } from "@pakt/contract";

import { HttpFailure } from "../http/http-failure.ts";
import type { EventLog } from "./event-log.ts";

type RunState = AnswerOf<"readRun">;
/** The run that is under way. */
export type CurrentRun = NonNullable<RunState["current"]>;
/** How the last run ended. */
export type EndedRun = NonNullable<RunState["last"]>;

/** A run to be made. */
export interface Work {
  readonly purpose: CurrentRun["purpose"];
  readonly by: CurrentRun["by"];
  /** Makes it. Gives its report, and the plan that it made. */
  readonly run: (home: Home, options: RunOptions) => Promise<{ readonly report: Report; readonly plan?: string }>;
}

/** Makes one run at a time. */
export interface RunDesk {
  state(): RunState;
  /** Begins a run. Throws HttpFailure while another is under way, and when the server is ending. */
  start(work: Work): { readonly current: CurrentRun; readonly ended: Promise<EndedRun> };
  /** Asks the run to stop after the batch in flight. Throws HttpFailure when there is none. */
  stop(): CurrentRun;
  /** Stops what runs and waits for its end; nothing is begun any more. */
  close(): Promise<void>;
}

/** What a desk works with. */
export interface RunDeskOptions {
  readonly withHome: <T>(work: (home: Home) => Promise<T>) => Promise<T>;
  readonly log: EventLog;
  readonly now: () => number;
  /** Called when a run has ended, with its report where it has one. */
  readonly onEnd: (ended: EndedRun, report: Report | undefined) => void;
  /** Told of what nobody expected. */
  readonly onUnexpected: (error: unknown) => void;
}

/** A desk without a run. */
export function createRunDesk({ withHome, log, now, onEnd, onUnexpected }: RunDeskOptions): RunDesk {
  let current: CurrentRun | undefined;
  let last: EndedRun | undefined;
  let stopping = new AbortController();
  let ended: Promise<unknown> = Promise.resolve();
  let isClosed = false;
  const iso = (): string => new Date(now()).toISOString();

  async function carryOut(work: Work, begun: CurrentRun, signal: AbortSignal): Promise<EndedRun> {
    const head = { purpose: begun.purpose, by: begun.by, startedAt: begun.startedAt };
    let report: Report | undefined;
    let result: EndedRun;
    try {
      const made = await withHome((home) =>
        work.run(home, { by: begun.by, signal, onEvent: (event) => log.append(event) }),
      );
      report = made.report;
      result = {
        ...head,
        finishedAt: iso(),
        ...(report.dryRun ? {} : { run: report.run }),
        ...(made.plan === undefined ? {} : { plan: made.plan }),
        exitCode: report.exitCode,
        fields: report.fields,
        held: report.held.length,
        requests: report.requests,
      };
    } catch (error) {
      if (!isPaktError(error)) onUnexpected(error);
      result = {
        ...head,
        finishedAt: iso(),
        exitCode: isPaktError(error) ? error.exitCode : 1,
        error: toTrouble(error),
      };
    }
    current = undefined;
    last = result;
    log.append({ type: "run-end", ...result });
    try {
      onEnd(result, report);
    } catch (error) {
      onUnexpected(error);
    }
    return result;
  }

  return {
    state: () => ({ ...(current === undefined ? {} : { current }), ...(last === undefined ? {} : { last }) }),
    start: (work) => {
      if (isClosed) throw ending();
      if (current !== undefined) throw runActive(current);
      const begun: CurrentRun = { purpose: work.purpose, by: work.by, startedAt: iso(), isStopping: false };
      current = begun;
      stopping = new AbortController();
      log.begin({ type: "run-start", ...begun });
      const end = carryOut(work, begun, stopping.signal);
      ended = end;
      return { current: begun, ended: end };
    },
    stop: () => {
      if (current === undefined) throw noRun();
      if (!current.isStopping) {
        current = { ...current, isStopping: true };
        log.append({ type: "run-stopping" });
        stopping.abort();
      }
      return current;
    },
    close: async () => {
      isClosed = true;
      stopping.abort();
      await ended;
    },
  };
}

function toTrouble(error: unknown): NonNullable<EndedRun["error"]> {
  if (isPaktError(error)) return { code: error.code, message: error.message, advice: error.advice };
  return {
    code: "unexpected",
    message: "Something unexpected stopped the run.",
    advice: "See the log of pakt serve, then start it again: nothing is written twice.",
  };
}

function runActive({ purpose, by, startedAt }: CurrentRun): HttpFailure {
  return new HttpFailure({
    status: 409,
    code: "run-active",
    message: `A run is under way: ${purpose}, begun ${WHO[by]} at ${startedAt}.`,
    advice: "Wait for it to end, or stop it, then start again.",
  });
}

const WHO: Readonly<Record<CurrentRun["by"], string>> = {
  page: "on the page",
  key: "by a script",
  schedule: "by the schedule",
};

function noRun(): HttpFailure {
  return new HttpFailure({
    status: 409,
    code: "no-run",
    message: "Nothing is running.",
    advice: "There is nothing to stop.",
  });
}

function ending(): HttpFailure {
  return new HttpFailure({
    status: 503,
    code: "ending",
    message: "The server is ending.",
    advice: "Start it again, then try again.",
    headers: { "retry-after": "10" },
  });
}
