import type { FoundPlays } from "./find-play-ids.ts";
import type { Collected } from "./item.ts";
import type {
  AddPlay,
  AddToWatchlist,
  HeldRating,
  MarkWatched,
  Operation,
  RemoveCollected,
  RemoveFromWatchlist,
  RemovePlays,
  RemoveRating,
  SetCollected,
  SetRating,
  UnmarkWatched,
} from "./operation.ts";
import { isSameQuality } from "./quality.ts";
import { heldRating } from "./rating-operations.ts";
import type { SideReader } from "./side-reader.ts";

/** What taking one operation back comes to. */
export interface TakenBack {
  /** The writes that take it back. None where there is nothing to take back, or nothing that may be. */
  readonly operations: readonly Operation[];
  /** What is to be said of it: why it is left alone, or what cannot be brought back. */
  readonly listed: readonly { readonly reason: string; readonly message: string }[];
}

/** An operation of the run that is taken back, and what that comes to. */
export interface Taken {
  readonly operation: Operation;
  readonly result: TakenBack;
}

interface Context {
  readonly read: SideReader;
  /** Trakt's ids of the plays that were added, by operation. */
  readonly plays: FoundPlays;
  /** When plays were that an earlier try brought back already, by operation. */
  readonly restored: Readonly<Record<string, readonly string[]>>;
}

/** The writes that take back an operation that was applied, unless somebody has changed its value since. */
export function takeBack(operation: Operation, context: Context): TakenBack {
  switch (operation.field) {
    case "watched":
      if (operation.side === "plex")
        return operation.action === "add" ? unmark(operation, context) : mark(operation, context);
      if (operation.action === "add") return removePlay(operation, context);
      return "play" in operation ? addPlayAgain(operation, operation.at) : addPlays(operation, context);
    case "rating":
      return operation.action === "remove" ? rateAgain(operation, context) : rateBack(operation, context);
    case "collection":
      return operation.action === "remove" ? collectAgain(operation, context) : collectBack(operation, context);
    case "watchlist":
      return operation.action === "remove" ? listAgain(operation, context) : unlist(operation, context);
    default:
      return operation satisfies never;
  }
}

const changedSince: TakenBack = {
  operations: [],
  listed: [{ reason: "changed-since", message: "Left alone: it was changed after that run." }],
};
const alreadyGone: TakenBack = {
  operations: [],
  listed: [{ reason: "already-gone", message: "Nothing to take back: it is not there any more." }],
};

const notToldApart: TakenBack = {
  operations: [],
  listed: [
    {
      reason: "not-told-apart",
      message: "Left alone: Trakt has several plays of that minute, and nothing tells which of them is pakt's.",
    },
  ],
};

function base({ id, row, target }: Operation): Pick<Operation, "row" | "reason" | "target" | "undoes"> {
  return { row, reason: "undone", target, undoes: id };
}

function removePlay(operation: AddPlay, { plays }: Context): TakenBack {
  const play = plays[operation.id];
  if (play === undefined) return alreadyGone;
  if (play === "several") return notToldApart;
  const { at, row } = operation;
  const id = `watched:remove:trakt:${row}@${at}`;
  return {
    operations: [{ ...base(operation), id, field: "watched", action: "remove", side: "trakt", play, at }],
    listed: [],
  };
}

function addPlayAgain(operation: Operation, at: string): TakenBack {
  const id = `watched:add:trakt:${operation.row}@${at}`;
  return { operations: [{ ...base(operation), id, field: "watched", action: "add", side: "trakt", at }], listed: [] };
}

function addPlays(operation: RemovePlays, { read, restored }: Context): TakenBack {
  const isBegun = restored[operation.id] !== undefined;
  // What an earlier try brought back is no change by a person.
  if (!isBegun && read.written(operation)?.watched !== undefined) return changedSince;
  const { at = "unknown", plays: count } = operation.before;
  const { plays = [] } = operation;
  // One play a minute is all that can be told apart.
  const moments = new Set(plays.length === 0 ? [at] : plays);
  const known = plays.length === 0 ? count : plays.length;
  const wanted = [...moments].filter((moment) => restored[operation.id]?.includes(moment) !== true);
  return {
    operations: wanted.flatMap((moment) => addPlayAgain(operation, moment).operations),
    listed: known > moments.size ? [{ reason: "not-restored", message: lostPlays(known, moments.size) }] : [],
  };
}

function lostPlays(known: number, back: number): string {
  return `Of ${known} plays ${back === 1 ? "one comes" : `${back} come`} back: of the others no time of their own is known.`;
}

