import type { Audio, Channels, Collected, Hdr, Quality, QualityPart, Resolution } from "@pakt/sync-core";
import type { MediaQuality, MediaQualityPart } from "@pakt/plex-sdk";
import { TRAKT_AUDIO_CHANNELS } from "@pakt/trakt-sdk";
import type { TraktAudio, TraktHdr, TraktMetadata, TraktMetadataBody, TraktResolution } from "@pakt/trakt-sdk";

/** Trakt's word for each of ours: a word without one does not compile. */
const RESOLUTIONS: Readonly<Record<Resolution, TraktResolution>> = {
  "4k": "uhd_4k",
  "1080p": "hd_1080p",
  "1080i": "hd_1080i",
  "720p": "hd_720p",
  "576p": "sd_576p",
  "576i": "sd_576i",
  "480p": "sd_480p",
  "480i": "sd_480i",
};

const HDRS: Readonly<Record<Hdr, TraktHdr>> = {
  "dolby-vision": "dolby_vision",
  "hdr10+": "hdr10_plus",
  hdr10: "hdr10",
  hlg: "hlg",
};

const AUDIOS: Readonly<Record<Audio, TraktAudio>> = {
  "dolby-atmos": "dolby_atmos",
  "dolby-truehd": "dolby_truehd",
  "dolby-digital-plus-atmos": "dolby_digital_plus_atmos",
  "dolby-digital-plus": "dolby_digital_plus",
  "dolby-digital": "dolby_digital",
  "dolby-prologic": "dolby_prologic",
  "dts-x": "dts_x",
  "dts-hd-ma": "dts_ma",
  "dts-hd-hra": "dts_hr",
  dts: "dts",
  "auro-3d": "auro_3d",
  flac: "flac",
  lpcm: "lpcm",
  aac: "aac",
  opus: "ogg_opus",
  vorbis: "ogg",
  mp3: "mp3",
  mp2: "mp2",
  wma: "wma",
};

const resolutionOf = inverse<Resolution, TraktResolution>(RESOLUTIONS);
const hdrOf = inverse<Hdr, TraktHdr>(HDRS);
const audioOf = inverse<Audio, TraktAudio>(AUDIOS);
const channelsOf = new Map<string, Channels>(TRAKT_AUDIO_CHANNELS.map((channels) => [channels, channels]));

/** A quality in the words of a Trakt body. A file is `digital`. */
export function toTraktMetadata({ resolution, hdr, audio, channels, is3d }: Quality): TraktMetadataBody {
  return {
    media_type: "digital",
    ...(resolution === undefined ? {} : { resolution: RESOLUTIONS[resolution] }),
    ...(hdr === undefined ? {} : { hdr: HDRS[hdr] }),
    ...(audio === undefined ? {} : { audio: AUDIOS[audio] }),
    ...(channels === undefined ? {} : { audio_channels: channels }),
    ...(is3d === true ? { "3d": true } : {}),
  };
}

/** What Trakt says of a collected copy. Whatever has no media type is taken for a file. */
export function fromTraktMetadata(metadata: TraktMetadata | null | undefined): Omit<Collected, "at"> {
  if (metadata == null) return { quality: {} };
  const resolution = resolutionOf(metadata.resolution);
  const hdr = hdrOf(metadata.hdr);
  const audio = audioOf(metadata.audio);
  const channels = channelsOf.get(metadata.audio_channels ?? "");
  const isPhysical = metadata.media_type != null && metadata.media_type !== "digital";
  return {
    quality: {
      ...(resolution === undefined ? {} : { resolution }),
      ...(hdr === undefined ? {} : { hdr }),
      ...(audio === undefined ? {} : { audio }),
      ...(channels === undefined ? {} : { channels }),
      ...(metadata["3d"] === true ? { is3d: true } : {}),
    },
    ...(isPhysical ? { isPhysical } : {}),
  };
}

const PARTS: Readonly<Record<MediaQualityPart, QualityPart>> = {
  resolution: "resolution",
  hdr: "hdr",
  audio: "audio",
  channels: "channels",
  "3d": "is3d",
};

/** What the Plex client found out about a file, in the core's words. */
export function fromMediaQuality({ unknown, ...known }: MediaQuality): Quality {
  return unknown === undefined ? known : { ...known, unknown: unknown.map((part) => PARTS[part]) };
}

function inverse<Ours extends string, Theirs extends string>(
  words: Readonly<Record<Ours, Theirs>>,
): (word: Theirs | null | undefined) => Ours | undefined {
  // The record's type says that these are its keys; `Object.entries` forgets it.
  const ours = new Map((Object.entries(words) as [Ours, Theirs][]).map(([own, other]) => [other, own]));
  return (word) => (word == null ? undefined : ours.get(word));
}
