import { array, assert, constantFrom, double, integer, option, property, record, string } from "fast-check";
import type { Arbitrary } from "fast-check";
import { describe, expect, it } from "vitest";

import type { PlexMedia, PlexPart, PlexStream } from "./plex-media.ts";
import { qualityOf } from "./quality.ts";
import type { MediaQuality } from "./quality-words.ts";

const video = (stream: PlexStream = {}): PlexStream => ({ streamType: 1, codec: "hevc", default: true, ...stream });
const audio = (stream: PlexStream): PlexStream => ({ streamType: 2, ...stream });
const SUBTITLES: PlexStream = { streamType: 3, codec: "srt" };

function version(streams: readonly PlexStream[] | undefined, fields: Partial<PlexMedia> = {}): PlexMedia {
  return {
    videoResolution: "1080",
    duration: 7_200_000,
    parts: [{ file: "/movies/Film (2001).mkv", streams }],
    ...fields,
  };
}

const remux = version(
  [
    video({ colorTrc: "smpte2084", DOVIPresent: true, DOVIProfile: 8, displayTitle: "4K DoVi/HDR10" }),
    audio({ codec: "truehd", channels: 8, title: "TrueHD Atmos 7.1" }),
    audio({ codec: "ac3", channels: 6 }),
    SUBTITLES,
  ],
  { videoResolution: "4k", width: 3840, height: 1600, audioCodec: "truehd", audioChannels: 8 },
);
const bluray = version([video(), audio({ codec: "dca", profile: "ma", channels: 6 })], {
  width: 1920,
  height: 1080,
  videoResolution: undefined,
  audioCodec: "dca",
  audioProfile: "ma",
});
const dvd: PlexMedia = {
  width: 720,
  height: 576,
  parts: [
    { file: "/movies/Film.cd1.avi", duration: 3_500_000 },
    { file: "/movies/Film.cd2.avi", duration: 3_600_000 },
  ],
};
const optimised = version([video(), audio({ codec: "aac", channels: 2 })], { proxyType: 42, videoResolution: "4k" });
const bare: PlexMedia = { parts: [{ file: "/movies/Film WEBDL-1080p.mkv" }] };

describe("qualityOf one version", () => {
  it.each<[string, PlexMedia, MediaQuality]>([
    [
      "4K with Dolby Vision and Atmos",
      remux,
      { resolution: "4k", hdr: "dolby-vision", audio: "dolby-atmos", channels: "7.1" },
    ],
    [
      "a Blu-ray that lacks the word for its lines",
      bluray,
      { resolution: "1080p", audio: "dts-hd-ma", channels: "5.1" },
    ],
    ["a stacked DVD that was not analysed", dvd, { resolution: "576p", unknown: ["hdr", "audio", "channels"] }],
    ["an optimised copy alone", optimised, { resolution: "4k", audio: "aac", channels: "2.0" }],
    ["a file of which nothing is known", bare, { unknown: ["resolution", "hdr", "audio", "channels"] }],
    ["a part without a path", { parts: [{}] }, { unknown: ["resolution", "hdr", "audio", "channels", "3d"] }],
    [
      "a list row, which cannot tell HDR",
      version(undefined, { audioCodec: "ac3", audioChannels: 6 }),
      { resolution: "1080p", audio: "dolby-digital", channels: "5.1", unknown: ["hdr"] },
    ],
    [
      "a list row of a codec that comes in kinds",
      version(undefined, { audioCodec: "truehd", audioChannels: 8 }),
      { resolution: "1080p", channels: "7.1", unknown: ["hdr", "audio"] },
    ],
    [
      "a list row with a profile",
      version(undefined, { audioCodec: "truehd", audioProfile: "dolby truehd + dolby atmos", audioChannels: 8 }),
      { resolution: "1080p", audio: "dolby-atmos", channels: "7.1", unknown: ["hdr"] },
    ],
    [
      "an empty list of streams",
      version([], { audioCodec: "aac", audioChannels: 2 }),
      { resolution: "1080p", audio: "aac", channels: "2.0", unknown: ["hdr"] },
    ],
    [
      "a codec without a word",
      version([video(), audio({ codec: "alac", channels: 2 })]),
      { resolution: "1080p", channels: "2.0" },
    ],
    ["interlaced television", version([video({ scanType: "interlaced" })]), { resolution: "1080i" }],
    [
      "a file in 3D",
      version([video()], { parts: [{ file: "/movies/Film (2009) 3D HSBS.mkv", streams: [video()] }] }),
      { resolution: "1080p", is3d: true },
    ],
    [
      "cover art beside the picture",
      version([
        { streamType: 1, codec: "mjpeg", width: 600 },
        { streamType: 1, codec: "hevc", colorTrc: "smpte2084" },
      ]),
      { resolution: "1080p", hdr: "hdr10" },
    ],
    [
      "a second picture that is not the default",
      version([video(), video({ default: false, colorTrc: "smpte2084" })]),
      { resolution: "1080p" },
    ],
    [
      "two layers of which neither is the default",
      version([video({ default: false, colorTrc: "smpte2084" }), video({ default: false, DOVIPresent: true })]),
      { resolution: "1080p", hdr: "dolby-vision" },
    ],
    ["a film of pictures, one after the other", version([{ streamType: 1, codec: "mjpeg" }]), { resolution: "1080p" }],
  ])("%s", (_reason, media, expected) => {
    expect(qualityOf([media])).toEqual(expected);
  });
});

