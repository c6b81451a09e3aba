import type { AudioTrack } from "./audio-track.ts";
import type { PlexChannels } from "./quality-words.ts";
import { PLEX_CHANNELS } from "./quality-words.ts";

/** The channels of a track. */
export interface ChannelsOfTrack {
  /** Undefined when there is no word for so many, or nothing is known. */
  readonly channels: PlexChannels | undefined;
  readonly isKnown: boolean;
}

/** What so many channels are where no layout says otherwise. */
const BY_COUNT: readonly (PlexChannels | undefined)[] = [
  undefined,
  "1.0",
  "2.0",
  "2.1",
  "4.0",
  "5.0",
  "5.1",
  "6.1",
  "7.1",
];

/** By count; the layout (`5.1(side)`, `stereo`) tells 3.0 from 2.1, and it or Plex's title stands in where no count came. */
export function channelsOfTrack(track: AudioTrack): ChannelsOfTrack {
  const { channels: count } = track;
  const layout = wordIn(track.layout) ?? wordIn(/\(([^()]*)\)/.exec(track.displayTitle)?.[1] ?? "");
  if (count === undefined || !(count > 0)) return { channels: layout, isKnown: layout !== undefined };
  const channels = layout !== undefined && countOf(layout) === count ? layout : BY_COUNT[count];
  return { channels, isKnown: true };
}

function wordIn(text: string): PlexChannels | undefined {
  if (/\bstereo\b/.test(text)) return "2.0";
  if (/\bmono\b/.test(text)) return "1.0";
  const found = /\b\d\.\d\b/.exec(text)?.[0];
  return PLEX_CHANNELS.find((word) => word === found);
}

/** `5.1` is six channels. */
function countOf(word: PlexChannels): number {
  return Number(word[0]) + Number(word[2]);
}
