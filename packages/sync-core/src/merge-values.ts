import type { Rating, Watched } from "./item.ts";
import { laterDate, toMinute } from "./time.ts";

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
