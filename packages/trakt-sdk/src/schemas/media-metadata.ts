import { z } from "zod";

/** Where a copy comes from: a file, or a disc or tape on a shelf (trakt-java, jellyfin-plugin-trakt). */
export const TRAKT_MEDIA_TYPES = ["digital", "bluray", "hddvd", "dvd", "vcd", "vhs", "betamax", "laserdisc"] as const;

/** Lines and scan of a picture (trakt-java, jellyfin-plugin-trakt). */
export const TRAKT_RESOLUTIONS = [
  "uhd_4k",
  "hd_1080p",
  "hd_1080i",
  "hd_720p",
  "sd_480p",
  "sd_480i",
  "sd_576p",
  "sd_576i",
] as const;

/** High dynamic range of a picture; a picture without has none (trakt-java, jellyfin-plugin-trakt). */
export const TRAKT_HDR = ["dolby_vision", "hdr10", "hdr10_plus", "hlg"] as const;

/**
 * Codec of the sound (trakt-java, jellyfin-plugin-trakt). `dolby_atmos` is TrueHD with Atmos, `dolby_digital_plus_atmos` E-AC3 with
 * Atmos, `dts_hr` DTS-HD High Resolution, `ogg` Vorbis.
 */
export const TRAKT_AUDIO = [
  "dolby_digital",
  "dolby_digital_plus",
  "dolby_digital_plus_atmos",
  "dolby_truehd",
  "dolby_atmos",
  "dolby_prologic",
  "dts",
  "dts_ma",
  "dts_hr",
  "dts_x",
  "auro_3d",
  "mp3",
  "mp2",
  "aac",
  "lpcm",
  "ogg",
  "ogg_opus",
  "wma",
  "flac",
] as const;

/** Channels of the sound: ear level, low frequency, height (trakt-java, jellyfin-plugin-trakt). */
export const TRAKT_AUDIO_CHANNELS = [
  "1.0",
  "2.0",
  "2.1",
  "3.0",
  "3.1",
  "4.0",
  "4.1",
  "5.0",
  "5.1",
  "5.1.2",
  "5.1.4",
  "6.1",
  "7.1",
  "7.1.2",
  "7.1.4",
  "9.1",
  "10.1",
] as const;

/** One of {@link TRAKT_MEDIA_TYPES}. Only an entry with a media type *and* a resolution counts as physical, and `digital` never does. */
export type TraktMediaType = (typeof TRAKT_MEDIA_TYPES)[number];
/** One of {@link TRAKT_RESOLUTIONS}. */
export type TraktResolution = (typeof TRAKT_RESOLUTIONS)[number];
/** One of {@link TRAKT_HDR}. */
export type TraktHdr = (typeof TRAKT_HDR)[number];
/** One of {@link TRAKT_AUDIO}. */
export type TraktAudio = (typeof TRAKT_AUDIO)[number];
/** One of {@link TRAKT_AUDIO_CHANNELS}. */
export type TraktAudioChannels = (typeof TRAKT_AUDIO_CHANNELS)[number];

/** What is known of a collected copy. Null for what is not set and for a value that this package does not know. */
export interface TraktMetadata {
  /** `other` is a kind that this package does not know: something a person has entered. */
  readonly media_type?: TraktMediaType | "other" | null | undefined;
  readonly resolution?: TraktResolution | null | undefined;
  readonly hdr?: TraktHdr | null | undefined;
  readonly audio?: TraktAudio | null | undefined;
  readonly audio_channels?: TraktAudioChannels | null | undefined;
  /** Unset and false are one: Trakt says 1 or null for movies, true or false for episodes (trakt-java 6.18.0). */
  readonly "3d"?: boolean | null | undefined;
}

/** What is said of a copy in a body. Closed sets, for what Trakt does with a value that it does not know is unverified. */
export interface TraktMetadataBody {
  readonly media_type?: TraktMediaType;
  readonly resolution?: TraktResolution;
  readonly hdr?: TraktHdr;
  readonly audio?: TraktAudio;
  readonly audio_channels?: TraktAudioChannels;
  readonly "3d"?: boolean;
}

// One transform a row and sets to look up in: an enum with a fallback for each key costs four times as much over 50,000 episodes.
const toMediaType = oneOf(TRAKT_MEDIA_TYPES);
const toResolution = oneOf(TRAKT_RESOLUTIONS);
const toHdr = oneOf(TRAKT_HDR);
const toAudio = oneOf(TRAKT_AUDIO);
const toAudioChannels = oneOf(TRAKT_AUDIO_CHANNELS);

/** The `metadata` of a collected row. Nothing that stands in it makes a list unreadable. */
export const metadataSchema = z.looseObject({}).nullish().catch(null).transform(toMetadata);

function toMetadata(sent: Readonly<Record<string, unknown>> | null | undefined): TraktMetadata | null | undefined {
  if (sent === null || sent === undefined) return sent;
  return {
    media_type: toKind(sent["media_type"]),
    resolution: toResolution(sent["resolution"]),
    hdr: toHdr(sent["hdr"]),
    audio: toAudio(sent["audio"]),
    audio_channels: toAudioChannels(sent["audio_channels"]),
    "3d": toFlag(sent["3d"]),
  };
}

function oneOf<T extends string>(values: readonly T[]): (value: unknown) => T | null | undefined {
  const known: ReadonlyMap<unknown, T> = new Map(values.map((value) => [value, value]));
  return (value) => (value === undefined ? undefined : (known.get(value) ?? null));
}

/** A kind that is not known is not none: somebody has entered it. */
function toKind(value: unknown): TraktMetadata["media_type"] {
  const kind = toMediaType(value);
  return kind === null && typeof value === "string" ? "other" : kind;
}

function toFlag(value: unknown): boolean | null | undefined {
  if (value === undefined) return undefined;
  if (value === true || value === 1) return true;
  return value === false || value === 0 ? false : null;
}
