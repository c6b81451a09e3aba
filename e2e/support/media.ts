import type { PlexMedia, PlexStream } from "@pakt/plex-sdk";

/** One version of one file, with the tracks that a server gives once it has analysed it. */
export function version(
  file: string,
  { streams, ...fields }: Partial<PlexMedia> & { readonly streams?: readonly PlexStream[] },
): PlexMedia {
  const part = { file, size: 9_000_000_000, ...(streams === undefined ? {} : { streams }) };
  return { duration: 6_000_000, parts: [part], ...fields };
}

/** The picture of a version. */
export function video(fields: Partial<PlexStream> = {}): PlexStream {
  return { streamType: 1, codec: "hevc", default: true, scanType: "progressive", ...fields };
}

/** A sound track of a version. */
export function audio(codec: string, fields: Partial<PlexStream> = {}): PlexStream {
  return { streamType: 2, codec, default: true, ...fields };
}

const UHD = { videoResolution: "4k", width: 3840, height: 2160, videoCodec: "hevc" };
const HD = { videoResolution: "1080", width: 1920, height: 1080, videoCodec: "h264" };

/** 4K in Dolby Vision with Dolby Atmos in TrueHD. */
export const BEST = version("/films/film.2160p.mkv", {
  ...UHD,
  audioCodec: "truehd",
  audioChannels: 8,
  streams: [
    video({ DOVIPresent: true, DOVIProfile: 8, colorTrc: "smpte2084", displayTitle: "4K DoVi/HDR10" }),
    audio("truehd", { channels: 8, audioChannelLayout: "7.1", displayTitle: "English (TRUEHD 7.1 + Atmos)" }),
  ],
});

/** What Trakt is told of {@link BEST}. */
export const BEST_ON_TRAKT = {
  media_type: "digital",
  resolution: "uhd_4k",
  hdr: "dolby_vision",
  audio: "dolby_atmos",
  audio_channels: "7.1",
} as const;

/** 1080p with AAC in stereo. */
export const ORDINARY = version("/films/film.1080p.mkv", {
  ...HD,
  audioCodec: "aac",
  audioChannels: 2,
  streams: [video({ codec: "h264", colorTrc: "bt709" }), audio("aac", { channels: 2, audioChannelLayout: "stereo" })],
});

/** What Trakt is told of {@link ORDINARY}. */
export const ORDINARY_ON_TRAKT = {
  media_type: "digital",
  resolution: "hd_1080p",
  audio: "aac",
  audio_channels: "2.0",
} as const;

/** A copy of {@link BEST} that the server made for a telephone. */
export const OPTIMISED: PlexMedia = {
  ...version("/films/Plex Versions/Optimized for Mobile/film.mp4", { ...UHD, audioCodec: "truehd", audioChannels: 8 }),
  proxyType: 42,
  target: "Optimized for Mobile",
};

/** A minute of {@link BEST}. */
export const SAMPLE: PlexMedia = { ...BEST, duration: 60_000, parts: [{ file: "/films/sample/film-sample.mkv" }] };

/** 4K in HDR10+ with DTS:X. */
export const HDR10_PLUS_DTS_X = version("/films/film.hdr10plus.mkv", {
  ...UHD,
  audioCodec: "dca",
  audioProfile: "ma",
  audioChannels: 8,
  streams: [
    video({ HDR10PlusPresent: true, colorTrc: "smpte2084", displayTitle: "4K HDR10" }),
    audio("dca", { profile: "ma", channels: 8, title: "DTS:X 7.1", displayTitle: "English (DTS-HD MA 7.1)" }),
  ],
});

/** Sound that Trakt has no word for. */
export const ALAC = version("/films/film.alac.m4v", {
  ...HD,
  audioCodec: "alac",
  audioChannels: 6,
  streams: [video({ codec: "h264" }), audio("alac", { channels: 6, audioChannelLayout: "5.1" })],
});

/** Both eyes side by side. */
export const IN_3D = version("/films/Film (2010).3D.H-SBS.mkv", {
  ...HD,
  audioCodec: "ac3",
  audioChannels: 6,
  streams: [video({ codec: "h264" }), audio("ac3", { channels: 6, audioChannelLayout: "5.1(side)" })],
});

/** Words that nobody has heard of yet. */
export const UNHEARD_OF = version("/films/film.new", {
  videoResolution: "hyper",
  videoCodec: "h299",
  audioCodec: "wow",
  streams: [video({ codec: "h299" }), audio("wow", { channels: 5 })],
});

/** A file that the server has not looked into yet. */
export const NOT_ANALYSED: PlexMedia = { parts: [{ file: "/films/film.mkv" }] };

/** Nothing that a file could be in. */
export const NO_PART: PlexMedia = { videoResolution: "1080", parts: [] };
