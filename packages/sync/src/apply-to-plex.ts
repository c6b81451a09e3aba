import { isPlexError } from "@pakt/plex-sdk";
import type { PlexItem, PlexServer } from "@pakt/plex-sdk";
import type { MarkWatched, Operation, Outcome, RemoveRating, SetRating, UnmarkWatched } from "@pakt/sync-core";

import type { Clock } from "./clock.ts";
import { toRatingKey } from "./plex-ref.ts";
import type { ApplyHooks, ApplyResult } from "./replica.ts";
import { notDone } from "./not-done.ts";
import { toOutcome } from "./to-outcome.ts";

/** An operation that the media server carries out. */
export type PlexOperation = MarkWatched | UnmarkWatched | SetRating | RemoveRating;

/** How many operations are announced at once: what a crash leaves in doubt is at most so many. */
const ANNOUNCED = 20;
/** Writes in a row that a server may leave without any answer before the rest is left for the next run. */
const SILENCES_IN_A_ROW = 4;

/** Writes to Plex, a few at a time: one request a copy, for no bulk call exists. A write whose answer is lost is read back. */
export async function applyToPlex(
  context: PlexWriteContext & { readonly concurrency: number },
  operations: readonly Operation[],
  hooks: ApplyHooks,
): Promise<ApplyResult> {
  const writable = operations.filter(isServerOperation);
  for (let start = 0; start < writable.length; start += ANNOUNCED) {
    if (hooks.signal?.aborted === true) return { stopped: { code: "interrupted", message: "the run was interrupted" } };
    const chunk = writable.slice(start, start + ANNOUNCED);
    await hooks.onIntent(chunk);
    const writes = await writeChunk(context, chunk);
    const outcomes = await readBack(context, writes);
    await hooks.onOutcomes(outcomes);
    const stop = writes.find(({ stop: reason }) => reason !== undefined)?.stop;
    if (stop !== undefined) return { stopped: stop };
    if (outcomes.length === ANNOUNCED && outcomes.every(isFailure)) return { stopped: PLEX_IS_AWAY };
  }
  return {};
}

function isFailure({ status }: Outcome): boolean {
  return status === "failed" || status === "unknown";
}

/** Whether an operation is carried out by a media server. */
export function isServerOperation(operation: Operation): operation is PlexOperation {
  return operation.side === "plex" && (operation.field === "watched" || operation.field === "rating");
}

interface PlexWriteContext {
  readonly server: PlexServer;
  readonly clock: Clock;
  /** The media server's own time, epoch milliseconds. */
  readonly serverNow: () => number;
}

interface Write {
  readonly operation: PlexOperation;
  readonly outcome: Outcome;
  /** No answer came in time. */
  readonly isSilent?: boolean;
  readonly stop?: NonNullable<ApplyResult["stopped"]>;
}

async function writeChunk(
  context: PlexWriteContext & { readonly concurrency: number },
  chunk: readonly PlexOperation[],
): Promise<readonly Write[]> {
  const writes: Write[] = [];
  let next = 0;
  let stopped = false;
  let silences = 0;
  async function work(): Promise<void> {
    for (let operation = chunk[next]; operation !== undefined; operation = chunk[next]) {
      next += 1;
      const write = stopped ? notBegun(context.clock, operation) : await writeOne(context, operation);
      silences = write.isSilent === true ? silences + 1 : 0;
      const isAway = !stopped && silences >= SILENCES_IN_A_ROW;
      stopped ||= isAway || write.stop !== undefined;
      writes.push(isAway ? { ...write, stop: PLEX_IS_AWAY } : write);
    }
  }
  const ends = await Promise.allSettled(Array.from({ length: context.concurrency }, work));
  for (const end of ends) if (end.status === "rejected") throw end.reason;
  return writes;
}

/** A server that answers nothing any more is not asked about each of a thousand titles. */
const PLEX_IS_AWAY = { code: "unreachable", message: "Plex does not answer any more" } as const;

function notBegun(clock: Clock, operation: PlexOperation): Write {
  return { operation, outcome: toOutcome(clock, operation, "failed", "Plex stopped accepting writes") };
}

async function writeOne(context: PlexWriteContext, operation: PlexOperation): Promise<Write> {
  const { clock } = context;
  try {
    await send(context, operation);
    return { operation, outcome: toOutcome(clock, operation, "applied") };
  } catch (error) {
    if (!isPlexError(error)) throw error;
    const message = error.message;
    if (error.code === "unauthorized") {
      const stop = { code: "sign-in-needed", message: "Plex does not accept the token any more" } as const;
      return { operation, outcome: toOutcome(clock, operation, "failed", message), stop };
    }
    if (error.code === "not-found")
      return { operation, outcome: toOutcome(clock, operation, "unmatched", "gone from Plex") };
    const outcome = toOutcome(clock, operation, error.mayHaveHappened ? "unknown" : "failed", message);
    return error.code === "timeout" ? { operation, outcome, isSilent: true } : { operation, outcome };
  }
}

async function send({ server, serverNow }: PlexWriteContext, operation: PlexOperation): Promise<void> {
  const ratingKey = toRatingKey(operation.ref ?? "");
  if (operation.field === "watched") {
    return operation.action === "add" ? server.scrobble({ ratingKey }) : server.unscrobble({ ratingKey });
  }
  if (operation.action === "remove") return server.rate({ ratingKey, rating: undefined });
  const { value, exact = value, at } = operation.rating;
  // Plex refuses a date that its clock has not reached (official API, rate).
  const isPast = at !== undefined && Date.parse(at) <= serverNow();
  return server.rate({ ratingKey, rating: exact, ...(isPast ? { ratedAt: new Date(at) } : {}) });
}

/** Settles lost answers by one read of the copies in doubt; when that fails too they stay unknown. */
async function readBack(
  { server, clock }: { readonly server: PlexServer; readonly clock: Clock },
  writes: readonly Write[],
): Promise<readonly Outcome[]> {
  const doubtful = writes.filter(({ outcome: { status } }) => status === "unknown");
  if (doubtful.length === 0) return writes.map((write) => write.outcome);
  const keys = doubtful.map(({ operation }) => toRatingKey(operation.ref ?? ""));
  const read = await server.itemsByIds(keys).catch((error: unknown) => {
    if (isPlexError(error)) return undefined;
    throw error;
  });
  if (read === undefined) return writes.map((write) => write.outcome);
  const byKey = new Map(read.map((item) => [item.ratingKey, item]));
  return writes.map(({ operation, outcome: sent }) => {
    const item = byKey.get(toRatingKey(operation.ref ?? ""));
    if (sent.status !== "unknown" || item === undefined) return sent;
    if (shows(item, operation)) return toOutcome(clock, operation, "applied", "confirmed by reading it back");
    return toOutcome(clock, operation, "failed", notDone(sent));
  });
}

function shows(item: PlexItem, operation: PlexOperation): boolean {
  if (operation.field === "rating") {
    const rating = Math.round(item.userRating ?? 0);
    return operation.action === "remove" ? rating === 0 : rating === operation.rating.value;
  }
  const isWatched = (item.type === "movie" || item.type === "episode") && (item.viewCount ?? 0) > 0;
  return operation.action === "add" ? isWatched : !isWatched;
}
