import type { PlexStream } from "./plex-media.ts";
import type { PlexHdr } from "./quality-words.ts";

/**
 * The kind of high dynamic range of a video track; undefined for an ordinary one. Dolby Vision goes first: profile 8 carries HDR10's
 * transfer as well, and profile 5 may carry none. Titles decide only where the transfer says nothing, since a file can be called HDR and
 * have been converted. Wide colour or ten bits alone are not HDR.
 */
export function hdrOfStream(stream: PlexStream): PlexHdr | undefined {
  const plexTitle = stream.displayTitle ?? "";
  const titles = `${plexTitle} ${stream.extendedDisplayTitle ?? ""}`;
  const transfer = stream.colorTrc?.toLowerCase();
  const isPq = transfer === "smpte2084";
  const isOpen = transfer === undefined || transfer === "unknown";

  if (stream.DOVIPresent === true || (stream.DOVIProfile ?? 0) > 0) return "dolby-vision";
  if (/\bdovi\b|\bdolby vision\b/i.test(plexTitle)) return "dolby-vision";
  if (stream.HDR10PlusPresent === true) return "hdr10+";
  if ((isPq || isOpen) && /\bhdr10\+/i.test(titles)) return "hdr10+";
  if (isPq) return "hdr10";
  if (transfer === "arib-std-b67") return "hlg";
  if (!isOpen) return undefined;
  if (/\bhlg\b/i.test(titles)) return "hlg";
  return /\bhdr(?:10)?\b/i.test(titles) ? "hdr10" : undefined;
}
