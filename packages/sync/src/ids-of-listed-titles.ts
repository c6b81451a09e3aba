import { isPlexError } from "@pakt/plex-sdk";
import type { PlexDiscover, PlexWatchlistItem } from "@pakt/plex-sdk";

import type { Clock } from "./clock.ts";
import type { MissedIds, PlexWatchlistCache } from "./plex-watchlist-cache.ts";
import { restAfterMisses } from "./rest-after-misses.ts";
import { sideBySide } from "./side-by-side.ts";

/** What reading the watchlist stands on. */
export interface PlexWatchlistParts {
  readonly discover: PlexDiscover;
  readonly cache: PlexWatchlistCache;
  readonly clock: Clock;
}

/** Reads of titles under way at once. */
const CONCURRENT_READS = 2;

/**
 * The titles of a watchlist with their ids. Lists leave out ids now and then; those that a title has never change, so each is read once.
 * One that has none, or that Plex says not to have, rests for 1, 3, 7, 30 days. The very same titles come back where nothing was found.
 */
export async function withIds(
  { discover, cache, clock }: PlexWatchlistParts,
  titles: readonly PlexWatchlistItem[],
  signal: AbortSignal | undefined,
): Promise<{ readonly found: readonly PlexWatchlistItem[]; readonly isComplete: boolean }> {
  const nameless = titles.filter(({ guids }) => guids.length === 0);
  if (nameless.length === 0) return { found: titles, isComplete: true };
  const known = new Map(Object.entries(await cache.readIds()));
  const misses = await cache.readMisses();
  const isResting = (until: string | undefined): boolean => until !== undefined && Date.parse(until) > clock.now();
  const open = nameless.filter(({ ratingKey }) => !known.has(ratingKey) && !isResting(misses[ratingKey]?.until));
  const before = known.size;
  const missed = new Set<string>();
  let next = 0;
  let isComplete = true;
  async function work(stop: AbortSignal): Promise<void> {
    for (let title = open[next]; title !== undefined; title = open[next]) {
      next += 1;
      try {
        const read = await discover.item(title.ratingKey, { signal: stop });
        // What Plex lists and does not have (any more) has no ids. A new title has none either, and is given some later.
        if (read === undefined || read.guids.length === 0) missed.add(title.ratingKey);
        else known.set(title.ratingKey, read.guids);
      } catch (error) {
        if (!isPlexError(error) || error.code === "aborted" || error.code === "unauthorized") throw error;
        isComplete = false;
      }
    }
  }
  await sideBySide(
    signal,
    Array.from({ length: CONCURRENT_READS }, () => work),
  );
  if (known.size > before) await cache.writeIds(Object.fromEntries(known));
  if (missed.size > 0) {
    const listed = nameless.filter(({ ratingKey }) => !known.has(ratingKey)).map(({ ratingKey }) => ratingKey);
    await cache.writeMisses(nextMisses(listed, { misses, missed, now: clock.now() }));
  }
  if (!nameless.some(({ ratingKey }) => known.has(ratingKey))) return { found: titles, isComplete };
  const found = titles.map((title) =>
    title.guids.length > 0 ? title : { ...title, guids: known.get(title.ratingKey) ?? [] },
  );
  return { found, isComplete };
}

/** What was missed now rests longer than before; what is not listed any more is forgotten. */
function nextMisses(
  listed: readonly string[],
  { misses, missed, now }: { readonly misses: MissedIds; readonly missed: ReadonlySet<string>; readonly now: number },
): MissedIds {
  const next: Record<string, MissedIds[string]> = {};
  for (const key of listed) {
    const before = misses[key];
    const times = (before?.times ?? 0) + 1;
    if (missed.has(key)) next[key] = { times, until: restAfterMisses(times, now) };
    else if (before !== undefined) next[key] = before;
  }
  return next;
}
