import type { PlexMedia, PlexPart } from "../plex-media.ts";
import type { StoredItem } from "./stored-item.ts";

/** The versions of an item that was given none: one file of ordinary quality, 1080p H.264 with AAC in stereo. */
export function defaultMedia(
  item: Pick<StoredItem, "library" | "ratingKey" | "duration" | "file">,
): readonly PlexMedia[] {
  const file = item.file ?? `/media/${item.library}/${item.ratingKey}.mkv`;
  const streams = [
    {
      streamType: 1,
      codec: "h264",
      default: true,
      width: 1920,
      height: 1080,
      profile: "high",
      scanType: "progressive",
      colorTrc: "bt709",
      displayTitle: "1080p (H.264)",
      extendedDisplayTitle: "1080p (H.264)",
    },
    {
      streamType: 2,
      codec: "aac",
      default: true,
      channels: 2,
      audioChannelLayout: "stereo",
      profile: "lc",
      displayTitle: "English (AAC Stereo)",
      extendedDisplayTitle: "English (AAC Stereo)",
    },
  ];
  return [
    {
      id: item.ratingKey,
      duration: item.duration,
      bitrate: 8000,
      width: 1920,
      height: 1080,
      audioChannels: 2,
      audioCodec: "aac",
      videoCodec: "h264",
      videoResolution: "1080",
      parts: [{ id: item.ratingKey, duration: item.duration, file, size: 4_294_967_296, streams }],
    },
  ];
}

/** Versions as a media server writes them, a list that is empty left out; ids that were not given are made from the rating key. */
export function toMediaRows(
  media: readonly PlexMedia[],
  as: { readonly ratingKey: string; readonly streams: boolean; readonly numbersAsText: boolean },
): readonly object[] | undefined {
  if (media.length === 0) return undefined;
  const write = (fields: object): object => (as.numbersAsText ? withNumbersAsText(fields) : fields);
  const toPart = (part: PlexPart, madeId: string): object => {
    const { streams, id = madeId, ...fields } = part;
    return {
      ...write({ id: toId(id), ...fields }),
      key: `/library/parts/${id}/1/file.mkv`,
      Stream: as.streams ? streams?.map((stream) => write(stream)) : undefined,
    };
  };
  return media.map((version, at) => {
    const { parts, id = `${as.ratingKey}${at}`, ...fields } = version;
    const rows = parts.map((part, place) => toPart(part, `${id}${place}`));
    return { ...write({ id: toId(id), ...fields }), Part: rows.length === 0 ? undefined : rows };
  });
}

/** Plex's ids are numbers in library answers. */
function toId(id: string): number | string {
  return /^\d+$/.test(id) ? Number(id) : id;
}

function withNumbersAsText(fields: object): object {
  return Object.fromEntries(
    Object.entries(fields).map(([name, value]): [string, unknown] => [
      name,
      typeof value === "number" ? String(value) : value,
    ]),
  );
}
