import { sideName } from "../render/side-name.ts";
import type { DemoServices } from "./demo-services.ts";
import type { PlacedTitle } from "./placed-title.ts";
import type { Metadata } from "./sample-files.ts";

/** Compares Trakt's collection with what it should say of each title, a sentence a difference. */
export function findCollectionDifferences(titles: readonly PlacedTitle[], { trakt }: DemoServices): string[] {
  const entries = trakt.account.collection();
  return titles.flatMap(({ type, name, traktId, collected }) => {
    const entry = entries.find((other) => other.type === type && other.traktId === traktId);
    const [found, expected] = [describe(entry?.metadata), describe(collected)];
    return found === expected ? [] : [`${name}: ${found} in Trakt's collection, and it should be ${expected}`];
  });
}

/** In the order of these words, whatever that of the service is. */
function describe(metadata: Metadata | undefined): string {
  if (metadata === undefined) {
    return "not there";
  }
  const { media_type: kind, resolution, hdr, audio, audio_channels: channels } = metadata;
  const words = [kind, resolution, hdr, audio, channels].filter((word) => word !== undefined);
  return words.length === 0 ? "no details" : words.join(" ");
}

/**
 * Compares the watchlists of both sides, a sentence a difference. A title for which Trakt has no room, or that Plex does not know, is
 * on one of them.
 */
export function findWatchlistDifferences(titles: readonly PlacedTitle[], { plex, trakt }: DemoServices): string[] {
  const onPlex = new Set(plex.discover.watchlist.all().map(({ ratingKey }) => ratingKey));
  const onTrakt = new Set(trakt.account.watchlist().map(({ type, traktId }) => `${type} ${traktId}`));
  return titles.flatMap(({ type, name, traktId, plexKey, staysOn }) => {
    const sides = [
      ...(plexKey !== undefined && onPlex.has(plexKey) ? (["plex"] as const) : []),
      ...(onTrakt.has(`${type} ${traktId}`) ? (["trakt"] as const) : []),
    ];
    const isRight = staysOn === undefined ? sides.length !== 1 : sides.length === 1 && sides[0] === staysOn;
    return isRight ? [] : [`${name}: on the watchlist of ${describeSides(sides)}`];
  });
}

function describeSides([first, second]: readonly ("plex" | "trakt")[]): string {
  if (first === undefined) {
    return "neither side";
  }
  return second === undefined ? `${sideName(first)} only` : "both sides";
}
