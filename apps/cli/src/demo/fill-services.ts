import type { DemoServices } from "./demo-services.ts";
import { LIBRARIES, WATCHLIST_LIMIT } from "./household.ts";
import { listTitle, placeWish } from "./list-title.ts";
import { MOVIES } from "./movies.ts";
import type { PlacedTitle } from "./placed-title.ts";
import { recordOnTrakt, rightMetadata } from "./record-on-trakt.ts";
import type { SampleShow, SampleTitle } from "./sample-title.ts";
import { SHOWS } from "./shows.ts";
import { toPlexItem, toVersions } from "./to-plex-item.ts";
import { WISHES } from "./wishes.ts";

/** Puts the household into both services. Gives every title that was placed. */
export function fillServices(services: DemoServices): readonly PlacedTitle[] {
  LIBRARIES.forEach((library) => services.plex.libraries.add(library));
  services.trakt.account.changeSettings({ limits: { watchlist: WATCHLIST_LIMIT } });
  return [
    ...placeMovies(services),
    ...SHOWS.flatMap((show) => placeShow(show, services)),
    ...WISHES.map((wish) => placeWish(wish, services)),
  ];
}

function placeMovies(services: DemoServices): readonly PlacedTitle[] {
  const { plex, trakt } = services;
  return MOVIES.map((movie): PlacedTitle => {
    const { title, year, minutes, ids, plexKey } = movie;
    const name = `${title} (${year})`;
    const ratingKeys = (movie.plex ?? []).map((copy) => {
      const media = toVersions(copy, { path: `/movies/${copy.library}/${name}/${name}`, minutes });
      const guid = plexKey === undefined ? {} : { guid: `plex://movie/${plexKey}` };
      const options = { library: "1", title, year, duration: minutes * 60_000, media, ...guid };
      return plex.items.addMovie(Object.assign(options, toPlexItem(movie, copy)));
    });
    if (ids.trakt === 0) {
      return { type: "movie", name, ratingKeys };
    }
    trakt.catalogue.addMovie({ ids, title, year, runtime: minutes });
    recordOnTrakt("movie", movie, trakt);
    listTitle({ ...movie, type: "movie" }, services);
    return {
      type: "movie",
      name,
      ratingKeys,
      traktId: ids.trakt,
      ...expectCollected(movie),
      ...(plexKey === undefined ? {} : { plexKey }),
    };
  });
}

function placeShow(show: SampleShow, { plex, trakt }: DemoServices): readonly PlacedTitle[] {
  const { title, year, ids } = show;
  trakt.catalogue.addShow(show);
  recordOnTrakt("show", show, trakt);
  const showKey = plex.items.addShow({ library: "3", title, year, ...toPlexItem(show, show.plex?.[0]) });
  const placed: PlacedTitle = { type: "show", name: title, ratingKeys: [showKey], traktId: ids.trakt };
  return [placed].concat(show.seasons.flatMap((season) => placeSeason(season, { show, showKey, plex, trakt })));
}

function placeSeason(
  season: SampleShow["seasons"][number],
  { show, showKey, plex, trakt }: DemoServices & { readonly show: SampleShow; readonly showKey: string },
): readonly PlacedTitle[] {
  recordOnTrakt("season", season, trakt);
  const item = { show: showKey, index: season.number };
  const seasonKey = plex.items.addSeason({ ...item, ...toPlexItem(season, season.plex?.[0]) });
  const name = `${show.title} S${pad(season.number)}`;
  const { minutes } = show;
  const placed: PlacedTitle = { type: "season", name, ratingKeys: [seasonKey], traktId: season.ids.trakt };
  const episodes = season.episodes.map((episode): PlacedTitle => {
    const { title, number, ids } = episode;
    const episodeName = `${name}E${pad(number)}`;
    recordOnTrakt("episode", episode, trakt);
    const ratingKeys = (episode.plex ?? []).map((copy) => {
      const media = toVersions(copy, { path: `/tv/${show.title}/${episodeName}`, minutes });
      const options = { season: seasonKey, index: number, title, duration: minutes * 60_000, media };
      return plex.items.addEpisode(Object.assign(options, toPlexItem(episode, copy)));
    });
    return { type: "episode", name: episodeName, ratingKeys, traktId: ids.trakt, ...expectCollected(episode) };
  });
  return [placed].concat(episodes);
}

function expectCollected(title: SampleTitle): Pick<PlacedTitle, "collected"> {
  const collected = rightMetadata(title);
  return collected === undefined ? {} : { collected };
}

function pad(number: number): string {
  return String(number).padStart(2, "0");
}
