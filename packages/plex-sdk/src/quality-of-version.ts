import { bestSound } from "./best-sound.ts";
import { hdrOfStream } from "./hdr-of-stream.ts";
import { is3dVersion } from "./is-3d-version.ts";
import type { PlexMedia, PlexStream } from "./plex-media.ts";
import { rankOf } from "./quality-score.ts";
import type { MediaQuality, MediaQualityPart, PlexAudio, PlexHdr } from "./quality-words.ts";
import { PLEX_HDRS } from "./quality-words.ts";
import { resolutionOfVersion } from "./resolution-of-version.ts";
import { picturesOf, streamsOfVersion } from "./streams-of-version.ts";

/** The quality of one version, and the least that its sound is when the kind is unknown (to rank it by). */
export interface VersionQuality {
  readonly quality: MediaQuality;
  readonly audioAtLeast: PlexAudio | undefined;
}

/** Reads the quality of one version. */
export function qualityOfVersion(version: PlexMedia): VersionQuality {
  const streams = streamsOfVersion(version);
  const pictures = picturesOf(streams ?? []);
  const resolution = resolutionOfVersion(version, pictures);
  const hdr = bestHdr(pictures);
  const sound = bestSound(version, streams);
  const audio = sound?.isAudioKnown === true ? sound.audio : undefined;
  const channels = sound?.channels;
  const is3d = is3dVersion(version);
  const isUnknown: Readonly<Record<MediaQualityPart, boolean>> = {
    resolution: resolution === undefined,
    hdr: pictures.length === 0,
    audio: sound?.isAudioKnown === false,
    channels: sound?.isChannelsKnown === false,
    "3d": is3d === undefined,
  };
  const unknown = PARTS.filter((part) => isUnknown[part]);
  return {
    quality: {
      ...(resolution === undefined ? {} : { resolution }),
      ...(hdr === undefined ? {} : { hdr }),
      ...(audio === undefined ? {} : { audio }),
      ...(channels === undefined ? {} : { channels }),
      ...(is3d === true ? { is3d } : {}),
      ...(unknown.length === 0 ? {} : { unknown }),
    },
    audioAtLeast: sound?.audio,
  };
}

const PARTS = ["resolution", "hdr", "audio", "channels", "3d"] as const;

function bestHdr(pictures: readonly PlexStream[]): PlexHdr | undefined {
  const kinds = pictures.map(hdrOfStream);
  return kinds.toSorted((a, b) => rankOf(PLEX_HDRS, b) - rankOf(PLEX_HDRS, a))[0];
}
