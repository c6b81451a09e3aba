import type { Operation, Outcome, Plan } from "@pakt/sync-core";

import { isoNow } from "./clock.ts";
import type { Home } from "./home.ts";
import { PaktError } from "./pakt-error.ts";
import type { RunKind } from "./run-record.ts";

/** One announcement or one answer, in the order in which it was written. */
export type JournalEntry =
  | { readonly type: "intent"; readonly at: string; readonly operations: readonly string[] }
  | { readonly type: "outcomes"; readonly outcomes: readonly Outcome[] };

/** What a journal begins with. */
export interface JournalHead {
  readonly run: string;
  readonly kind: RunKind;
  readonly startedAt: string;
  readonly plan: Plan;
  /** The run that this one takes back. */
  readonly undoes?: string | undefined;
  /** Who began it; absent for a person at the command line. */
  readonly by?: string | undefined;
}

/** What a run that did not end left behind. */
export interface UnfinishedRun extends JournalHead {
  readonly entries: readonly JournalEntry[];
}

/** The write-ahead journal of the run under way. A crash at any instant leaves a plan and a prefix of its entries. */
export interface Journal {
  intent(operations: readonly Operation[]): Promise<string>;
  outcomes(outcomes: readonly Outcome[]): Promise<void>;
}

/** Begins a run's journal with its plan; nothing may be written to a side before this has returned. */
export async function beginJournal(home: Home, head: JournalHead): Promise<Journal> {
  const folder = folderOf(home);
  let next = 0;
  // Entries that an earlier end could not remove any more belong to no run.
  for (const key of await home.storage.getKeys(folder)) await home.storage.removeItem(key);
  await home.storage.setItemRaw(`${folder}:plan.json`, JSON.stringify({ version: 1, ...head }));
  const append = async (entry: JournalEntry): Promise<void> => {
    next += 1;
    const name = String(next).padStart(6, "0");
    await home.storage.setItemRaw(`${folder}:${name}.json`, JSON.stringify(entry));
  };
  return {
    intent: async (operations) => {
      const at = isoNow(home.clock);
      await append({ type: "intent", at, operations: operations.map(({ id }) => id) });
      return at;
    },
    outcomes: (outcomes) => append({ type: "outcomes", outcomes }),
  };
}

/** The run that a crash interrupted, if any. */
export async function readUnfinishedRun(home: Home): Promise<UnfinishedRun | undefined> {
  const folder = folderOf(home);
  const head = await readEntry<JournalHead>(home, `${folder}:plan.json`);
  if (head === undefined) return undefined;
  const keys = (await home.storage.getKeys(folder)).filter((key) => /:\d{6}\.json$/.test(key)).toSorted();
  const entries: JournalEntry[] = [];
  for (const key of keys) {
    const entry = await readEntry<JournalEntry>(home, key);
    if (entry !== undefined) entries.push(entry);
  }
  const { run, kind, startedAt, plan, undoes } = head;
  return { run, kind, startedAt, plan, ...(undoes === undefined ? {} : { undoes }), entries };
}

/** Ends the journal: the state now holds what it said. The plan goes first, so that a crash in between leaves no run to recover. */
export async function endJournal(home: Home): Promise<void> {
  const folder = folderOf(home);
  await home.storage.removeItem(`${folder}:plan.json`);
  for (const key of await home.storage.getKeys(folder)) await home.storage.removeItem(key);
}

function folderOf(home: Home): string {
  return `state:${home.profile}:journal`;
}

async function readEntry<T>(home: Home, key: string): Promise<T | undefined> {
  const text = await home.storage.getItemRaw<string>(key);
  if (text === null) return undefined;
  try {
    // Written whole by this program, or not at all.
    return JSON.parse(text) as T;
  } catch (error) {
    throw new PaktError("state-corrupt", `${home.nameOf(key)}, line 1: this is not valid JSON.`, {
      advice: "Move the journal folder away; what it held is then found out from the services.",
      cause: error,
    });
  }
}
