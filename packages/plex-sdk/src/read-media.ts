import type { PlexMedia, PlexPart, PlexStream } from "./plex-media.ts";
import { toFlag, toNumber, toText } from "./wire-values.ts";

/**
 * The versions of a row; undefined for what is no list, or files would seem gone. Read by hand and leniently: a library has tens of
 * thousands of them at each run, and an odd value in one should cost that value and not the page.
 */
export function toMediaList(value: unknown): readonly PlexMedia[] | undefined {
  if (value === null || value === undefined) return [];
  return Array.isArray(value) ? recordsOf(value, toMedia) : undefined;
}

type Row = Readonly<Record<string, unknown>>;

function toMedia(row: Row): PlexMedia {
  return {
    parts: recordsOf(row["Part"], toPart),
    id: toText(row["id"]),
    videoResolution: toText(row["videoResolution"]),
    width: toNumber(row["width"]),
    height: toNumber(row["height"]),
    duration: toNumber(row["duration"]),
    bitrate: toNumber(row["bitrate"]),
    videoCodec: toText(row["videoCodec"]),
    audioCodec: toText(row["audioCodec"]),
    audioProfile: toText(row["audioProfile"]),
    audioChannels: toNumber(row["audioChannels"]),
    proxyType: toNumber(row["proxyType"]),
    target: toText(row["target"]),
    title: toText(row["title"]),
  };
}

function toPart(row: Row): PlexPart {
  const streams = row["Stream"];
  return {
    id: toText(row["id"]),
    file: toText(row["file"]),
    size: toNumber(row["size"]),
    duration: toNumber(row["duration"]),
    streams: Array.isArray(streams) ? recordsOf(streams, toStream) : undefined,
  };
}

function toStream(row: Row): PlexStream {
  return {
    streamType: toNumber(row["streamType"]),
    codec: toText(row["codec"]),
    profile: toText(row["profile"]),
    title: toText(row["title"]),
    displayTitle: toText(row["displayTitle"]),
    extendedDisplayTitle: toText(row["extendedDisplayTitle"]),
    default: toFlag(row["default"]),
    channels: toNumber(row["channels"]),
    audioChannelLayout: toText(row["audioChannelLayout"]),
    scanType: toText(row["scanType"]),
    colorTrc: toText(row["colorTrc"]),
    width: toNumber(row["width"]),
    height: toNumber(row["height"]),
    DOVIPresent: toFlag(row["DOVIPresent"]),
    DOVIProfile: toNumber(row["DOVIProfile"]),
    HDR10PlusPresent: toFlag(row["HDR10PlusPresent"]),
  };
}

function recordsOf<T>(rows: unknown, read: (row: Row) => T): T[] {
  const records: T[] = [];
  for (const row of Array.isArray(rows) ? rows : []) if (isRecord(row)) records.push(read(row));
  return records;
}

function isRecord(value: unknown): value is Row {
  return typeof value === "object" && value !== null;
}
