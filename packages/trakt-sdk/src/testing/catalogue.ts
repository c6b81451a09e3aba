import { unreachable } from "./unreachable.ts";

/** A movie that the in-memory Trakt knows. */
export interface CatalogueMovie {
  readonly ids: { readonly trakt: number; readonly slug?: string; readonly imdb?: string; readonly tmdb?: number };
  readonly title: string;
  readonly year?: number;
  /** Minutes. */
  readonly runtime?: number;
}

/** An episode of a {@link CatalogueSeason}. */
export interface CatalogueEpisode {
  readonly number: number;
  readonly ids: { readonly trakt: number; readonly tvdb?: number; readonly imdb?: string; readonly tmdb?: number };
  readonly title?: string;
  /** ISO; what `watched_at: "released"` means. Default the first of January of the show's year. */
  readonly firstAired?: string;
}

/** A season of a {@link CatalogueShow}; 0 is the specials. */
export interface CatalogueSeason {
  readonly number: number;
  readonly ids: { readonly trakt: number; readonly tvdb?: number; readonly tmdb?: number };
  readonly episodes: readonly CatalogueEpisode[];
}

/** A show that the in-memory Trakt knows. */
export interface CatalogueShow {
  readonly ids: {
    readonly trakt: number;
    readonly slug?: string;
    readonly imdb?: string;
    readonly tmdb?: number;
    readonly tvdb?: number;
  };
  readonly title: string;
  readonly year?: number;
  readonly seasons: readonly CatalogueSeason[];
}

/** What has a rating or a play of its own. */
export type TitleType = "movie" | "show" | "season" | "episode";

/** One title with all that it belongs to. */
export type Entry =
  | { readonly type: "movie"; readonly movie: CatalogueMovie }
  | { readonly type: "show"; readonly show: CatalogueShow }
  | { readonly type: "season"; readonly show: CatalogueShow; readonly season: CatalogueSeason }
  | {
      readonly type: "episode";
      readonly show: CatalogueShow;
      readonly season: CatalogueSeason;
      readonly episode: CatalogueEpisode;
    };

/** Ids as they come in a body or a path. */
export type SomeIds = Readonly<Record<string, string | number | undefined>>;

/** All titles, found by any of their ids. */
export interface Catalogue {
  addMovie(movie: CatalogueMovie): void;
  addShow(show: CatalogueShow): void;
}

/** {@link Catalogue} with the look-ups that the service needs. */
export interface CatalogueIndex extends Catalogue {
  /** The title that the first known id points at. */
  find(type: TitleType, ids: SomeIds): Entry | undefined;
  /** By show and numbers. */
  findSeason(show: CatalogueShow, number: number): CatalogueSeason | undefined;
  findEpisode(season: CatalogueSeason, number: number): CatalogueEpisode | undefined;
}

/** An empty catalogue. */
export function createCatalogue(): CatalogueIndex {
  const byId = new Map<string, Entry>();
  const seasons = new Map<CatalogueShow, Map<number, CatalogueSeason>>();
  const episodes = new Map<CatalogueSeason, Map<number, CatalogueEpisode>>();

  const add = (entry: Entry): void => {
    for (const [namespace, id] of Object.entries(idsOf(entry))) {
      if (id !== undefined) byId.set(`${entry.type}|${namespace}|${id}`, entry);
    }
  };

  return {
    addMovie: (movie) => add({ type: "movie", movie }),
    addShow: (show) => {
      add({ type: "show", show });
      seasons.set(show, new Map(show.seasons.map((season) => [season.number, season])));
      for (const season of show.seasons) {
        add({ type: "season", show, season });
        episodes.set(season, new Map(season.episodes.map((episode) => [episode.number, episode])));
        for (const episode of season.episodes) add({ type: "episode", show, season, episode });
      }
    },
    find: (type, ids) => {
      for (const [namespace, id] of Object.entries(ids)) {
        const entry = id === undefined ? undefined : byId.get(`${type}|${namespace}|${id}`);
        if (entry) return entry;
      }
      return undefined;
    },
    findSeason: (show, number) => seasons.get(show)?.get(number),
    findEpisode: (season, number) => episodes.get(season)?.get(number),
  };
}

/** A title's own ids. */
export function idsOf(entry: Entry): SomeIds & { readonly trakt: number } {
  switch (entry.type) {
    case "movie":
      return { ...entry.movie.ids };
    case "show":
      return { ...entry.show.ids };
    case "season":
      return { ...entry.season.ids };
    case "episode":
      return { ...entry.episode.ids };
    default:
      return unreachable(entry);
  }
}
