import { audioOfTrack } from "./audio-of-track.ts";
import { audioTracksOf } from "./audio-track.ts";
import { channelsOfTrack } from "./channels-of-track.ts";
import type { PlexMedia, PlexStream } from "./plex-media.ts";
import { rankOf } from "./quality-score.ts";
import type { PlexAudio, PlexChannels } from "./quality-words.ts";
import { PLEX_AUDIOS, PLEX_CHANNELS } from "./quality-words.ts";

/** The sound of one track. A word that is absent though it is known does not exist. */
export interface Sound {
  /** When not known: at least this. */
  readonly audio: PlexAudio | undefined;
  readonly isAudioKnown: boolean;
  readonly channels: PlexChannels | undefined;
  readonly isChannelsKnown: boolean;
}

/**
 * The best track of a version; undefined when it has no sound. More than stereo goes first (a lossless stereo track beside a surround
 * track is an extra), then the better kind, then more channels.
 */
export function bestSound(version: PlexMedia, streams: readonly PlexStream[] | undefined): Sound | undefined {
  const sounds = audioTracksOf(version, streams).map((track): Sound => {
    const { audio, isKnown: isAudioKnown } = audioOfTrack(track);
    const { channels, isKnown: isChannelsKnown } = channelsOfTrack(track);
    return { audio, isAudioKnown, channels, isChannelsKnown };
  });
  return sounds.toSorted((a, b) => rankOfSound(b) - rankOfSound(a))[0];
}

/** Equal ranks mean equal sounds but for what is known, which goes last. */
function rankOfSound(sound: Sound): number {
  const isStereo = sound.channels === "2.0" || sound.channels === "1.0";
  const known = Number(sound.isAudioKnown) * 2 + Number(sound.isChannelsKnown);
  const kind = (isStereo ? 0 : PLEX_AUDIOS.length + 1) + rankOf(PLEX_AUDIOS, sound.audio);
  return (kind * (PLEX_CHANNELS.length + 1) + rankOf(PLEX_CHANNELS, sound.channels)) * 4 + known;
}
