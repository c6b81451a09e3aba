import type { PlexMedia, PlexStream } from "./plex-media.ts";
import type { PlexResolution } from "./quality-words.ts";

type Lines = "4k" | "1080" | "720" | "576" | "480";

/** Plex's words without their `p` or `i`; any other is decided by the size. */
const LINES: ReadonlyMap<string, Lines> = new Map([
  ["8k", "4k"],
  ["4320", "4k"],
  ["4k", "4k"],
  ["2160", "4k"],
  ["2k", "4k"],
  ["1080", "1080"],
  ["720", "720"],
  ["576", "576"],
  ["480", "480"],
  ["sd", "480"],
]);

/**
 * The resolution of a version: Plex's word, else by width (which wide crops leave alone), else by height. Undefined when nothing is
 * known. Interlaced when the word or every picture says so; without streams it is taken for progressive.
 */
export function resolutionOfVersion(version: PlexMedia, pictures: readonly PlexStream[]): PlexResolution | undefined {
  const word = version.videoResolution?.trim().toLowerCase() ?? "";
  const lines = LINES.get(word.replace(/[pi]$/, "")) ?? linesOfSize(version) ?? linesOfSize(largest(pictures));
  if (lines === undefined) return undefined;
  if (lines === "4k") return "4k";
  if (lines === "720") return "720p";
  const isInterlaced = word.endsWith("i") || (pictures.length > 0 && pictures.every(isInterlacedStream));
  return `${lines}${isInterlaced ? "i" : "p"}`;
}

interface Size {
  readonly width?: number | undefined;
  readonly height?: number | undefined;
}

function linesOfSize({ width = 0, height = 0 }: Size): Lines | undefined {
  if (!(width > 0) && !(height > 0)) return undefined;
  const across = width > 0 ? width : (height * 16) / 9;
  if (across >= 3200) return "4k";
  if (across >= 1700) return "1080";
  if (across >= 1100) return "720";
  return height > 480 ? "576" : "480";
}

function largest(pictures: readonly PlexStream[]): Size {
  return {
    width: Math.max(0, ...pictures.map((picture) => picture.width ?? 0)),
    height: Math.max(0, ...pictures.map((picture) => picture.height ?? 0)),
  };
}

function isInterlacedStream(stream: PlexStream): boolean {
  if (stream.scanType !== undefined) return stream.scanType.toLowerCase() === "interlaced";
  return /\b(?:1080|576|480)i\b/i.test(stream.displayTitle ?? "");
}
