import type { PlexMedia, PlexStream } from "./plex-media.ts";

/** An audio track with all that is said about it, by itself and by its version. Texts in lower case. */
export interface AudioTrack {
  readonly codec: string;
  /** The track's own and, when it is the same codec, the version's: each server knows one of them. */
  readonly profile: string;
  /** What Plex calls it, e.g. `english (dts-hd ma 5.1)`. */
  readonly displayTitle: string;
  /** All titles, what the file calls it among them. */
  readonly titles: string;
  readonly channels?: number | undefined;
  readonly layout: string;
  /** Without the track itself a codec that comes in several kinds does not tell which one it is. */
  readonly isWhole: boolean;
}

/** Not the film's own sound: commentaries, and descriptions for the blind. */
const SPOKEN_OVER = /com+enta|kommenta|descri[bp]/;

/**
 * The audio tracks of a version, those that are spoken over left out; without streams the one that the version itself describes. Empty
 * when there is no sound.
 */
export function audioTracksOf(version: PlexMedia, streams: readonly PlexStream[] | undefined): readonly AudioTrack[] {
  const tracks = (streams ?? []).filter((stream) => stream.streamType === 2).map((stream) => toTrack(stream, version));
  const own = tracks.filter((track) => !SPOKEN_OVER.test(track.titles));
  if (own.length > 0) return own;
  if (tracks.length > 0) return tracks;
  if (version.audioCodec === undefined && streams !== undefined) return [];
  return [{ ...toTrack({}, version), isWhole: version.audioProfile !== undefined }];
}

function toTrack(stream: PlexStream, version: PlexMedia): AudioTrack {
  const mainCodec = lower(version.audioCodec);
  const codec = lower(stream.codec) || mainCodec;
  const isMain = codec === mainCodec;
  const displayTitle = lower(stream.displayTitle);
  return {
    codec,
    profile: isMain ? `${lower(stream.profile)} ${lower(version.audioProfile)}`.trim() : lower(stream.profile),
    displayTitle,
    titles: [displayTitle, lower(stream.extendedDisplayTitle), lower(stream.title)].join(" | "),
    channels: stream.channels,
    layout: lower(stream.audioChannelLayout),
    isWhole: true,
    ...(isMain && stream.channels === undefined ? { channels: version.audioChannels } : {}),
  };
}

function lower(text: string | undefined): string {
  return text?.trim().toLowerCase() ?? "";
}
