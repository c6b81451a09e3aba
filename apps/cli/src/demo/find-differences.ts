import type { DemoServices } from "./demo-services.ts";
import { findCollectionDifferences, findWatchlistDifferences } from "./find-list-differences.ts";
import type { PlacedTitle } from "./placed-title.ts";

/**
 * Compares what the two services hold, title by title, without any of pakt's own code. Gives a sentence a difference; none when both
 * sides are the same, no play is there twice, and neither service was sent something it objects to.
 */
export function findDifferences(titles: readonly PlacedTitle[], services: DemoServices): readonly string[] {
  return [
    ...titles.flatMap((title) => compareTitle(title, services)),
    ...findCollectionDifferences(titles, services),
    ...findWatchlistDifferences(titles, services),
    ...findDoubledPlays(titles, services),
    ...services.plex.violations.map((violation) => `Plex objects: ${violation}`),
    ...services.trakt.violations.map((violation) => `Trakt objects: ${violation}`),
  ];
}

/** A title can only differ where both sides have it. */
export function isOnBothSides({ ratingKeys, traktId }: PlacedTitle): boolean {
  return ratingKeys.length > 0 && traktId !== undefined;
}

function compareTitle(title: PlacedTitle, { plex, trakt }: DemoServices): string[] {
  if (!isOnBothSides(title)) {
    return [];
  }
  const { type, name, ratingKeys, traktId } = title;
  const isWatched = trakt.account.plays().some((play) => play.type === type && play.traktId === traktId);
  const rated = trakt.account.ratings().find((rating) => rating.type === type && rating.traktId === traktId)?.value;
  const copies = ratingKeys.map((ratingKey) => plex.items.get(ratingKey));
  const isLeaf = type === "movie" || type === "episode";
  const otherViews = isLeaf ? copies.filter((copy) => (copy?.viewCount ?? 0) > 0 !== isWatched) : [];
  const otherRatings = copies.filter((copy) => copy?.userRating !== rated);
  return otherViews
    .map(() => `${name}: watched on ${isWatched ? "Trakt" : "Plex"} only`)
    .concat(otherRatings.map((copy) => `${name}: rated ${copy?.userRating ?? "–"} on Plex, ${rated ?? "–"} on Trakt`));
}

function findDoubledPlays(titles: readonly PlacedTitle[], { trakt }: DemoServices): string[] {
  const plays = trakt.account.plays();
  return titles.flatMap(({ type, name, traktId }) => {
    const count = plays.filter((play) => play.type === type && play.traktId === traktId).length;
    return count > 1 ? [`${name}: ${count} plays on Trakt, and it was seen once`] : [];
  });
}
