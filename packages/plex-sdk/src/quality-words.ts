/*
 * The words for media quality: closed sets, best first, so that the place in a list is the rank. Whoever maps them to another
 * service's words gets a compiler error when one is added.
 */

/** Lines of the picture, and whether they are interlaced. Best first. */
export const PLEX_RESOLUTIONS = ["4k", "1080p", "1080i", "720p", "576p", "576i", "480p", "480i"] as const;

/** The resolution of a version. 8k and 2k count as `4k`, and all that is smaller than 480 lines as 480. */
export type PlexResolution = (typeof PLEX_RESOLUTIONS)[number];

/** Kinds of high dynamic range, best first. A Dolby Vision file that also plays as HDR10 is `dolby-vision`. */
export const PLEX_HDRS = ["dolby-vision", "hdr10+", "hdr10", "hlg"] as const;

/** The kind of high dynamic range of a version; none for an ordinary picture. */
export type PlexHdr = (typeof PLEX_HDRS)[number];

/**
 * Kinds of sound, best first: sound objects on a lossless bed, lossless, sound objects on a lossy bed, then lossy.
 * `dolby-atmos` is Atmos in TrueHD.
 */
export const PLEX_AUDIOS = [
  "dolby-atmos",
  "dts-x",
  "dolby-truehd",
  "dts-hd-ma",
  "lpcm",
  "flac",
  "dolby-digital-plus-atmos",
  "dts-hd-hra",
  "dolby-digital-plus",
  "dts",
  "dolby-digital",
  "opus",
  "aac",
  "vorbis",
  "wma",
  "mp3",
  "mp2",
] as const;

/** The kind of sound of a version's best track. */
export type PlexAudio = (typeof PLEX_AUDIOS)[number];

/** Speakers and subwoofers, most first. Plex tells of no height speakers: sound objects come with the channels of their bed. */
export const PLEX_CHANNELS = ["7.1", "6.1", "5.1", "5.0", "4.1", "4.0", "3.1", "3.0", "2.1", "2.0", "1.0"] as const;

/** The channels of a version's best track. */
export type PlexChannels = (typeof PLEX_CHANNELS)[number];

/** The parts of a quality, as `MediaQuality.unknown` names them. */
export type MediaQualityPart = "resolution" | "hdr" | "audio" | "channels" | "3d";

/** How good a version of a movie or episode is. A part that is absent and not in `unknown` is known to have no word. */
export interface MediaQuality {
  readonly resolution?: PlexResolution;
  readonly hdr?: PlexHdr;
  readonly audio?: PlexAudio;
  readonly channels?: PlexChannels;
  readonly is3d?: true;
  /** What the data cannot tell, e.g. `hdr` of a row without streams. Absent when all is known. */
  readonly unknown?: readonly MediaQualityPart[];
}
