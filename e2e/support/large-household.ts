import type { MovieOptions } from "@pakt/plex-sdk/testing";

import { createChance } from "./chance.ts";
import type { HouseholdSize } from "./household-sizes.ts";
import { BEST, BEST_ON_TRAKT } from "./media.ts";
import type { Services } from "./start-services.ts";

const START = Date.UTC(2015, 0, 1, 20, 0) / 1000;
const HOUR = 3600;
const ADDED_AT = Date.UTC(2014, 5, 1) / 1000;
/** What the file of an item is like to which no other is given. */
const ORDINARY = { media_type: "digital", resolution: "hd_1080p", audio: "aac", audio_channels: "2.0" } as const;

/** Where the household's titles are, in the order in which they were added. */
export interface FilledHousehold {
  readonly movies: readonly FilledTitle[];
  readonly episodes: readonly FilledTitle[];
}

/** One title on both sides. */
export interface FilledTitle {
  readonly ratingKey: string;
  readonly traktId: number;
}

/**
 * Fills both services with a household in which both sides agree, or of which only Plex knows what was watched, is owned and is listed.
 * It has no room in a free account. The same seed fills in the same one: every fifth file is 4K, views lie an hour or so apart.
 */
export function fillLargeHousehold(
  { plex, trakt }: Pick<Services, "plex" | "trakt">,
  size: HouseholdSize,
  { seenOn, seed = 1 }: { readonly seenOn: "both" | "plex"; readonly seed?: number },
): FilledHousehold {
  const chance = createChance(seed);
  const filled: { readonly movies: FilledTitle[]; readonly episodes: FilledTitle[] } = { movies: [], episodes: [] };
  plex.libraries.add({ key: "1", title: "Movies", type: "movie" });
  plex.libraries.add({ key: "2", title: "Shows", type: "show" });
  let views = 0;
  const nextView = (): number => {
    views += 1;
    return START + views * HOUR + Math.floor(chance() * HOUR);
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
  const own = (type: "movie" | "episode", traktId: number, path: string): Pick<MovieOptions, "file" | "media"> => {
    const isBest = chance() < 0.2;
    if (seenOn === "both") {
      const metadata = isBest ? BEST_ON_TRAKT : ORDINARY;
      trakt.account.collect(type, traktId, { at: new Date(ADDED_AT * 1000).toISOString(), metadata });
    }
    if (!isBest) return { file: path };
    return { media: [{ ...BEST, parts: BEST.parts.map((part) => ({ ...part, file: path })) }] };
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
    const guids = [`imdb://tt${3_000_000 + index}`, `tmdb://${2_000_000 + index}`];
    const ratingKey = plex.items.addMovie({
      library: "1",
      title,
      year: 1950 + (index % 75),
      duration: 6_000_000,
      addedAt: ADDED_AT,
      guids,
      ...list(index >= size.movies - size.listedMovies, title, { traktId, guids }),
      ...own("movie", traktId, `/data/movies/${title}/${title}.mkv`),
      ...seenState(index < size.watchedMovies, "movie", traktId),
      ...(isRated ? { userRating: value, lastRatedAt: 1_577_836_800 } : {}),
    });
    filled.movies.push({ ratingKey, traktId });
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
        const ratingKey = plex.items.addEpisode({
          season: seasonKey,
          addedAt: ADDED_AT,
          index,
          title: name,
          duration: 2_700_000,
          guids: [`tvdb://${ids.tvdb}`],
          ...own("episode", ids.trakt, `/data/shows/${title}/s${number}e${index}.mkv`),
          ...seenState(episode < seenPerShow, "episode", ids.trakt),
        });
        filled.episodes.push({ ratingKey, traktId: ids.trakt });
        episode += 1;
      }
    }
  }
  return filled;
}
