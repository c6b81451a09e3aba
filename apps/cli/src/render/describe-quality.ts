import type { Operation } from "@pakt/sync";

/** What a collected version is like. */
export type Quality = Extract<Operation, { field: "collection"; action: "add" | "update" }>["quality"];

type Hdr = NonNullable<Quality["hdr"]>;
type Audio = NonNullable<Quality["audio"]>;

/** A quality in people's words: `4K Dolby Vision, Dolby Atmos 7.1`. */
export function describeQuality(quality: Quality): string {
  return joinHalves([describePicture(quality), describeSound(quality)]);
}

/** What changes between two qualities, the picture, the sound or both: `1080p to 4K HDR10`. */
export function describeQualityChange(before: Quality, after: Quality): string {
  const halves = [describePicture, describeSound].filter((describe) => describe(before) !== describe(after));
  const side = (quality: Quality): string => joinHalves(halves.map((describe) => describe(quality)));
  return halves.length === 0 ? describeQuality(after) : `${side(before)} to ${side(after)}`;
}

function joinHalves(halves: readonly string[]): string {
  const said = halves.filter((half) => half !== "");
  return said.length === 0 ? "no details" : said.join(", ");
}

function describePicture({ resolution, hdr, is3d }: Quality): string {
  const lines = resolution === "4k" ? "4K" : resolution;
  return [lines, hdr === undefined ? undefined : HDRS[hdr], is3d === true ? "3D" : undefined]
    .filter((word) => word !== undefined)
    .join(" ");
}

function describeSound({ audio, channels }: Quality): string {
  const kind = audio === undefined ? undefined : AUDIOS[audio];
  return [kind, channels].filter((word) => word !== undefined).join(" ");
}

const HDRS: Readonly<Record<Hdr, string>> = {
  "dolby-vision": "Dolby Vision",
  "hdr10+": "HDR10+",
  hdr10: "HDR10",
  hlg: "HLG",
};

/** Names as their owners write them. Both kinds of Atmos are called so: which bed it lies on is told by the second. */
const AUDIOS: Readonly<Record<Audio, string>> = {
  "dolby-atmos": "Dolby Atmos",
  "dolby-truehd": "Dolby TrueHD",
  "dolby-digital-plus-atmos": "Dolby Digital Plus Atmos",
  "dolby-digital-plus": "Dolby Digital Plus",
  "dolby-digital": "Dolby Digital",
  "dolby-prologic": "Dolby Pro Logic",
  "dts-x": "DTS:X",
  "dts-hd-ma": "DTS-HD MA",
  "dts-hd-hra": "DTS-HD HRA",
  dts: "DTS",
  "auro-3d": "Auro-3D",
  flac: "FLAC",
  lpcm: "LPCM",
  aac: "AAC",
  opus: "Opus",
  vorbis: "Vorbis",
  mp3: "MP3",
  mp2: "MP2",
  wma: "WMA",
};
