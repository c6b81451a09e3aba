import type { AccountStore, StoredPlay, StoredRating } from "./account.ts";
import { idsOf } from "./catalogue.ts";
import type { CatalogueIndex, CatalogueMovie, CatalogueShow, Entry } from "./catalogue.ts";
import { createCollectionLists } from "./collection-lists.ts";
import type { CollectionLists } from "./collection-lists.ts";
import { remember } from "./remember.ts";
import { unreachable } from "./unreachable.ts";

/** A movie as lists show it. */
function toMovie({ title, year, ids }: CatalogueMovie): unknown {
  return {
    title,
    year: year ?? null,
    ids: { trakt: ids.trakt, slug: ids.slug ?? String(ids.trakt), imdb: ids.imdb ?? null, tmdb: ids.tmdb ?? null },
  };
}

/** A show as lists show it. */
function toShow({ title, year, ids, seasons }: CatalogueShow): unknown {
  return {
    title,
    year: year ?? null,
    ids: {
      trakt: ids.trakt,
      slug: ids.slug ?? String(ids.trakt),
      tvdb: ids.tvdb ?? null,
      imdb: ids.imdb ?? null,
      tmdb: ids.tmdb ?? null,
    },
    aired_episodes: seasons.reduce((sum, { number, episodes }) => sum + (number === 0 ? 0 : episodes.length), 0),
  };
}

/** A title under the keys that lists use: `movie`; `show`; `season` and `show`; `episode` and `show`. */
export function toTitleKeys(entry: Entry): Record<string, unknown> {
  switch (entry.type) {
    case "movie":
      return { movie: toMovie(entry.movie) };
    case "show":
      return { show: toShow(entry.show) };
    case "season": {
      const { number, ids } = entry.season;
      return {
        season: { number, ids: { trakt: ids.trakt, tvdb: ids.tvdb ?? null, tmdb: ids.tmdb ?? null } },
        show: toShow(entry.show),
      };
    }
    case "episode":
      return { episode: toEpisode(entry), show: toShow(entry.show) };
    default:
      return unreachable(entry);
  }
}

/** An episode as lists show it. */
export function toEpisode({ season, episode }: Extract<Entry, { type: "episode" }>): unknown {
  const { ids } = episode;
  return {
    season: season.number,
    number: episode.number,
    title: episode.title ?? null,
    ids: { trakt: ids.trakt, tvdb: ids.tvdb ?? null, imdb: ids.imdb ?? null, tmdb: ids.tmdb ?? null },
  };
}

/** The account's lists in the order in which they are paged. */
export interface Lists extends CollectionLists {
  watchedMovies(): readonly WatchedGroup[];
  watchedShows(): readonly WatchedGroup[];
  history(): readonly StoredPlay[];
  ratings(): readonly StoredRating[];
}

/** All plays of a movie, or of a show's episodes. */
export interface WatchedGroup {
  readonly entry: Entry;
  readonly plays: readonly StoredPlay[];
  readonly lastWatchedAt: string;
}

/** Sorted lists, kept until the account changes. With a lag, `watched` leaves out plays that are younger. */
export function createLists(parts: {
  readonly account: AccountStore;
  readonly catalogue: CatalogueIndex;
  readonly now: () => number;
  readonly watchedLagMs: number;
}): Lists {
  const { account, catalogue } = parts;
  const playsRevision = (): number => account.playsRevision();
  const visible = (): StoredPlay[] => {
    const plays = [...account.plays()];
    return parts.watchedLagMs === 0
      ? plays
      : plays.filter(({ storedAt }) => storedAt <= parts.now() - parts.watchedLagMs);
  };
  // A lagging list changes with the time alone.
  const watchedRevision = (): number => (parts.watchedLagMs === 0 ? account.playsRevision() : Number.NaN);
  return {
    ...createCollectionLists(account.collectionShelf, catalogue),
    watchedMovies: remember(watchedRevision, () =>
      group(visible(), (play) =>
        play.type === "movie" ? catalogue.find("movie", { trakt: play.traktId }) : undefined,
      ),
    ),
    watchedShows: remember(watchedRevision, () =>
      group(visible(), (play) => {
        const episode = play.type === "episode" ? catalogue.find("episode", { trakt: play.traktId }) : undefined;
        return episode?.type === "episode" ? catalogue.find("show", { trakt: episode.show.ids.trakt }) : undefined;
      }),
    ),
    history: remember(playsRevision, () =>
      account.plays().toSorted((a, b) => compare(b.watchedAt, a.watchedAt) || b.id - a.id),
    ),
    ratings: remember(
      () => account.ratingsRevision(),
      () => account.ratings().toSorted((a, b) => compare(b.ratedAt, a.ratedAt) || a.traktId - b.traktId),
    ),
  };
}

function group(plays: readonly StoredPlay[], entryOf: (play: StoredPlay) => Entry | undefined): WatchedGroup[] {
  const groups = new Map<Entry, StoredPlay[]>();
  for (const play of plays) {
    const entry = entryOf(play);
    if (entry === undefined) continue;
    const held = groups.get(entry);
    if (held) held.push(play);
    else groups.set(entry, [play]);
  }
  return [...groups]
    .map(([entry, held]) => ({ entry, plays: held, lastWatchedAt: newest(held) }))
    .toSorted((a, b) => compare(b.lastWatchedAt, a.lastWatchedAt) || idsOf(a.entry).trakt - idsOf(b.entry).trakt);
}

/** The latest time among plays. */
export function newest(plays: readonly StoredPlay[]): string {
  return plays.reduce((latest, { watchedAt }) => (watchedAt > latest ? watchedAt : latest), "");
}

function compare(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
