import { isPlexError } from "@pakt/plex-sdk";
import type { PlexDiscover } from "@pakt/plex-sdk";
import type { AddToWatchlist, Operation, Outcome, RemoveFromWatchlist } from "@pakt/sync-core";

import type { Clock } from "./clock.ts";
import type { PlexWatchlistCache } from "./plex-watchlist-cache.ts";
import type { ApplyHooks, ApplyResult } from "./replica.ts";
import { notDone } from "./not-done.ts";
import { toOutcome } from "./to-outcome.ts";
import { writePlexTitle } from "./write-plex-title.ts";
import type { WrittenTitle } from "./write-plex-title.ts";

/** What writing to the Plex watchlist stands on. */
export interface PlexWatchlistContext {
  readonly discover: PlexDiscover;
  readonly cache: PlexWatchlistCache;
  readonly clock: Clock;
}

/** An operation on the watchlist of Plex. */
export type PlexWatchlistOperation = AddToWatchlist | RemoveFromWatchlist;

/** Whether an operation is one of these. */
export function isWatchlistOperation(operation: Operation): operation is PlexWatchlistOperation {
  return operation.side === "plex" && operation.field === "watchlist";
}

/**
 * How many operations are announced at once: what a crash leaves in doubt is at most so many, and those that the list has still to show.
 * Each takes half a second, and a person who stops the run waits for those that are announced.
 */
const ANNOUNCED = 4;
/** Failures in a row after which the rest is left for the next run. */
const FAILURES_IN_A_ROW = 4;

/** A write of which the list has to tell the end. */
interface Doubt {
  readonly operation: PlexWatchlistOperation;
  readonly write: WrittenTitle;
}

/**
 * Writes to the watchlist of Plex, one title a request, for no bulk call exists. Both writes may be repeated without harm. Those whose
 * answer is lost, or says that there was nothing to do, are looked up in the list: once, at the end, for all of them.
 */
export async function writePlexWatchlist(
  context: PlexWatchlistContext,
  operations: readonly PlexWatchlistOperation[],
  hooks: ApplyHooks,
): Promise<ApplyResult> {
  const doubts: Doubt[] = [];
  const result = await writeAll(context, operations, { hooks, doubts });
  if (doubts.length > 0) await hooks.onOutcomes(await readBack(context, doubts));
  return result;
}

async function writeAll(
  context: PlexWatchlistContext,
  operations: readonly PlexWatchlistOperation[],
  { hooks, doubts }: { readonly hooks: ApplyHooks; readonly doubts: Doubt[] },
): Promise<ApplyResult> {
  let failures = 0;
  for (let start = 0; start < operations.length; start += ANNOUNCED) {
    if (hooks.signal?.aborted === true) return { stopped: { code: "interrupted", message: "the run was interrupted" } };
    const chunk = operations.slice(start, start + ANNOUNCED);
    await hooks.onIntent(chunk);
    const outcomes: Outcome[] = [];
    let givenUp: string | undefined;
    for (const operation of chunk) {
      const write =
        givenUp === undefined ? await writePlexTitle(context, operation) : notBegun(context, operation, givenUp);
      failures = write.error === undefined ? 0 : failures + 1;
      if (write.error?.code === "unauthorized") givenUp = write.error.message;
      else if (failures >= FAILURES_IN_A_ROW) givenUp = SILENT;
      if (write.outcome.status === "unknown") doubts.push({ operation, write });
      else outcomes.push(write.outcome);
    }
    if (outcomes.length > 0) await hooks.onOutcomes(outcomes);
    if (givenUp === undefined) continue;
    const rest = operations.slice(start + ANNOUNCED);
    const left = rest.map((each) => notBegun(context, each, givenUp).outcome);
    if (left.length > 0) await hooks.onOutcomes(left);
    return {};
  }
  return {};
}

function notBegun({ clock }: PlexWatchlistContext, operation: PlexWatchlistOperation, message: string): WrittenTitle {
  return { outcome: toOutcome(clock, operation, "failed", message) };
}

const SILENT = "the Plex watchlist does not answer any more";

/** Settles doubts by one read of the list; when that fails too they stay unknown. */
async function readBack(
  { discover, clock }: PlexWatchlistContext,
  doubts: readonly Doubt[],
): Promise<readonly Outcome[]> {
  const answer = await discover.watchlist().catch((error: unknown) => {
    if (isPlexError(error)) return undefined;
    throw error;
  });
  if (answer?.state !== "read") return doubts.map(({ write }) => write.outcome);
  const listed = new Set(answer.items.map(({ ratingKey }) => ratingKey));
  return doubts.map(({ operation, write }) => {
    const isListed = (write.keys ?? []).some((key) => listed.has(key));
    const isDone = isListed === (operation.action === "add");
    const message = isDone ? "confirmed by reading it back" : whyNotDone(write);
    return toOutcome(clock, operation, isDone ? "applied" : "failed", message);
  });
}

function whyNotDone({ outcome, error }: WrittenTitle): string {
  return error === undefined ? "Plex says that it was so already, and the list says otherwise" : notDone(outcome);
}
