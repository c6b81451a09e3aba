import type { PlexMedia } from "./plex-media.ts";

/**
 * A short text that changes when the files of an item change, `""` when there are none. It needs no streams and is the same with them,
 * so a list row tells whether an item has to be read anew. The order of versions and parts does not matter. What Plex finds out later
 * about the same file without changing a field below, such as HDR, does not show.
 *
 * 64 bits that are compared with the same item's earlier ones only: a change is missed once in 10^19. Not for secrets.
 */
export function mediaFingerprint(media: readonly PlexMedia[]): string {
  if (media.length === 0) return "";
  const [only] = media;
  return hash(only !== undefined && media.length === 1 ? textOf(only) : media.map(textOf).toSorted().join("\0\0"));
}

/** Neither duration nor bitrate: an analysis may refine them though the file is the same. No path holds a NUL. */
function textOf(version: PlexMedia): string {
  const parts = version.parts.map((part) => `${part.id}\0${part.size}\0${part.file}`);
  if (parts.length > 1) parts.sort();
  return [
    version.id,
    version.videoResolution,
    version.width,
    version.height,
    version.videoCodec,
    version.audioCodec,
    version.audioProfile,
    version.audioChannels,
    ...parts,
  ].join("\0");
}

/** Two 32-bit FNV-1a lanes with different multipliers, each mixed at the end so that near texts end far apart. */
function hash(text: string): string {
  let one = 0x811c9dc5;
  let two = 0x9e3779b9;
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    one = Math.imul(one ^ code, 0x01000193);
    two = Math.imul(two ^ code, 0x85ebca6b);
    two ^= two >>> 15;
  }
  return toHex(mix(one)) + toHex(mix(two ^ text.length));
}

function mix(lane: number): number {
  const once = Math.imul(lane ^ (lane >>> 16), 0x7feb352d);
  const twice = Math.imul(once ^ (once >>> 15), 0x846ca68b);
  return twice ^ (twice >>> 16);
}

function toHex(lane: number): string {
  return (lane >>> 0).toString(16).padStart(8, "0");
}
