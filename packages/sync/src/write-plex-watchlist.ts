import { isPlexError } from "@pakt/plex-sdk";
import type { PlexDiscover } from "@pakt/plex-sdk";
import type { AddToWatchlist, Operation, Outcome, RemoveFromWatchlist } from "@pakt/sync-core";

import type { Clock } from "./clock.ts";
import type { PlexWatchlistCache } from "./plex-watchlist-cache.ts";
import type { ApplyHooks, ApplyResult } from "./replica.ts";
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
 * How many operations are announced at once: what a crash leaves in doubt is at most so many. Each takes half a second, and a person who
 * stops the run waits for those that are announced.
 */
const ANNOUNCED = 4;
/** Failures in a row after which the rest is left for the next run. */
const FAILURES_IN_A_ROW = 4;

/**
 * Writes to the watchlist of Plex, one title a request, for no bulk call exists. Both writes may be repeated without harm; one whose
 * answer is lost is looked up in the list.
 */
export async function writePlexWatchlist(
  context: PlexWatchlistContext,
  operations: readonly PlexWatchlistOperation[],
  hooks: ApplyHooks,
): Promise<ApplyResult> {
  let failures = 0;
  for (let start = 0; start < operations.length; start += ANNOUNCED) {
    if (hooks.signal?.aborted === true) return { stopped: { code: "interrupted", message: "the run was interrupted" } };
    const chunk = operations.slice(start, start + ANNOUNCED);
    await hooks.onIntent(chunk);
    const writes: WrittenTitle[] = [];
    let givenUp: string | undefined;
    for (const operation of chunk) {
      const written =
        givenUp === undefined ? await writePlexTitle(context, operation) : notBegun(context, operation, givenUp);
      failures = written.error === undefined ? 0 : failures + 1;
      if (written.error?.code === "unauthorized") givenUp = written.error.message;
      else if (failures >= FAILURES_IN_A_ROW) givenUp = SILENT;
      writes.push(written);
    }
    await hooks.onOutcomes(await readBack(context, chunk, writes));
    if (givenUp === undefined) continue;
    const rest = operations.slice(start + ANNOUNCED);
    const outcomes = rest.map((each) => notBegun(context, each, givenUp).outcome);
    if (outcomes.length > 0) await hooks.onOutcomes(outcomes);
    return {};
  }
  return {};
}

function notBegun({ clock }: PlexWatchlistContext, operation: PlexWatchlistOperation, message: string): WrittenTitle {
  return { outcome: toOutcome(clock, operation, "failed", message) };
}

const SILENT = "the Plex watchlist does not answer any more";

/** Settles lost answers by one read of the list; when that fails too they stay unknown. */
async function readBack(
  { discover, clock }: PlexWatchlistContext,
  chunk: readonly PlexWatchlistOperation[],
  writes: readonly WrittenTitle[],
): Promise<readonly Outcome[]> {
  const outcomes = writes.map(({ outcome }) => outcome);
  if (!outcomes.some(({ status }) => status === "unknown")) return outcomes;
  const answer = await discover.watchlist().catch((error: unknown) => {
    if (isPlexError(error)) return undefined;
    throw error;
  });
  if (answer?.state !== "read") return outcomes;
  const listed = new Set(answer.items.map(({ ratingKey }) => ratingKey));
  return chunk.flatMap((operation, position) => {
    const write = writes[position];
    if (write === undefined) return [];
    if (write.outcome.status !== "unknown") return write.outcome;
    const isListed = (write.keys ?? []).some((key) => listed.has(key));
    const isDone = isListed === (operation.action === "add");
    const message = isDone ? "confirmed by reading it back" : "it did not take effect";
    return toOutcome(clock, operation, isDone ? "applied" : "failed", message);
  });
}
