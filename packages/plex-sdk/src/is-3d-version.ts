import type { PlexMedia } from "./plex-media.ts";

const FORMAT = /(?:^|[^a-z0-9])(?:h-?sbs|half-?sbs|h-?ou|half-?ou|mvc)(?:[^a-z0-9]|$)/i;
const WORD = /(?:^|[^a-z0-9])3-?d(?:[^a-z0-9]|$)/i;
const YEAR = /(?<!\d)(?:19|20)\d\d(?![\dpx])/gi;

/**
 * Whether file names say that a version is in 3D; Plex itself does not know. `3D` before the year belongs to the title (`Step Up 3D
 * (2010)`). Undefined when no file name is known.
 */
export function is3dVersion(version: PlexMedia): boolean | undefined {
  const files = version.parts.flatMap((part) => part.file ?? []);
  if (files.length === 0) return undefined;
  return files.some((file) => {
    const name = file.slice(Math.max(file.lastIndexOf("/"), file.lastIndexOf("\\")) + 1);
    const yearAt = [...name.matchAll(YEAR)].at(-1)?.index ?? 0;
    return FORMAT.test(name) || WORD.test(name.slice(yearAt));
  });
}
