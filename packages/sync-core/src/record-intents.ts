import type { Ledger, SentPlay, SentScrobble } from "./ledger.ts";
import type { AddPlay, MarkWatched, Operation } from "./operation.ts";

/** What the ledger must know beside the operations. */
export interface IntentContext {
  /** The view count of a Plex copy before the scrobble, as the last read showed it. */
  readonly viewsBefore: (ref: string) => number;
  /** The Trakt account that plays are sent to, where that is known. The ledger is then to be that account's, as `ledgerOf` gives it. */
  readonly account?: string | undefined;
}

/**
 * The ledger with everything that is about to be sent and that a service does not de-duplicate: Trakt's plays and Plex's
 * scrobbles. Store it before anything is sent. `at` is the time of sending, UTC ISO 8601.
 */
export function recordIntents(
  ledger: Ledger,
  operations: readonly Operation[],
  context: IntentContext,
  at: string,
): Ledger {
  const plays = operations.filter(isAddPlay).map((operation) => toPlay(operation, context.account, at));
  const scrobbles = operations
    .filter(isMarkWatched)
    .map((operation) => toScrobble(operation, context.viewsBefore(operation.ref), at));
  const repeated = new Set([...plays, ...scrobbles].map(({ operation }) => operation));
  return {
    ...ledger,
    plays: [...ledger.plays.filter(({ operation }) => !repeated.has(operation)), ...plays],
    scrobbles: [...ledger.scrobbles.filter(({ operation }) => !repeated.has(operation)), ...scrobbles],
  };
}

function isAddPlay(operation: Operation): operation is AddPlay {
  return operation.field === "watched" && operation.action === "add" && operation.side === "trakt";
}

function isMarkWatched(operation: Operation): operation is MarkWatched {
  return operation.field === "watched" && operation.action === "add" && operation.side === "plex";
}

function toPlay({ id, target, at }: AddPlay, account: string | undefined, sentAt: string): SentPlay {
  const { type, ids, show, season, number } = target;
  return {
    operation: id,
    ...(account !== undefined && { account }),
    type,
    ids,
    ...(show !== undefined && { showIds: show.ids }),
    ...(season !== undefined && { season }),
    ...(number !== undefined && { number }),
    at,
    sentAt,
    state: "sent",
  };
}

function toScrobble({ id, ref }: MarkWatched, viewsBefore: number, sentAt: string): SentScrobble {
  return { operation: id, ref, viewsBefore, sentAt, state: "sent" };
}