describe("qualityOf several versions", () => {
  const known = (resolution: string, codec: string): PlexMedia =>
    version([video(), audio({ codec, channels: 6 })], { videoResolution: resolution });

  it.each<[string, readonly PlexMedia[], MediaQuality]>([
    [
      "the best of five, which is not the first",
      [optimised, bare, dvd, bluray, remux],
      { resolution: "4k", hdr: "dolby-vision", audio: "dolby-atmos", channels: "7.1" },
    ],
    [
      "not the sample, which has more bits",
      [
        version([video({ colorTrc: "smpte2084" })], { videoResolution: "4k", bitrate: 90_000, duration: 102_000 }),
        known("1080", "ac3"),
      ],
      { resolution: "1080p", audio: "dolby-digital", channels: "5.1" },
    ],
    [
      "the better sound of two with as many lines, though it is shorter",
      [known("1080", "aac"), { ...known("1080", "truehd"), duration: 7_100_000 }],
      { resolution: "1080p", audio: "dolby-truehd", channels: "5.1" },
    ],
    [
      "the sound that is at least better, though its kind is unknown",
      [
        version(undefined, { audioCodec: "ac3", audioChannels: 6 }),
        version(undefined, { audioCodec: "truehd", audioChannels: 6 }),
      ],
      { resolution: "1080p", channels: "5.1", unknown: ["hdr", "audio"] },
    ],
    [
      "the one in two dimensions of two that are equal",
      [version([video()], { parts: [{ file: "/movies/Film (2009) 3D.mkv", streams: [video()] }] }), version([video()])],
      { resolution: "1080p" },
    ],
    ["the one that is known of two that are equal", [version(undefined), version([video()])], { resolution: "1080p" }],
  ])("is %s", (_reason, media, expected) => {
    expect(qualityOf(media)).toEqual(expected);
    expect(qualityOf(media.toReversed())).toEqual(expected);
  });

  it("is undefined where there is no file", () => {
    expect(qualityOf([])).toBeUndefined();
    expect(qualityOf([{ videoResolution: "1080", parts: [] }])).toBeUndefined();
  });
});

