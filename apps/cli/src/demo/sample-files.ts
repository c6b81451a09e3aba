import type { MovieOptions } from "@pakt/plex-sdk/testing";
import type { StoredCollected } from "@pakt/trakt-sdk/testing";

type Version = NonNullable<MovieOptions["media"]>[number];

/** What Trakt's collection says of a copy. */
export type Metadata = StoredCollected["metadata"];

/** Kinds of files that lie on the sample server. */
export type SampleFileName = "4k-dolby-vision" | "1080p-surround" | "1080p-stereo" | "720p-surround" | "optimised";

/** A kind of file in the words of both services. */
export interface SampleFile {
  /** How Plex tells of it, but for its path. */
  readonly media: Omit<Version, "parts">;
  readonly streams: NonNullable<Version["parts"][number]["streams"]>;
  /** How Trakt names it; absent where it says nothing of what is owned. */
  readonly metadata?: Metadata;
}

/** What a copy is of which nothing is said. */
export const DEFAULT_VERSIONS: readonly SampleFileName[] = ["1080p-stereo"];

/** The kinds of files, best first. */
export const FILES: Readonly<Record<SampleFileName, SampleFile>> = {
  "4k-dolby-vision": {
    media: {
      videoResolution: "4k",
      width: 3840,
      height: 1600,
      videoCodec: "hevc",
      audioCodec: "truehd",
      audioChannels: 8,
    },
    streams: [
      {
        streamType: 1,
        codec: "hevc",
        default: true,
        colorTrc: "smpte2084",
        DOVIPresent: true,
        DOVIProfile: 8,
        displayTitle: "4K DoVi/HDR10 (HEVC Main 10)",
      },
      {
        streamType: 2,
        codec: "truehd",
        default: true,
        channels: 8,
        audioChannelLayout: "7.1",
        extendedDisplayTitle: "TrueHD Atmos 7.1 (English)",
      },
    ],
    metadata: {
      media_type: "digital",
      resolution: "uhd_4k",
      hdr: "dolby_vision",
      audio: "dolby_atmos",
      audio_channels: "7.1",
    },
  },
  "1080p-surround": {
    media: {
      videoResolution: "1080",
      width: 1920,
      height: 800,
      videoCodec: "h264",
      audioCodec: "dca",
      audioProfile: "ma",
      audioChannels: 6,
    },
    streams: [
      { streamType: 1, codec: "h264", default: true, scanType: "progressive", displayTitle: "1080p (H.264)" },
      { streamType: 2, codec: "dca", profile: "ma", default: true, channels: 6, audioChannelLayout: "5.1(side)" },
    ],
    metadata: { media_type: "digital", resolution: "hd_1080p", audio: "dts_ma", audio_channels: "5.1" },
  },
  "1080p-stereo": {
    media: {
      videoResolution: "1080",
      width: 1920,
      height: 1080,
      videoCodec: "h264",
      audioCodec: "aac",
      audioChannels: 2,
    },
    streams: [
      { streamType: 1, codec: "h264", default: true, scanType: "progressive", displayTitle: "1080p (H.264)" },
      { streamType: 2, codec: "aac", profile: "lc", default: true, channels: 2, audioChannelLayout: "stereo" },
    ],
    metadata: { media_type: "digital", resolution: "hd_1080p", audio: "aac", audio_channels: "2.0" },
  },
  "720p-surround": {
    media: {
      videoResolution: "720",
      width: 1280,
      height: 720,
      videoCodec: "h264",
      audioCodec: "ac3",
      audioChannels: 6,
    },
    streams: [
      { streamType: 1, codec: "h264", default: true, scanType: "progressive", displayTitle: "720p (H.264)" },
      { streamType: 2, codec: "ac3", default: true, channels: 6, audioChannelLayout: "5.1(side)" },
    ],
    metadata: { media_type: "digital", resolution: "hd_720p", audio: "dolby_digital", audio_channels: "5.1" },
  },
  // Sharper than the file that it was made from: that must not make it the best version.
  optimised: {
    media: {
      videoResolution: "4k",
      width: 3840,
      height: 2160,
      videoCodec: "h264",
      audioCodec: "aac",
      audioChannels: 2,
      proxyType: 42,
      target: "Custom: Universal TV",
    },
    streams: [
      { streamType: 1, codec: "h264", default: true, scanType: "progressive", displayTitle: "4K (H.264)" },
      { streamType: 2, codec: "aac", profile: "lc", default: true, channels: 2, audioChannelLayout: "stereo" },
    ],
  },
};

/** The best of several kinds of files, as far as they say what is owned. */
export function findBestFile(names: readonly SampleFileName[]): SampleFile | undefined {
  return Object.entries(FILES)
    .filter(([name, { metadata }]) => metadata !== undefined && names.some((other) => other === name))
    .map(([, file]) => file)[0];
}
