import { countedVersions } from "./counted-versions.ts";
import type { PlexMedia } from "./plex-media.ts";
import { qualityOfVersion } from "./quality-of-version.ts";
import type { VersionQuality } from "./quality-of-version.ts";
import { qualityScore } from "./quality-score.ts";
import type { MediaQuality } from "./quality-words.ts";

/**
 * How good the best version of a movie or episode is; undefined when there is no file. Streams are needed to know it in full (see
 * `ItemsOptions.streams`, `itemsByIds`): without them `unknown` says what is not known.
 *
 * Optimised copies and samples do not count unless nothing else is left. Of the others the one with the highest `qualityScore` is the
 * best, an unknown kind of sound counted as the least that it can be. Length, size and bitrate do not rank: what they would defeat,
 * samples, is gone by then, and a longer or larger cut of the same quality is no better copy. Versions that still tie have the same
 * words, so the order of versions, parts and streams never matters; the one that is known best and not in 3D goes first.
 */
export function qualityOf(media: readonly PlexMedia[]): MediaQuality | undefined {
  const versions = countedVersions(media).map(qualityOfVersion);
  return versions.toSorted((a, b) => scoreOf(b) - scoreOf(a) || byDoubt(a.quality, b.quality))[0]?.quality;
}

function scoreOf({ quality, audioAtLeast }: VersionQuality): number {
  return qualityScore(audioAtLeast === undefined ? quality : { ...quality, audio: audioAtLeast });
}

function byDoubt(a: MediaQuality, b: MediaQuality): number {
  return (
    (a.unknown?.length ?? 0) - (b.unknown?.length ?? 0) ||
    Number(a.is3d === true) - Number(b.is3d === true) ||
    String(a.unknown).localeCompare(String(b.unknown))
  );
}
