/** How many lines, and whether interlaced. */
export type Resolution = "4k" | "1080p" | "1080i" | "720p" | "576p" | "576i" | "480p" | "480i";

/** The kind of high dynamic range. */
export type Hdr = "dolby-vision" | "hdr10+" | "hdr10" | "hlg";

/** The kind of sound. `dolby-atmos` is TrueHD with Atmos. */
export type Audio =
  | "dolby-atmos"
  | "dolby-truehd"
  | "dolby-digital-plus-atmos"
  | "dolby-digital-plus"
  | "dolby-digital"
  | "dolby-prologic"
  | "dts-x"
  | "dts-hd-ma"
  | "dts-hd-hra"
  | "dts"
  | "auro-3d"
  | "flac"
  | "lpcm"
  | "aac"
  | "opus"
  | "vorbis"
  | "mp3"
  | "mp2"
  | "wma";

/** Main, low and height channels. */
export type Channels =
  | "1.0"
  | "2.0"
  | "2.1"
  | "3.0"
  | "3.1"
  | "4.0"
  | "4.1"
  | "5.0"
  | "5.1"
  | "5.1.2"
  | "5.1.4"
  | "6.1"
  | "7.1"
  | "7.1.2"
  | "7.1.4"
  | "9.1"
  | "10.1";

/** A part of {@link Quality}. */
export type QualityPart = "resolution" | "hdr" | "audio" | "channels" | "is3d";

/** What a collected version is like, in words that both services have. An absent part: none, or nothing there is a word for. */
export interface Quality {
  readonly resolution?: Resolution;
  readonly hdr?: Hdr;
  readonly audio?: Audio;
  readonly channels?: Channels;
  readonly is3d?: true;
  /** Parts that the side could not tell: they equal anything, and are not written. Absent when it could tell all. */
  readonly unknown?: readonly QualityPart[];
}

/** All parts, in the order in which they are told. */
export const qualityParts: readonly QualityPart[] = ["resolution", "hdr", "audio", "channels", "is3d"];

/** Whether two qualities say the same, as far as both know. */
export function isSameQuality(first: Quality, second: Quality): boolean {
  if (first === second) return true;
  for (const part of qualityParts) {
    if (first[part] !== second[part] && !isUnknown(first, part) && !isUnknown(second, part)) return false;
  }
  return true;
}

/** A quality whose unknown parts are taken from another: all that is known, without `unknown`. */
export function completeQuality(quality: Quality, other: Quality | undefined): Quality {
  const known = (part: QualityPart): Quality => {
    const value = isUnknown(quality, part) ? other?.[part] : quality[part];
    return value === undefined ? {} : { [part]: value };
  };
  return Object.assign({}, ...qualityParts.map(known));
}

/** A quality as text: equal for equal qualities. */
export function qualityText(quality: Quality): string {
  return qualityParts.map((part) => (isUnknown(quality, part) ? "?" : String(quality[part] ?? ""))).join(" ");
}

/** Whether a side could not tell a part. */
export function isUnknown({ unknown }: Quality, part: QualityPart): boolean {
  return unknown !== undefined && unknown.includes(part);
}
