import type { Entry } from "./catalogue.ts";

/** What the word `released` stands for, ISO: the first of January of the year where nothing better is known. */
export function toReleasedAt(entry: Entry): string {
  if (entry.type === "movie") return `${entry.movie.year ?? 1970}-01-01T00:00:00.000Z`;
  const firstAired = entry.type === "episode" ? entry.episode.firstAired : undefined;
  return firstAired ?? `${entry.show.year ?? 1970}-01-01T00:00:00.000Z`;
}
