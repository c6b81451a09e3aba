import type { Services } from "../start-services.ts";

/** All that a person can see on both sides, a line an entry. */
export function stateOfServices({ plex, trakt }: Pick<Services, "plex" | "trakt">): ReadonlySet<string> {
  const { account } = trakt;
  return new Set([
    ...plex.items
      .all()
      .flatMap(({ type, ratingKey, viewCount, userRating }) => [
        ...(viewCount > 0 ? [`Plex: ${type} ${ratingKey} seen`] : []),
        ...(userRating === undefined ? [] : [`Plex: ${type} ${ratingKey} rated ${userRating}`]),
      ]),
    ...plex.discover.watchlist.all().map(({ title }) => `Plex: ${title} listed`),
    ...account.plays().map(({ type, traktId, watchedAt }) => `Trakt: ${type} ${traktId} played at ${watchedAt}`),
    ...account.ratings().map(({ type, traktId, value }) => `Trakt: ${type} ${traktId} rated ${value}`),
    ...account
      .collection()
      .map(({ type, traktId, metadata }) => `Trakt: ${type} ${traktId} collected, ${JSON.stringify(metadata)}`),
    ...account.watchlist().map(({ type, traktId }) => `Trakt: ${type} ${traktId} listed`),
  ]);
}

/** What `before` and `after` both hold and `now` does not: nobody took it back. */
export function lostEntries(
  now: ReadonlySet<string>,
  { before, after }: { readonly before: ReadonlySet<string>; readonly after: ReadonlySet<string> },
): readonly string[] {
  return [...before].filter((entry) => after.has(entry) && !now.has(entry));
}
