import type { Placed } from "./household.ts";
import type { Services } from "./start-services.ts";

/** What differs between the sides, a line a title; empty when they are the same. */
export function differences(services: Pick<Services, "plex" | "trakt">, placed: readonly Placed[]): readonly string[] {
  return [...seenOrRatedOtherwise(services, placed), ...ownedOrListedOtherwise(services, placed)];
}

function ownedOrListedOtherwise(
  { plex, trakt }: Pick<Services, "plex" | "trakt">,
  placed: readonly Placed[],
): readonly string[] {
  const collected = new Set(trakt.account.collection().map(({ type, traktId }) => `${type}:${traktId}`));
  const onTrakt = new Set(trakt.account.watchlist().map(({ type, traktId }) => `${type}:${traktId}`));
  const onPlex = new Set(plex.discover.watchlist.all().map(({ ratingKey }) => ratingKey));
  return placed.flatMap(({ type, name, ratingKeys, traktId, discoverKey }) => {
    const key = `${type}:${traktId}`;
    const hasFile =
      type !== "show" && type !== "season" && ratingKeys.some((ratingKey) => plex.items.get(ratingKey) !== undefined);
    const isListed = discoverKey !== undefined && onPlex.has(discoverKey);
    return [
      ...(hasFile && !collected.has(key) ? [`${name}: Plex has it, Trakt's collection has not`] : []),
      ...(isListed === onTrakt.has(key) ? [] : [`${name}: Plex ${isListed ? "listed" : "unlisted"}, Trakt not`]),
    ];
  });
}

function seenOrRatedOtherwise(
  { plex, trakt }: Pick<Services, "plex" | "trakt">,
  placed: readonly Placed[],
): readonly string[] {
  const plays = new Set(trakt.account.plays().map(({ type, traktId }) => `${type}:${traktId}`));
  const ratings = new Map(trakt.account.ratings().map(({ type, traktId, value }) => [`${type}:${traktId}`, value]));
  return placed.flatMap(({ type, name, ratingKeys, traktId }) => {
    const key = `${type}:${traktId}`;
    return ratingKeys.flatMap((ratingKey) => {
      const state = plex.items.get(ratingKey);
      const seen = (state?.viewCount ?? 0) > 0;
      const rating = state?.userRating;
      return [
        ...(type !== "show" && type !== "season" && seen !== plays.has(key)
          ? [`${name}: Plex ${seen ? "seen" : "unseen"}, Trakt not`]
          : []),
        ...(rating === ratings.get(key)
          ? []
          : [`${name}: Plex ${rating ?? "unrated"}, Trakt ${ratings.get(key) ?? "unrated"}`]),
      ];
    });
  });
}

/** Titles and minutes that Trakt holds more than once. */
export function doubledPlays({ trakt }: Pick<Services, "trakt">): readonly string[] {
  const seen = new Set<string>();
  return trakt.account.plays().flatMap(({ type, traktId, watchedAt }) => {
    const key = `${type}:${traktId}@${watchedAt}`;
    if (seen.has(key)) return [key];
    seen.add(key);
    return [];
  });
}