/** A few values of each kind, so that versions often tie. */
const streams: Arbitrary<PlexStream> = record(
  {
    streamType: constantFrom(1, 1, 2, 2, 3),
    codec: constantFrom("hevc", "mjpeg", "truehd", "eac3", "dca", "ac3", "flac", "alac"),
    profile: constantFrom("ma", "hra", "ma + dts:x", "dolby truehd + dolby atmos"),
    title: constantFrom("Commentary", "Atmos", "DTS:X"),
    displayTitle: constantFrom("1080i (H.264)", "4K HDR10+", "4K DoVi/HDR10", "English (AC3 5.1)"),
    default: constantFrom(true, false),
    channels: constantFrom(1, 2, 6, 8, 16),
    audioChannelLayout: constantFrom("stereo", "5.1(side)", "3.1"),
    scanType: constantFrom("interlaced", "progressive"),
    colorTrc: constantFrom("smpte2084", "arib-std-b67", "bt709"),
    width: constantFrom(720, 1920, 3840),
    DOVIPresent: constantFrom(true, false),
  },
  { requiredKeys: ["streamType"] },
);
const parts: Arbitrary<PlexPart> = record(
  {
    file: constantFrom("/a/Film.mkv", "/a/Film 3D.mkv", "/a/Sample.mkv", "/a/Plex Versions/TV/Film.mp4"),
    duration: constantFrom(60_000, 3_600_000),
    streams: array(streams, { maxLength: 4 }),
  },
  { requiredKeys: [] },
);
const versions: Arbitrary<PlexMedia> = record(
  {
    parts: array(parts, { maxLength: 3 }),
    videoResolution: constantFrom("4k", "1080", "1080i", "sd", "odd"),
    width: constantFrom(720, 1920),
    height: constantFrom(480, 576),
    duration: constantFrom(60_000, 7_200_000),
    audioCodec: constantFrom("truehd", "eac3", "ac3"),
    audioProfile: constantFrom("dolby truehd + dolby atmos"),
    audioChannels: constantFrom(2, 6),
    proxyType: constantFrom(0, 42),
  },
  { requiredKeys: ["parts"] },
);

describe("the laws of qualityOf", () => {
  it("never depends on the order of versions, parts and streams", () => {
    const turnPart = (part: PlexPart): PlexPart => ({ ...part, streams: part.streams?.toReversed() });
    const turn = (media: PlexMedia): PlexMedia => ({ ...media, parts: media.parts.map(turnPart).toReversed() });

    assert(
      property(array(versions, { maxLength: 4 }), integer({ min: 0, max: 3 }), (media, by) => {
        const turned = [...media.slice(by), ...media.slice(0, by)].map(turn);

        expect(qualityOf(turned)).toEqual(qualityOf(media));
        expect(qualityOf(media.map(turn).toReversed())).toEqual(qualityOf(media));
      }),
      { numRuns: 2000 },
    );
  });

  it("is the quality of one of the versions", () => {
    assert(
      property(array(versions, { minLength: 1, maxLength: 4 }), (media) => {
        expect(media.map((one) => qualityOf([one]))).toContainEqual(qualityOf(media));
      }),
    );
  });

  it("never throws and keeps to its words, whatever texts and numbers come", () => {
    const text = option(string({ unit: "binary" }), { nil: undefined });
    const number = option(double(), { nil: undefined });
    const anyStream = record({
      streamType: constantFrom(1, 2),
      codec: text,
      profile: text,
      title: text,
      displayTitle: text,
      extendedDisplayTitle: text,
      channels: number,
      audioChannelLayout: text,
      scanType: text,
      colorTrc: text,
      width: number,
      height: number,
      DOVIProfile: number,
    });
    const anyPart = record({ file: text, size: number, duration: number, streams: array(anyStream, { maxLength: 3 }) });
    const anyVersion = record({
      parts: array(anyPart, { minLength: 1, maxLength: 2 }),
      videoResolution: text,
      width: number,
      height: number,
      duration: number,
      audioCodec: text,
      audioProfile: text,
      audioChannels: number,
      proxyType: number,
      target: text,
      title: text,
    });

    assert(
      property(array(anyVersion, { minLength: 1, maxLength: 3 }), (media) => {
        expect(qualityOf(media)).toBeDefined();
      }),
    );
  });
});
