import { explain, FIELDS, plan } from "@pakt/sync-core";
import type { Explained, Operation, Outcome, Plan } from "@pakt/sync-core";

import { toPolicy } from "./config.ts";
import type { Home } from "./home.ts";
import { finishPlan } from "./finish-plan.ts";
import type { NotFoundEntry, NotFoundMemory } from "./not-found.ts";
import { listRuns, readOrSkip } from "./past-runs.ts";
import type { RunOptions } from "./run-options.ts";
import { runPlan } from "./run-plan.ts";
import { serverNames } from "./synced-servers.ts";

/** What an earlier run did to a title. */
export interface PastOperation {
  readonly run: string;
  readonly startedAt: string;
  readonly operation: Operation;
  /** Absent when it was not begun. */
  readonly outcome?: Outcome;
}

/** Why a title was or was not synced, with what is remembered of it. */
export interface TitleExplanation {
  readonly result: Explained;
  /** Newest first, of the runs that are kept. */
  readonly past: readonly PastOperation[];
  /** Runs whose records cannot be read: whether they did something to the title is not known. */
  readonly unreadable: readonly string[];
  /** Writes that a side did not know the title for, and until when they are not tried again. */
  readonly notFound: readonly (NotFoundEntry & { readonly write: string })[];
  /** What people call the servers that the refs of copies name, where several are synced. */
  readonly servers?: Readonly<Record<string, string>>;
}

/** So many of the newest runs are looked through. */
const RUNS = 50;

/** Explains one title, named by an id or by a part of its name. Reads both sides, and writes nothing. Throws as `sync` does. */
export async function explainTitle(
  home: Home,
  query: string,
  options: Pick<RunOptions, "onEvent" | "signal"> = {},
): Promise<TitleExplanation> {
  let result: Explained = { kind: "none", problems: [] };
  let memory: NotFoundMemory = {};
  await runPlan(
    home,
    { ...options, dryRun: true },
    {
      kind: "sync",
      fields: FIELDS,
      plan: ({ indexes, base, fetched, state, now }) => {
        const policy = toPolicy(home.config, { watchOnlyOnce: fetched.watchOnlyOnce });
        const input = { ...indexes, base, ledger: fetched.ledger, policy, now };
        const finish = (made: Plan): Plan => finishPlan(made, { notFound: state.notFound, trakt: indexes.trakt, now });
        result = explain(input, query, finish);
        memory = state.notFound;
        return finish(plan(input));
      },
    },
  );
  const row = rowOf(result);
  const names = serverNames(home);
  const servers = names === undefined ? {} : { servers: names };
  if (row === undefined) return { result, past: [], unreadable: [], notFound: [], ...servers };
  const notFound = Object.entries(memory).flatMap(([write, entry]) =>
    write.endsWith(`:${row}`) ? [{ ...entry, write: write.slice(0, -row.length - 1) }] : [],
  );
  return { result, ...(await findPast(home, row)), notFound, ...servers };
}

function rowOf(result: Explained): string | undefined {
  return result.kind === "explained" ? result.explanation.row : undefined;
}

async function findPast(home: Home, row: string): Promise<Pick<TitleExplanation, "past" | "unreadable">> {
  const past: PastOperation[] = [];
  const unreadable: string[] = [];
  for (const { run, startedAt } of (await listRuns(home)).slice(0, RUNS)) {
    const record = await readOrSkip(home, run);
    if (record === undefined) unreadable.push(run);
    const { operations, outcomes } = record ?? { operations: [], outcomes: [] };
    for (const operation of operations.filter((each) => each.row === row)) {
      const outcome = outcomes.find((each) => each.operation === operation.id);
      past.push({ run, startedAt, operation, ...(outcome === undefined ? {} : { outcome }) });
    }
  }
  return { past, unreadable };
}
