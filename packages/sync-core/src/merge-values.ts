import type { Collected, Rating, Watched, Watchlisted } from "./item.ts";
import { qualityText } from "./quality.ts";
import { earlierDate, laterDate, toMinute } from "./time.ts";

/** Watched if either is: the newest view, the most plays. */
export function mergeWatched(first: Watched | undefined, second: Watched | undefined): Watched | undefined {
  if (first === undefined || second === undefined) return first ?? second;
  const at = laterDate(first.at, second.at);
  return { ...(at !== undefined && { at }), plays: Math.max(first.plays, second.plays) };
}

/** The newer of two ratings; dated beats undated, a tie goes to the higher. */
export function mergeRating(first: Rating | undefined, second: Rating | undefined): Rating | undefined {
  if (first === undefined || second === undefined) return first ?? second;
  const difference = (toMinute(first.at) ?? 0) - (toMinute(second.at) ?? 0);
  if (difference !== 0) return difference > 0 ? first : second;
  if (first.value !== second.value) return first.value > second.value ? first : second;
  return laterDate(first.at, second.at) === first.at ? first : second;
}

/** The better of two versions, since the earlier of their dates. A disc counts as long as any entry is one. */
export function mergeCollected(first: Collected | undefined, second: Collected | undefined): Collected | undefined {
  if (first === undefined || second === undefined) return first ?? second;
  const difference = (first.score ?? 0) - (second.score ?? 0);
  const isFirst = difference === 0 ? qualityText(first.quality) <= qualityText(second.quality) : difference > 0;
  const { quality, score } = isFirst ? first : second;
  const at = earlierDate(first.at, second.at);
  const isPhysical = first.isPhysical ?? second.isPhysical;
  return {
    quality,
    ...(at !== undefined && { at }),
    ...(score !== undefined && { score }),
    ...(isPhysical !== undefined && { isPhysical }),
  };
}

/** Listed if either is: since the earlier date, with the entries of both. */
export function mergeWatchlisted(
  first: Watchlisted | undefined,
  second: Watchlisted | undefined,
): Watchlisted | undefined {
  if (first === undefined || second === undefined) return first ?? second;
  const at = earlierDate(first.at, second.at);
  const keys = [...new Set([...(first.keys ?? []), ...(second.keys ?? [])])].toSorted();
  return { ...(at !== undefined && { at }), ...(keys.length > 0 && { keys }) };
}
