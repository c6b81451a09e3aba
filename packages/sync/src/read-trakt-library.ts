import type {
  TraktCollectedMovie,
  TraktCollectedShow,
  TraktLastActivities,
  TraktWatchlistEntry,
} from "@pakt/trakt-sdk";

import type { TraktReadContext } from "./fetch-trakt.ts";
import { joinReads, readTraktList } from "./read-trakt-list.ts";
import type { ListRead } from "./read-trakt-list.ts";
import type { FetchRequest } from "./replica.ts";
import { sideBySide } from "./side-by-side.ts";
import { stampsOf } from "./stamps-of.ts";
import { toCollectedEpisodes, toCollectedMovie, toWatchlisted } from "./trakt-items.ts";
import { TRAKT_PAGE_LIMIT } from "./trakt-page-limit.ts";

/** The collected movies and episodes, with their quality. Its rows are counted as Trakt does: an episode is one. */
export async function readCollection(
  context: TraktReadContext,
  { movies, episodes }: TraktLastActivities,
  request: FetchRequest,
): Promise<ListRead> {
  const { sync } = context.trakt;
  const [films, shows] = await sideBySide(request.signal, [
    (signal) =>
      readTraktList(
        context,
        { ...request, signal },
        {
          field: "collection",
          name: "collected-movies",
          what: "collected movies",
          stamps: stampsOf(movies.collected_at),
          list: sync.collectionMovies({ extended: "metadata" }),
          limit: TRAKT_PAGE_LIMIT,
          key: (row: TraktCollectedMovie) => String(row.movie.ids.trakt),
          toItems: (row: TraktCollectedMovie) => [toCollectedMovie(row)],
        },
      ),
    (signal) =>
      readTraktList(
        context,
        { ...request, signal },
        {
          field: "collection",
          name: "collected-shows",
          what: "collected shows",
          stamps: stampsOf(episodes.collected_at),
          list: sync.collectionShows({ extended: "metadata" }),
          limit: TRAKT_PAGE_LIMIT,
          key: (row: TraktCollectedShow) => String(row.show.ids.trakt),
          toItems: toCollectedEpisodes,
        },
      ),
  ]);
  const isCounted = films.rows !== undefined && shows.rows !== undefined;
  return {
    items: [...films.items, ...shows.items],
    read: joinReads(films.read, shows.read),
    ...(isCounted ? { rows: films.items.length + shows.items.length } : {}),
  };
}

const TITLES = ["movies", "shows"] as const;
const PARTS = ["seasons", "episodes"] as const;

/**
 * The watchlist's movies and shows. Read by type: without one the rows come in the person's own order, which may be random. Seasons
 * and episodes can be on no list of Plex, and are read only where they count towards a limit.
 */
export async function readWatchlist(
  context: TraktReadContext,
  activities: TraktLastActivities,
  request: FetchRequest,
  { isCounted }: { readonly isCounted: boolean },
): Promise<ListRead> {
  const readType = (type: (typeof TITLES | typeof PARTS)[number], signal: AbortSignal): Promise<ListRead> =>
    readTraktList(
      context,
      { ...request, signal },
      {
        field: "watchlist",
        name: `watchlist-${type}`,
        what: `${type} on the watchlist`,
        stamps: stampsOf(activities[type].watchlisted_at, activities.watchlist?.updated_at),
        list: context.trakt.sync.watchlist({ type }),
        limit: TRAKT_PAGE_LIMIT,
        key: watchlistKey,
        toItems: (row: TraktWatchlistEntry) => {
          const item = toWatchlisted(row);
          return item === undefined ? [] : [item];
        },
      },
    );
  const lists = await sideBySide(
    request.signal,
    [...TITLES, ...(isCounted ? PARTS : [])].map((type) => (signal: AbortSignal) => readType(type, signal)),
  );
  const titles = lists.slice(0, TITLES.length);
  const rows = lists.map((list) => list.rows);
  const isWhole = rows.every((count) => count !== undefined);
  return {
    items: titles.flatMap(({ items }) => items),
    // What is only counted does not make the titles less complete: without it there is no count.
    read: joinReads(...titles.map(({ read }) => read)),
    ...(isWhole ? { rows: rows.reduce((sum, count) => sum + count, 0) } : {}),
  };
}

/** What identifies a row of the watchlist, to see one that came twice. */
export function watchlistKey(row: TraktWatchlistEntry): string {
  switch (row.type) {
    case "movie":
      return `movie:${row.movie.ids.trakt}`;
    case "show":
      return `show:${row.show.ids.trakt}`;
    case "season":
      return `season:${row.season.ids.trakt}`;
    case "episode":
      return `episode:${row.episode.ids.trakt}`;
    default:
      return row satisfies never;
  }
}
