import type {
  AddPlay,
  AddToWatchlist,
  MarkWatched,
  Operation,
  Quality,
  RemoveCollected,
  RemoveFromWatchlist,
  RemovePlays,
  RemoveRating,
  SetCollected,
  SetRating,
  Side,
  Target,
} from "@pakt/sync-core";

/** When plays and ratings of the tests were: earlier than any fake clock's start. */
export const AT = "2026-01-02T20:10:00.000Z";

/** A movie as both sides know it: Trakt's id is `number`. */
export function movieTarget(number: number): Target {
  return { type: "movie", ids: [`trakt:${number}`, `tmdb:${100_000 + number}`], title: `Movie ${number}`, by: "ids" };
}

const base = (target: Target) =>
  ({
    row: `${target.type}:${target.ids[0] ?? `${target.show?.ids[0]}:${target.season}:${target.number}`}`,
    reason: "added-on-plex",
    target,
  }) as const;

const idOf = (what: string, target: Target): string => `${what} ${base(target).row}`;

/** One play for Trakt. */
export function play(target: Target, at: string = AT): AddPlay {
  return { id: `${idOf("play", target)} ${at}`, ...base(target), field: "watched", action: "add", side: "trakt", at };
}

/** All plays off Trakt. */
export function unplay(target: Target): RemovePlays {
  return {
    id: idOf("unplay", target),
    ...base(target),
    field: "watched",
    action: "remove",
    side: "trakt",
    before: { plays: 1, at: AT },
  };
}

/** One scrobble for a Plex copy. */
export function mark(target: Target, ref: string): MarkWatched {
  return { id: idOf(`mark ${ref}`, target), ...base(target), field: "watched", action: "add", side: "plex", ref };
}

/** A rating for Trakt, or for a Plex copy. */
export function rate(target: Target, value: number, ref?: string): SetRating {
  return {
    id: idOf(`rate ${ref ?? "trakt"}`, target),
    ...base(target),
    field: "rating",
    action: "add",
    side: ref === undefined ? "trakt" : "plex",
    ...(ref === undefined ? {} : { ref }),
    rating: { value, at: AT },
  };
}

/** A rating off Trakt, or off a Plex copy. */
export function unrate(target: Target, ref?: string): RemoveRating {
  return {
    id: idOf(`unrate ${ref ?? "trakt"}`, target),
    ...base(target),
    field: "rating",
    action: "remove",
    side: ref === undefined ? "trakt" : "plex",
    ...(ref === undefined ? {} : { ref }),
    before: { value: 5, at: AT },
  };
}

/** One view off a Plex copy. */
export function unmark(target: Target, ref: string): Operation {
  return {
    id: idOf(`unmark ${ref}`, target),
    ...base(target),
    field: "watched",
    action: "remove",
    side: "plex",
    ref,
    before: { plays: 1, at: AT },
  };
}

/** An entry in Trakt's collection, since {@link AT}. */
export function collect(target: Target, quality: Quality = { resolution: "1080p" }): SetCollected {
  return {
    id: idOf("collect", target),
    ...base(target),
    field: "collection",
    action: "add",
    side: "trakt",
    at: AT,
    quality,
  };
}

/** An entry out of Trakt's collection. */
export function uncollect(target: Target): RemoveCollected {
  return {
    id: idOf("uncollect", target),
    ...base(target),
    field: "collection",
    action: "remove",
    side: "trakt",
    before: { quality: {} },
  };
}

/** A title for the watchlist of a side. */
export function list(target: Target, side: Side): AddToWatchlist {
  return { id: idOf(`list ${side}`, target), ...base(target), field: "watchlist", action: "add", side };
}

/** A title off the watchlist of a side, by the side's keys where it has some. */
export function unlist(target: Target, side: Side, keys?: readonly string[]): RemoveFromWatchlist {
  return {
    id: idOf(`unlist ${side}`, target),
    ...base(target),
    field: "watchlist",
    action: "remove",
    side,
    before: keys === undefined ? {} : { keys },
  };
}
