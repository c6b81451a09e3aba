import type { PlexMedia, PlexStream } from "./plex-media.ts";

/** The tracks of all parts of a version together; undefined when none came, so that nothing can be said about them. */
export function streamsOfVersion(version: PlexMedia): readonly PlexStream[] | undefined {
  const streams = version.parts.flatMap((part) => part.streams ?? []);
  return streams.length === 0 ? undefined : streams;
}

const COVER_ART = new Set(["mjpeg", "jpeg", "png", "gif", "bmp", "webp"]);

/** The video tracks that are played: the default ones or else all, cover art left out. Several for parts, angles and layers. */
export function picturesOf(streams: readonly PlexStream[]): readonly PlexStream[] {
  const videos = streams.filter((stream) => stream.streamType === 1);
  const moving = videos.filter((stream) => !COVER_ART.has(stream.codec?.toLowerCase() ?? ""));
  const pictures = moving.length > 0 ? moving : videos;
  const defaults = pictures.filter((stream) => stream.default === true);
  return defaults.length > 0 ? defaults : pictures;
}
