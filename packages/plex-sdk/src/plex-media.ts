/*
 * Files and tracks in Plex's own names. Nothing but `parts` is promised: servers leave out what they have not analysed, and a value
 * that makes no sense is read as absent, because no sync should fail on it.
 */

/** One version of a movie or episode; several parts when it is stacked (cd1, cd2). The first of several is not the best. */
export interface PlexMedia {
  readonly parts: readonly PlexPart[];
  readonly id?: string | undefined;
  /** `4k`, `1080`, `720`, `576`, `480`, `sd`; odd rows say `SD`, `720p`, `2k`. */
  readonly videoResolution?: string | undefined;
  /** Pixels. */
  readonly width?: number | undefined;
  /** Pixels. */
  readonly height?: number | undefined;
  /** Milliseconds. */
  readonly duration?: number | undefined;
  /** Kilobits a second. */
  readonly bitrate?: number | undefined;
  readonly videoCodec?: string | undefined;
  /** Of the main track, like `audioProfile` and `audioChannels`. */
  readonly audioCodec?: string | undefined;
  /** E.g. `ma`, `dolby truehd + dolby atmos`; lists carry it too. Files that were analysed long ago have none. */
  readonly audioProfile?: string | undefined;
  readonly audioChannels?: number | undefined;
  /** 42 for an optimised version. */
  readonly proxyType?: number | undefined;
  /** What an optimised version was made for, e.g. `Optimized for Mobile`. */
  readonly target?: string | undefined;
  readonly title?: string | undefined;
}

/** One file. Episodes that share a file have parts with the same path. */
export interface PlexPart {
  readonly id?: string | undefined;
  /** The path on the server. */
  readonly file?: string | undefined;
  /** Bytes. */
  readonly size?: number | undefined;
  /** Milliseconds. */
  readonly duration?: number | undefined;
  /** Absent when the server sent none, as lists do unless `streams` is asked for, and for files that it has not analysed. */
  readonly streams?: readonly PlexStream[] | undefined;
}

/** A track of a file: video, audio or subtitles. */
export interface PlexStream {
  /** 1 video, 2 audio, 3 subtitles. */
  readonly streamType?: number | undefined;
  /** E.g. `hevc`, `truehd`, `dca` (which is DTS). Cover art is a video stream of `mjpeg` or `png`. */
  readonly codec?: string | undefined;
  /** E.g. `main 10`, `ma`, `dolby digital plus + dolby atmos`. */
  readonly profile?: string | undefined;
  /** What the file calls the track. */
  readonly title?: string | undefined;
  /** What Plex calls the track, e.g. `4K DoVi/HDR10`, `English (TRUEHD 7.1 + Atmos)`. */
  readonly displayTitle?: string | undefined;
  /** Both together, e.g. `TrueHD Atmos 7.1 (English)`. */
  readonly extendedDisplayTitle?: string | undefined;
  readonly default?: boolean | undefined;
  readonly channels?: number | undefined;
  /** E.g. `5.1(side)`, `stereo`. */
  readonly audioChannelLayout?: string | undefined;
  /** `interlaced` or `progressive`. */
  readonly scanType?: string | undefined;
  /** `smpte2084` for HDR10, `arib-std-b67` for HLG. */
  readonly colorTrc?: string | undefined;
  /** Pixels. */
  readonly width?: number | undefined;
  /** Pixels. */
  readonly height?: number | undefined;
  readonly DOVIPresent?: boolean | undefined;
  readonly DOVIProfile?: number | undefined;
  readonly HDR10PlusPresent?: boolean | undefined;
}
