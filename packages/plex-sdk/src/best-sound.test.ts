import { describe, expect, it } from "vitest";

import { bestSound } from "./best-sound.ts";
import type { PlexMedia, PlexStream } from "./plex-media.ts";

const audio = (stream: PlexStream): PlexStream => ({ streamType: 2, channels: 6, ...stream });
const version = (fields: Partial<PlexMedia> = {}): PlexMedia => ({ parts: [{}], ...fields });

describe("the kind of sound of a track", () => {
  it.each<[string, PlexStream, string | undefined]>([
    ["TrueHD Atmos by profile", { codec: "truehd", profile: "dolby truehd + dolby atmos" }, "dolby-atmos"],
    ["TrueHD Atmos by Plex's title", { codec: "truehd", displayTitle: "English (TRUEHD 7.1 + Atmos)" }, "dolby-atmos"],
    [
      "TrueHD Atmos by the extended title",
      { codec: "truehd", extendedDisplayTitle: "TrueHD Atmos 7.1 (English)" },
      "dolby-atmos",
    ],
    [
      "TrueHD Atmos by the file's title",
      { codec: "truehd", title: "Dolby TrueHD/Atmos Audio / 7.1+13 objects" },
      "dolby-atmos",
    ],
    ["TrueHD", { codec: "truehd", displayTitle: "English (TRUEHD 5.1)" }, "dolby-truehd"],
    [
      "Digital Plus with Atmos by profile",
      { codec: "eac3", profile: "dolby digital plus + dolby atmos" },
      "dolby-digital-plus-atmos",
    ],
    ["Digital Plus with Atmos by title", { codec: "eac3", title: "English DDP Atmos 5.1" }, "dolby-digital-plus-atmos"],
    ["Digital Plus", { codec: "eac3" }, "dolby-digital-plus"],
    ["Dolby Digital", { codec: "ac3" }, "dolby-digital"],
    ["Dolby Digital made from Atmos", { codec: "ac3", title: "Compatibility track of Atmos" }, "dolby-digital"],
    ["DTS:X by profile", { codec: "dca", profile: "ma + dts:x" }, "dts-x"],
    ["DTS:X IMAX by profile", { codec: "dca", profile: "ma + dts:x imax" }, "dts-x"],
    ["DTS:X by title", { codec: "dca", profile: "ma", title: "DTS:X/DTS-HD Master Audio / 7.1-X" }, "dts-x"],
    [
      "DTS-X by the extended title",
      { codec: "dca", profile: "ma", extendedDisplayTitle: "DTS-X 7.1 (English)" },
      "dts-x",
    ],
    ["DTS:X by title without a profile", { codec: "dca", title: "DTS:X 7.1" }, "dts-x"],
    ["a core that is called DTS:X", { codec: "dca", profile: "dts", title: "DTS:X 7.1" }, "dts"],
    [
      "DTS in a release's name",
      { codec: "dca", profile: "ma", title: "Film.2012.1080p.BluRay.DTS.x264-GROUP" },
      "dts-hd-ma",
    ],
    ["DTS in a release's name with a hyphen", { codec: "dca", profile: "ma", title: "Film.DTS-x264" }, "dts-hd-ma"],
    ["DTS in a release's name with both", { codec: "dca", profile: "ma", title: "Film.DTS-X.264" }, "dts-hd-ma"],
    ["AC3 in a release called DTS", { codec: "ac3", extendedDisplayTitle: "Film.2012.DTS-X-GROUP" }, "dolby-digital"],
    ["Master Audio", { codec: "dca", profile: "ma" }, "dts-hd-ma"],
    ["Master Audio of old servers", { codec: "dca-ma" }, "dts-hd-ma"],
    ["Master Audio by Plex's title", { codec: "dca", displayTitle: "English (DTS-HD MA 5.1)" }, "dts-hd-ma"],
    ["High Resolution", { codec: "dca", profile: "hra" }, "dts-hd-hra"],
    ["DTS-ES", { codec: "dca", profile: "es" }, "dts"],
    ["DTS 96/24", { codec: "dca", profile: "96/24" }, "dts"],
    ["DTS by profile", { codec: "dca", profile: "dts" }, "dts"],
    ["DTS without a profile", { codec: "dts" }, "dts"],
    ["FLAC in capitals", { codec: "FLAC" }, "flac"],
    ["PCM of 24 bits", { codec: "pcm_s24le" }, "lpcm"],
    ["PCM of Blu-ray", { codec: "pcm_bluray" }, "lpcm"],
    ["PCM", { codec: "pcm" }, "lpcm"],
    ["LPCM", { codec: "lpcm" }, "lpcm"],
    ["AAC", { codec: "aac", profile: "lc" }, "aac"],
    ["Opus", { codec: "opus" }, "opus"],
    ["Vorbis", { codec: "vorbis" }, "vorbis"],
    ["MP3", { codec: "mp3" }, "mp3"],
    ["MP2", { codec: "mp2" }, "mp2"],
    ["WMA", { codec: "wmav2" }, "wma"],
    ["WMA Pro", { codec: "wmapro" }, "wma"],
    ["ALAC, which has no word", { codec: "alac" }, undefined],
    ["a codec that nobody has heard of", { codec: "constructor" }, undefined],
  ])("%s", (_reason, stream, expected) => {
    expect(bestSound(version(), [audio(stream)])).toMatchObject({ audio: expected, isAudioKnown: true });
  });
});

