import { z } from "zod";

import type { PlexMedia, PlexPart, PlexStream } from "./plex-media.ts";
import { toFlag, toNumber, toText } from "./wire-values.ts";

/**
 * The versions of a row. Read by hand and leniently: a library has tens of thousands of them at each run,
 * and an odd value in one should cost that value and not the page. Only a list that is no list is refused, or files would seem gone.
 */
export const mediaRows = z
  .transform((value: unknown, context): readonly PlexMedia[] => {
    if (value === null || value === undefined) return [];
    if (Array.isArray(value)) return recordsOf(value).map(toMedia);
    context.issues.push({ code: "custom", message: "a list was expected", input: undefined });
    return [];
  })
  .optional();

type Row = Readonly<Record<string, unknown>>;

function toMedia(row: Row): PlexMedia {
  return {
    parts: recordsOf(row["Part"]).map(toPart),
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
    streams: Array.isArray(streams) ? recordsOf(streams).map(toStream) : undefined,
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

function recordsOf(rows: unknown): readonly Row[] {
  return Array.isArray(rows) ? rows.filter(isRecord) : [];
}

function isRecord(value: unknown): value is Row {
  return typeof value === "object" && value !== null;
}
