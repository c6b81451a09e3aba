import type { Services } from "./start-services.ts";

/** How large a household is. */
export interface HouseholdSize {
  readonly movies: number;
  readonly watchedMovies: number;
  readonly shows: number;
  readonly seasonsPerShow: number;
  readonly episodesPerSeason: number;
  readonly watchedEpisodes: number;
  readonly ratedMovies: number;
  /** Movies on the watchlist: the last ones, which nobody has watched. */
  readonly listedMovies: number;
}

/** The household that the budgets are counted at: 10 000 movies and 50 000 episodes. */
export const LARGE: HouseholdSize = {
  movies: 10_000,
  watchedMovies: 6000,
  shows: 1000,
  seasonsPerShow: 5,
  episodesPerSeason: 10,
  watchedEpisodes: 36_000,
  ratedMovies: 2000,
  listedMovies: 200,
};

const START = Date.UTC(2015, 0, 1, 20, 0) / 1000;
const HOUR = 3600;
const ADDED_AT = Date.UTC(2014, 5, 1) / 1000;
/** What the file of an item is like to which no other is given. */
const ORDINARY = { media_type: "digital", resolution: "hd_1080p", audio: "aac", audio_channels: "2.0" } as const;

/**
 * Fills both services with a household in which both sides agree, or of which only Plex knows what was watched, is owned and is listed.
 * It has no room in a free account.
 */
export function fillLargeHousehold(
  { plex, trakt }: Pick<Services, "plex" | "trakt">,
  size: HouseholdSize,
  { seenOn }: { readonly seenOn: "both" | "plex" },
): void {
  plex.libraries.add({ key: "1", title: "Movies", type: "movie" });
  plex.libraries.add({ key: "2", title: "Shows", type: "show" });
  let views = 0;
  const nextView = (): number => {
    views += 1;
    return START + views * HOUR;
  };
  const seenState = (
    isSeen: boolean,
    type: "movie" | "episode",
    traktId: number,
  ): { viewCount?: number; lastViewedAt?: number } => {
    if (!isSeen) return {};
    const at = nextView();
    if (seenOn === "both") trakt.account.watch(type, traktId, new Date(at * 1000).toISOString());
    return { viewCount: 1, lastViewedAt: at };
  };
  const own = (type: "movie" | "episode", traktId: number): void => {
    if (seenOn === "plex") return;
    trakt.account.collect(type, traktId, { at: new Date(ADDED_AT * 1000).toISOString(), metadata: ORDINARY });
  };
  const list = (isListed: boolean, title: string, movie: { readonly traktId: number; readonly guids: string[] }) => {
    if (!isListed) return {};
    const key = plex.discover.catalogue.add({ type: "movie", title, guids: movie.guids });
    const at = nextView();
    plex.discover.watchlist.list(key, at);
    if (seenOn === "both") trakt.account.list("movie", movie.traktId, new Date(at * 1000).toISOString());
    return { guid: `plex://movie/${key}` };
  };

  for (let index = 0; index < size.movies; index += 1) {
    const traktId = 1_000_000 + index;
    const title = `Movie ${index}`;
    trakt.catalogue.addMovie({
      ids: { trakt: traktId, tmdb: 2_000_000 + index, imdb: `tt${3_000_000 + index}` },
      title,
      year: 1950 + (index % 75),
    });
    const isRated = index < size.ratedMovies;
    const value = 1 + (index % 10);
    if (isRated) trakt.account.rate("movie", traktId, value, "2020-01-01T00:00:00.000Z");
    own("movie", traktId);
    const guids = [`imdb://tt${3_000_000 + index}`, `tmdb://${2_000_000 + index}`];
    plex.items.addMovie({
      library: "1",
      title,
      year: 1950 + (index % 75),
      duration: 6_000_000,
      addedAt: ADDED_AT,
      guids,
      ...list(index >= size.movies - size.listedMovies, title, { traktId, guids }),
      file: `/data/movies/${title}/${title}.mkv`,
      ...seenState(index < size.watchedMovies, "movie", traktId),
      ...(isRated ? { userRating: value, lastRatedAt: 1_577_836_800 } : {}),
    });
  }
  const seenPerShow = size.watchedEpisodes / size.shows;
  for (let show = 0; show < size.shows; show += 1) {
    const title = `Show ${show}`;
    const seasons = Array.from({ length: size.seasonsPerShow }, (_, season) => ({
      number: season + 1,
      ids: { trakt: 5_000_000 + show * 100 + season },
      episodes: Array.from({ length: size.episodesPerSeason }, (__, number) => {
        const id = (show * size.seasonsPerShow + season) * size.episodesPerSeason + number;
        return {
          number: number + 1,
          title: `Episode ${number + 1}`,
          ids: { trakt: 6_000_000 + id, tvdb: 7_000_000 + id },
        };
      }),
    }));
    trakt.catalogue.addShow({
      ids: { trakt: 4_000_000 + show, tvdb: 4_500_000 + show, tmdb: 4_700_000 + show },
      title,
      year: 2010,
      seasons,
    });
    let episode = 0;
    const showKey = plex.items.addShow({
      library: "2",
      title,
      year: 2010,
      guids: [`tvdb://${4_500_000 + show}`, `tmdb://${4_700_000 + show}`],
    });
    for (const { number, episodes } of seasons) {
      const seasonKey = plex.items.addSeason({ show: showKey, index: number });
      for (const { number: index, title: name, ids } of episodes) {
        own("episode", ids.trakt);
        plex.items.addEpisode({
          season: seasonKey,
          addedAt: ADDED_AT,
          index,
          title: name,
          duration: 2_700_000,
          guids: [`tvdb://${ids.tvdb}`],
          file: `/data/shows/${title}/s${number}e${index}.mkv`,
          ...seenState(episode < seenPerShow, "episode", ids.trakt),
        });
        episode += 1;
      }
    }
  }
}
