import type { PlexMedia } from "./plex-media.ts";

/**
 * The versions that say how good an item is: those with a file, but neither the server's optimised copies nor samples. When nothing
 * else is left, the optimised copies count (they hold the whole film), and then the samples.
 */
export function countedVersions(media: readonly PlexMedia[]): readonly PlexMedia[] {
  const versions = media.filter((version) => version.parts.length > 0);
  const longest = Math.max(0, ...versions.map(lengthOf));
  const whole = versions.filter((version) => !isNamedSample(version) && !isFarShorter(version, longest));
  const originals = whole.filter((version) => !isOptimised(version));
  if (originals.length > 0) return originals;
  if (whole.length > 0) return whole;
  const samples = versions.filter((version) => !isOptimised(version));
  return samples.length > 0 ? samples : versions;
}

/** The word alone, not in "sampler": `Sample.mkv`, `film-sample.mkv`. */
const SAMPLE = /(?:^|[^a-z])samples?(?:[^a-z]|$)/i;

/** Servers set the three marks unevenly: any one will do. */
function isOptimised(version: PlexMedia): boolean {
  if (version.proxyType === 42 || (version.target ?? "") !== "") return true;
  return version.parts.some((part) => /[\\/]Plex Versions[\\/]/i.test(part.file ?? ""));
}

function isNamedSample(version: PlexMedia): boolean {
  if (SAMPLE.test(version.title ?? "")) return true;
  return version.parts.some(({ file = "" }) => {
    const [name = "", folder = ""] = file.split(/[\\/]/).toReversed();
    return SAMPLE.test(name) || /^samples?$/i.test(folder);
  });
}

/** A fifth is far from any cut of the same film, and from the longest sample of a short one. Length may be unknown: then it is not. */
function isFarShorter(version: PlexMedia, longest: number): boolean {
  const length = lengthOf(version);
  return length > 0 && length * 5 < longest;
}

/** Milliseconds, 0 when unknown. A stacked version is as long as its parts together. */
function lengthOf(version: PlexMedia): number {
  const parts = version.parts.reduce((sum, part) => sum + (part.duration ?? 0), 0);
  return Math.max(version.duration ?? 0, parts);
}