function unmark(operation: MarkWatched, { read }: Context): TakenBack {
  const watched = read.copy(operation.ref)?.watched;
  if (watched === undefined) return alreadyGone;
  // Only what was not watched is ever marked: a further view is a person's.
  if (watched.plays > 1) return changedSince;
  const id = `watched:remove:plex:${operation.row}@${operation.ref}`;
  const { ref } = operation;
  return {
    operations: [{ ...base(operation), id, field: "watched", action: "remove", side: "plex", ref, before: watched }],
    listed: [],
  };
}

function mark(operation: UnmarkWatched, { read }: Context): TakenBack {
  const copy = read.copy(operation.ref);
  if (copy === undefined) return alreadyGone;
  if (copy.watched !== undefined) return changedSince;
  const id = `watched:add:plex:${operation.row}@${operation.ref}`;
  const message = "Plex cannot store a past date: it is marked as seen now, once.";
  return {
    operations: [{ ...base(operation), id, field: "watched", action: "add", side: "plex", ref: operation.ref }],
    listed: [{ reason: "not-restored", message }],
  };
}

function rateBack(operation: SetRating, { read }: Context): TakenBack {
  const current = heldRating(read.written(operation) ?? {});
  if (current === undefined) return alreadyGone;
  if (exactly(current) !== exactly(operation.rating)) return changedSince;
  return { operations: [ratingWrite(operation, { current, wanted: operation.before })], listed: [] };
}

function exactly({ value, exact = value }: HeldRating): number {
  return exact;
}

function rateAgain(operation: RemoveRating, { read }: Context): TakenBack {
  const holder = read.written(operation);
  if (holder?.rating !== undefined) return changedSince;
  if (holder === undefined && operation.side === "plex") return alreadyGone;
  return { operations: [ratingWrite(operation, { current: undefined, wanted: operation.before })], listed: [] };
}

function ratingWrite(
  operation: SetRating | RemoveRating,
  { current, wanted }: { readonly current: HeldRating | undefined; readonly wanted: HeldRating | undefined },
): SetRating | RemoveRating {
  const { side, ref, row } = operation;
  const place = `${side}:${row}${ref === undefined ? "" : `@${ref}`}`;
  const shared = { ...base(operation), field: "rating", side, ...(ref !== undefined && { ref }) } as const;
  if (wanted === undefined) {
    return { ...shared, id: `rating:remove:${place}`, action: "remove", before: current ?? { value: 0 } };
  }
  const action = current === undefined ? "add" : "update";
  return {
    ...shared,
    id: `rating:${action}:${place}`,
    action,
    rating: wanted,
    ...(current !== undefined && { before: current }),
  };
}

function collectBack(operation: SetCollected, { read }: Context): TakenBack {
  const current = read.written(operation)?.collection;
  if (current === undefined) return alreadyGone;
  if (!isSameQuality(current.quality, operation.quality)) return changedSince;
  const shared = { ...base(operation), field: "collection", side: "trakt" } as const;
  const { row, before } = operation;
  if (before === undefined) {
    const id = `collection:remove:trakt:${row}`;
    return { operations: [{ ...shared, id, action: "remove", before: current }], listed: [] };
  }
  return { operations: [collectedWrite(operation, { current, wanted: before })], listed: [] };
}

function collectAgain(operation: RemoveCollected, { read }: Context): TakenBack {
  if (read.written(operation)?.collection !== undefined) return changedSince;
  return { operations: [collectedWrite(operation, { current: undefined, wanted: operation.before })], listed: [] };
}

function collectedWrite(
  operation: SetCollected | RemoveCollected,
  { current, wanted }: { readonly current: Collected | undefined; readonly wanted: Collected },
): SetCollected {
  const action = current === undefined ? "add" : "update";
  return {
    ...base(operation),
    id: `collection:${action}:trakt:${operation.row}`,
    field: "collection",
    side: "trakt",
    action,
    quality: wanted.quality,
    ...(wanted.at !== undefined && { at: wanted.at }),
    ...(current !== undefined && { before: current }),
  };
}

function unlist(operation: AddToWatchlist, { read }: Context): TakenBack {
  const { side, row } = operation;
  const current = read.held(side, operation.target).watchlist;
  if (current === undefined) return alreadyGone;
  const id = `watchlist:remove:${side}:${row}`;
  return {
    operations: [{ ...base(operation), id, field: "watchlist", action: "remove", side, before: current }],
    listed: [],
  };
}

function listAgain(operation: RemoveFromWatchlist, { read }: Context): TakenBack {
  const { side, row, before } = operation;
  if (read.held(side, operation.target).watchlist !== undefined) return changedSince;
  const id = `watchlist:add:${side}:${row}`;
  return {
    operations: [
      {
        ...base(operation),
        id,
        field: "watchlist",
        action: "add",
        side,
        ...(before.at !== undefined && { listedAt: before.at }),
      },
    ],
    listed: [
      { reason: "not-restored", message: "It is listed again with the date of now: neither list takes a date." },
    ],
  };
}
