import type { MediaQuality } from "./quality-words.ts";
import { PLEX_AUDIOS, PLEX_CHANNELS, PLEX_HDRS, PLEX_RESOLUTIONS } from "./quality-words.ts";

/**
 * A number by which qualities compare: the higher, the better. Resolution decides; where it is equal HDR, then audio, then channels.
 * Each is ranked by its place in `PLEX_RESOLUTIONS` and so on, what is absent or unknown last. 3D does not count: it is not better.
 * Compare scores of the same version of this package only.
 */
export function qualityScore(quality: MediaQuality): number {
  const { resolution, hdr, audio, channels } = quality;
  const picture = rankOf(PLEX_RESOLUTIONS, resolution) * (PLEX_HDRS.length + 1) + rankOf(PLEX_HDRS, hdr);
  const withAudio = picture * (PLEX_AUDIOS.length + 1) + rankOf(PLEX_AUDIOS, audio);
  return withAudio * (PLEX_CHANNELS.length + 1) + rankOf(PLEX_CHANNELS, channels);
}

/** The rank of a word in a list that has the best first: 0 when absent, then 1 for the least. */
export function rankOf<T>(words: readonly T[], word: T | undefined): number {
  return word === undefined ? 0 : words.length - words.indexOf(word);
}
