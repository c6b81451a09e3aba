import type { PlexMedia } from "./plex-media.ts";

/** The kinds of items that this package reads. */
export type PlexItemType = "movie" | "show" | "season" | "episode";

/**
 * What all items have. Plex's own names; a library has tens of thousands of rows, so dates stay as Plex sends them: epoch seconds.
 */
export interface PlexItemFields {
  /** The server's handle of this copy. Not durable: a re-match may change it. */
  readonly ratingKey: string;
  /** The agent's id, e.g. `plex://movie/5d77…` or `com.plexapp.agents.imdb://tt…`; see `idsFromGuid`. */
  readonly guid?: string | undefined;
  /** External ids as Plex lists them (`Guid[]`), e.g. `tmdb://603`. Empty for legacy agents. */
  readonly guids: readonly string[];
  /** `""` when the server sends none. */
  readonly title: string;
  readonly year?: number | undefined;
  /** `YYYY-MM-DD`. */
  readonly originallyAvailableAt?: string | undefined;
  /** Milliseconds. */
  readonly duration?: number | undefined;
  /** Epoch seconds. May lie in the future or in 1970 for broken file dates. */
  readonly addedAt?: number | undefined;
  /** Epoch seconds. */
  readonly updatedAt?: number | undefined;
  /** How often it was seen. Absent: never. */
  readonly viewCount?: number | undefined;
  /** Epoch seconds. */
  readonly lastViewedAt?: number | undefined;
  /** 0 to 10, with decimals. Absent: not rated. */
  readonly userRating?: number | undefined;
  /** Epoch seconds. */
  readonly lastRatedAt?: number | undefined;
  readonly librarySectionID?: string | undefined;
}

/** A movie. Editions are items of their own, with the same ids. */
export interface PlexMovie extends PlexItemFields {
  readonly type: "movie";
  readonly editionTitle?: string | undefined;
  readonly media: readonly PlexMedia[];
}

/** A show. It has no files of its own; what was seen of it are its episodes. */
export interface PlexShow extends PlexItemFields {
  readonly type: "show";
  /**
   * The order in which a person wants the episodes, e.g. `tmdbAiring`, `aired`, `dvd`, `absolute`; absent or `""` for the library's
   * own. python-plexapi reads it (`Show.showOrdering`); that every server sends it in lists is not verified.
   */
  readonly showOrdering?: string | undefined;
  /** How many episodes there are. */
  readonly leafCount?: number | undefined;
  /** How many of them were seen. */
  readonly viewedLeafCount?: number | undefined;
}

/** A season. Under legacy agents its `guid` names the show and the season's number, and `guids` is empty. */
export interface PlexSeason extends PlexItemFields {
  readonly type: "season";
  /** The season's number, 0 for specials. */
  readonly index?: number | undefined;
  /** The show. */
  readonly parentRatingKey?: string | undefined;
  readonly parentGuid?: string | undefined;
  readonly parentTitle?: string | undefined;
  readonly leafCount?: number | undefined;
  readonly viewedLeafCount?: number | undefined;
}

/** An episode. Under legacy agents its `guid` names the show and both numbers, and `guids` is empty. */
export interface PlexEpisode extends PlexItemFields {
  readonly type: "episode";
  /** The episode's number; absent for episodes that go by date. */
  readonly index?: number | undefined;
  /** The season's number, 0 for specials. */
  readonly parentIndex?: number | undefined;
  readonly parentRatingKey?: string | undefined;
  readonly parentGuid?: string | undefined;
  /** The show. */
  readonly grandparentRatingKey?: string | undefined;
  readonly grandparentGuid?: string | undefined;
  readonly grandparentTitle?: string | undefined;
  readonly media: readonly PlexMedia[];
}

/** An item of a library, told apart by `type`. */
export type PlexItem = PlexMovie | PlexShow | PlexSeason | PlexEpisode;

/** The item of one type, e.g. `PlexItemOf<"movie">` is `PlexMovie`. */
export type PlexItemOf<T extends PlexItemType> = Extract<PlexItem, { readonly type: T }>;
