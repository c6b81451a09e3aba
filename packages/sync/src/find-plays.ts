import type { PlayWithId, SentPlay } from "@pakt/sync-core";
import { paginate } from "@pakt/trakt-sdk";
import type { Trakt, TraktHistoryEntry } from "@pakt/trakt-sdk";

import { toTraktIds } from "./trakt-items.ts";
import { TRAKT_PAGE_LIMIT } from "./trakt-page-limit.ts";

const MINUTE_MS = 60_000;
/** Plays further apart than this are looked for by separate reads, so that the years between them are not read. */
const LARGEST_GAP_MS = 30 * 24 * 3_600_000;

/**
 * Reads the parts of the history in which plays must show if they were stored. Complete, or it throws: never from the list of
 * what is watched, which may lag.
 *
 * @throws TraktError, `incomplete` among them.
 */
export async function findPlays(
  trakt: Trakt,
  plays: readonly Pick<SentPlay, "at">[],
  signal?: AbortSignal,
): Promise<readonly PlayWithId[]> {
  const shown: PlayWithId[] = [];
  for (const { from, to } of toRanges(plays)) {
    const list = trakt.sync.history({ startAt: from, endAt: to });
    const pages = paginate(list, {
      limit: TRAKT_PAGE_LIMIT,
      key: (row: TraktHistoryEntry) => String(row.id),
      signal,
    });
    for await (const rows of pages) shown.push(...rows.flatMap(toShownPlay));
  }
  return shown;
}

/** Stretches of time that hold all plays, a minute wider on both ends. A play without a date is stored at the epoch. */
export function toRanges(
  plays: readonly Pick<SentPlay, "at">[],
): readonly { readonly from: string; readonly to: string }[] {
  const times = plays.map(({ at }) => (at === "unknown" ? 0 : Date.parse(at))).toSorted((a, b) => a - b);
  const ranges: { from: number; to: number }[] = [];
  for (const time of times) {
    const last = ranges.at(-1);
    if (last !== undefined && time - last.to <= LARGEST_GAP_MS) last.to = time;
    else ranges.push({ from: time, to: time });
  }
  return ranges.map(({ from, to }) => ({
    from: new Date(Math.max(0, from - MINUTE_MS)).toISOString(),
    to: new Date(to + 2 * MINUTE_MS).toISOString(),
  }));
}

function toShownPlay(row: TraktHistoryEntry): PlayWithId[] {
  const at = row.watched_at.startsWith("1970-01-01") ? "unknown" : row.watched_at;
  if (row.type === "movie") return [{ type: "movie", ids: toTraktIds(row.movie.ids), at, play: row.id }];
  if (row.type !== "episode") return [];
  return [
    {
      type: "episode",
      ids: toTraktIds(row.episode.ids),
      showIds: toTraktIds(row.show.ids),
      season: row.episode.season,
      number: row.episode.number,
      at,
      play: row.id,
    },
  ];
}
