import type { InMemoryPlex } from "@pakt/plex-sdk/testing";
import type { InMemoryTrakt } from "@pakt/trakt-sdk/testing";
import { LIBRARIES, MOVIES, SHOWS } from "./household.ts";
import type { SampleCopy, SampleShow, SampleState, SampleTitle } from "./household.ts";

/** The two services of the demo. */
export interface DemoServices {
  readonly plex: InMemoryPlex;
  readonly trakt: InMemoryTrakt;
}

/** A title of the household, with where it is on each side. */
export interface PlacedTitle {
  readonly type: "movie" | "show" | "season" | "episode";
  /** For people. */
  readonly name: string;
  /** Rating keys of its copies; none when it is on no shelf. */
  readonly ratingKeys: readonly string[];
  /** Absent when Trakt does not know it. */
  readonly traktId?: number;
}

/** Puts the household into both services. Gives every title that was placed. */
export function fillServices(services: DemoServices): readonly PlacedTitle[] {
  LIBRARIES.forEach((library) => services.plex.libraries.add(library));
  return [...placeMovies(services), ...SHOWS.flatMap((show) => placeShow(show, services))];
}

function placeMovies({ plex, trakt }: DemoServices): readonly PlacedTitle[] {
  return MOVIES.map((movie): PlacedTitle => {
    const { title, year, minutes, ids } = movie;
    const name = `${title} (${year})`;
    const ratingKeys = (movie.plex ?? []).map((copy) =>
      plex.items.addMovie(
        Object.assign({ library: "1", title, year, duration: minutes * 60_000 }, toItem(movie, copy)),
      ),
    );
    if (ids.trakt === 0) {
      return { type: "movie", name, ratingKeys };
    }
    trakt.catalogue.addMovie({ ids, title, year, runtime: minutes });
    recordState("movie", movie, trakt);
    return { type: "movie", name, ratingKeys, traktId: ids.trakt };
  });
}

function placeShow(show: SampleShow, { plex, trakt }: DemoServices): readonly PlacedTitle[] {
  const { title, year, ids } = show;
  trakt.catalogue.addShow(show);
  recordState("show", show, trakt);
  const showKey = plex.items.addShow({ library: "3", title, year, ...toItem(show, show.plex?.[0]) });
  const placed: PlacedTitle = { type: "show", name: title, ratingKeys: [showKey], traktId: ids.trakt };
  return [placed].concat(show.seasons.flatMap((season) => placeSeason(season, { show, showKey, plex, trakt })));
}

function placeSeason(
  season: SampleShow["seasons"][number],
  { show, showKey, plex, trakt }: DemoServices & { readonly show: SampleShow; readonly showKey: string },
): readonly PlacedTitle[] {
  recordState("season", season, trakt);
  const seasonKey = plex.items.addSeason({ show: showKey, index: season.number, ...toItem(season, season.plex?.[0]) });
  const name = `${show.title} S${pad(season.number)}`;
  const placed: PlacedTitle = { type: "season", name, ratingKeys: [seasonKey], traktId: season.ids.trakt };
  const episodes = season.episodes.map((episode): PlacedTitle => {
    const { title, number, ids } = episode;
    recordState("episode", episode, trakt);
    const ratingKeys = (episode.plex ?? []).map((copy) =>
      plex.items.addEpisode(
        Object.assign(
          { season: seasonKey, index: number, title, duration: show.minutes * 60_000 },
          toItem(episode, copy),
        ),
      ),
    );
    return { type: "episode", name: `${name}E${pad(number)}`, ratingKeys, traktId: ids.trakt };
  });
  return [placed].concat(episodes);
}

type CopyOptions = Partial<Parameters<InMemoryPlex["items"]["addMovie"]>[0]>;

/** What a copy on Plex looks like: its guids, its file, and what was seen and rated. */
function toItem({ ids }: SampleTitle, copy: SampleCopy = {}): CopyOptions {
  const guids = [
    ...(ids.imdb === undefined ? [] : [`imdb://${ids.imdb}`]),
    ...(ids.tmdb === undefined ? [] : [`tmdb://${ids.tmdb}`]),
    ...(ids.tvdb === undefined ? [] : [`tvdb://${ids.tvdb}`]),
  ];
  return {
    ...(copy.library === undefined ? {} : { library: copy.library }),
    ...(copy.guid === undefined ? { guids } : { guid: copy.guid }),
    ...(copy.file === undefined ? {} : { file: copy.file }),
    ...(copy.watchedAt === undefined ? {} : { viewCount: 1, lastViewedAt: toSeconds(copy.watchedAt) }),
    ...(copy.rating === undefined ? {} : { userRating: copy.rating }),
    ...(copy.ratedAt === undefined ? {} : { lastRatedAt: toSeconds(copy.ratedAt) }),
  };
}

function recordState(type: PlacedTitle["type"], { ids, trakt: state }: SampleTitle, trakt: InMemoryTrakt): void {
  const { watchedAt, rating, ratedAt }: SampleState = state ?? {};
  if (watchedAt !== undefined && (type === "movie" || type === "episode")) {
    trakt.account.watch(type, ids.trakt, watchedAt);
  }
  if (rating !== undefined && ratedAt !== undefined) {
    trakt.account.rate(type, ids.trakt, rating, ratedAt);
  }
}

function toSeconds(time: string): number {
  return Date.parse(time) / 1000;
}

function pad(number: number): string {
  return String(number).padStart(2, "0");
}