describe("the channels of a track", () => {
  it.each<[number | undefined, string | undefined, string | undefined]>([
    [1, "mono", "1.0"],
    [2, "stereo", "2.0"],
    [2, undefined, "2.0"],
    [3, undefined, "2.1"],
    [3, "3.0", "3.0"],
    [4, undefined, "4.0"],
    [4, "3.1", "3.1"],
    [4, "quad", "4.0"],
    [5, undefined, "5.0"],
    [5, "4.1", "4.1"],
    [5, "5.0(side)", "5.0"],
    [6, "5.1(side)", "5.1"],
    [6, "6.0", "5.1"],
    [6, "stereo", "5.1"],
    [7, undefined, "6.1"],
    [8, "7.1", "7.1"],
    [8, "7.1(side)", "7.1"],
    [undefined, "5.1(side)", "5.1"],
    [undefined, "stereo", "2.0"],
    [12, "7.1.4", undefined],
  ])("%j in layout %j are %j", (channels, audioChannelLayout, expected) => {
    expect(bestSound(version(), [audio({ codec: "aac", channels, audioChannelLayout })])).toMatchObject({
      channels: expected,
      isChannelsKnown: true,
    });
  });

  it.each([
    ["English (TRUEHD 5.1)", "5.1", true],
    ["English (TRUEHD 7.1 + Atmos)", "7.1", true],
    ["English (AAC Stereo)", "2.0", true],
    ["Deutsch (AAC Mono)", "1.0", true],
    ["Version 5.1", undefined, false],
    ["English (AAC)", undefined, false],
  ])("are read from Plex's title %j when nothing else is there", (displayTitle, channels, isChannelsKnown) => {
    const stream = audio({ codec: "truehd", channels: undefined, displayTitle });

    expect(bestSound(version(), [stream])).toMatchObject({ channels, isChannelsKnown });
  });
});

describe("the best of several tracks", () => {
  const surround = audio({ codec: "ac3", channels: 6 });

  it.each<[string, readonly PlexStream[], string, string]>([
    ["the better kind", [surround, audio({ codec: "truehd", channels: 8 })], "dolby-truehd", "7.1"],
    [
      "DTS:X before plain TrueHD",
      [audio({ codec: "truehd" }), audio({ codec: "dca", profile: "ma + dts:x" })],
      "dts-x",
      "5.1",
    ],
    ["more channels of the same kind", [surround, audio({ codec: "ac3", channels: 2 })], "dolby-digital", "5.1"],
    ["surround before lossless stereo", [surround, audio({ codec: "flac", channels: 2 })], "dolby-digital", "5.1"],
    ["not a commentary", [surround, audio({ codec: "flac", title: "Director's Commentary" })], "dolby-digital", "5.1"],
    [
      "not a description",
      [surround, audio({ codec: "eac3", displayTitle: "English Audio Description" })],
      "dolby-digital",
      "5.1",
    ],
    [
      "not a foreign commentary",
      [surround, audio({ codec: "eac3", extendedDisplayTitle: "Kommentar (EAC3)" })],
      "dolby-digital",
      "5.1",
    ],
    ["a commentary when there is nothing else", [audio({ codec: "aac", title: "Commentary" })], "aac", "5.1"],
    ["not a track without a codec", [surround, audio({ channels: 8 })], "dolby-digital", "5.1"],
  ])("is %s", (_reason, streams, kind, channels) => {
    expect(bestSound(version(), streams)).toMatchObject({ audio: kind, channels });
  });
});

describe("what the version itself says", () => {
  const atmos = { audioCodec: "eac3", audioProfile: "dolby digital plus + dolby atmos", audioChannels: 6 };

  it("names the profile that the track lacks", () => {
    expect(bestSound(version(atmos), [audio({ codec: "eac3" })])).toMatchObject({ audio: "dolby-digital-plus-atmos" });
  });

  it("says nothing about a track of another codec", () => {
    expect(bestSound(version(atmos), [audio({ codec: "truehd" })])).toMatchObject({ audio: "dolby-truehd" });
  });

  it("knows the channels that the track lacks", () => {
    const stream = audio({ codec: "eac3", channels: undefined });

    expect(bestSound(version(atmos), [stream])).toMatchObject({ channels: "5.1", isChannelsKnown: true });
  });

  it.each<[string, Partial<PlexMedia>, string | undefined, boolean]>([
    ["Atmos by profile", atmos, "dolby-digital-plus-atmos", true],
    ["TrueHD of whatever kind", { audioCodec: "truehd" }, "dolby-truehd", false],
    ["Digital Plus of whatever kind", { audioCodec: "eac3" }, "dolby-digital-plus", false],
    ["DTS of whatever kind", { audioCodec: "dca" }, "dts", false],
    ["Master Audio by profile", { audioCodec: "dca", audioProfile: "ma" }, "dts-hd-ma", true],
    ["Master Audio by codec", { audioCodec: "dca-ma" }, "dts-hd-ma", true],
    ["a codec that tells all", { audioCodec: "ac3" }, "dolby-digital", true],
    ["a codec without a word", { audioCodec: "alac" }, undefined, true],
    ["nothing", {}, undefined, false],
  ])("is all there is without streams: %s", (_reason, fields, kind, isAudioKnown) => {
    expect(bestSound(version(fields), undefined)).toMatchObject({ audio: kind, isAudioKnown });
  });

  it("is taken when the streams have no sound among them", () => {
    expect(bestSound(version({ audioCodec: "ac3" }), [{ streamType: 1 }])).toMatchObject({ audio: "dolby-digital" });
  });

  it("leaves a silent film silent", () => {
    expect(bestSound(version(), [{ streamType: 1 }])).toBeUndefined();
  });
});
