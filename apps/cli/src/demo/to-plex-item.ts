import type { InMemoryPlex } from "@pakt/plex-sdk/testing";
import { SHELVED_AT } from "./household.ts";
import { DEFAULT_VERSIONS, FILES } from "./sample-files.ts";
import type { SampleCopy, SampleTitle } from "./sample-title.ts";

type CopyOptions = Partial<Parameters<InMemoryPlex["items"]["addMovie"]>[0]>;

/** What a copy on Plex looks like: its guids, and what was seen and rated. */
export function toPlexItem({ ids }: Pick<SampleTitle, "ids">, copy: SampleCopy = {}): CopyOptions {
  return {
    addedAt: toSeconds(SHELVED_AT),
    ...(copy.library === undefined ? {} : { library: copy.library }),
    ...(copy.guid === undefined ? { guids: toGuids(ids) } : { guid: copy.guid }),
    ...(copy.watchedAt === undefined ? {} : { viewCount: 1, lastViewedAt: toSeconds(copy.watchedAt) }),
    ...(copy.rating === undefined ? {} : { userRating: copy.rating }),
    ...(copy.ratedAt === undefined ? {} : { lastRatedAt: toSeconds(copy.ratedAt) }),
  };
}

/** The versions of a copy; `path` names the file, but for its ending. */
export function toVersions(
  { file, versions = DEFAULT_VERSIONS }: SampleCopy,
  { path, minutes }: { readonly path: string; readonly minutes: number },
): NonNullable<CopyOptions["media"]> {
  const duration = minutes * 60_000;
  return versions.map((name) => {
    const { media, streams } = FILES[name];
    return { ...media, duration, parts: [{ duration, file: file ?? `${path} - ${name}.mkv`, streams }] };
  });
}

/** A title's ids as Plex writes them. */
export function toGuids({ imdb, tmdb, tvdb }: SampleTitle["ids"]): readonly string[] {
  return [
    ...(imdb === undefined ? [] : [`imdb://${imdb}`]),
    ...(tmdb === undefined ? [] : [`tmdb://${tmdb}`]),
    ...(tvdb === undefined ? [] : [`tvdb://${tvdb}`]),
  ];
}

/** A UTC ISO 8601 time in epoch seconds. */
export function toSeconds(time: string): number {
  return Date.parse(time) / 1000;
}
