import type { AudioTrack } from "./audio-track.ts";
import type { PlexAudio } from "./quality-words.ts";

/** What kind of sound a track is. */
export interface AudioOfTrack {
  /** Undefined when the codec has no word (alac, ape), or is not known. */
  readonly audio: PlexAudio | undefined;
  /** False when the data cannot tell: the kind is then at least `audio`. */
  readonly isKnown: boolean;
}

const PLAIN: ReadonlyMap<string, PlexAudio> = new Map([
  ["truehd", "dolby-truehd"],
  ["eac3", "dolby-digital-plus"],
  ["ac3", "dolby-digital"],
  ["dca", "dts"],
  ["dts", "dts"],
  ["dca-ma", "dts-hd-ma"],
  ["flac", "flac"],
  ["aac", "aac"],
  ["aac_latm", "aac"],
  ["opus", "opus"],
  ["vorbis", "vorbis"],
  ["mp3", "mp3"],
  ["mp2", "mp2"],
  ["lpcm", "lpcm"],
]);

/** Codecs that come in several kinds, which profile and titles tell apart. */
const WITH_KINDS = new Set(["truehd", "eac3", "dca", "dts"]);

/** Sound objects in DTS. A colon or hyphen, and no video codec after it: `DTS.x264` is a release's name. */
const DTS_X = /\bdts[:-]x\b(?!\W?26[45])/;

/** The kind of sound of a track, by codec, profile and titles. */
export function audioOfTrack(track: AudioTrack): AudioOfTrack {
  if (track.codec === "") return { audio: undefined, isKnown: false };
  const plain = plainOf(track.codec);
  if (!WITH_KINDS.has(track.codec)) return { audio: plain, isKnown: true };
  return { audio: kindOf(track) ?? plain, isKnown: track.isWhole };
}

function plainOf(codec: string): PlexAudio | undefined {
  if (codec.startsWith("pcm")) return "lpcm";
  if (codec.startsWith("wma")) return "wma";
  return PLAIN.get(codec);
}

function kindOf(track: AudioTrack): PlexAudio | undefined {
  const isAtmos = /\batmos\b/.test(`${track.profile} ${track.titles}`);
  if (track.codec === "truehd") return isAtmos ? "dolby-atmos" : undefined;
  if (track.codec === "eac3") return isAtmos ? "dolby-digital-plus-atmos" : undefined;
  return dtsKindOf(track);
}

/** Objects ride on Master Audio only, so a title that promises them is wrong about any other profile. */
function dtsKindOf({ profile, titles, displayTitle }: AudioTrack): PlexAudio | undefined {
  if (DTS_X.test(profile)) return "dts-x";
  const isMaster = /\bma\b/.test(profile);
  if ((isMaster || profile === "") && DTS_X.test(titles)) return "dts-x";
  if (isMaster || /\bdts-hd ma\b/.test(displayTitle)) return "dts-hd-ma";
  return /\bhra\b/.test(profile) || /\bdts-hd hra\b/.test(displayTitle) ? "dts-hd-hra" : undefined;
}
