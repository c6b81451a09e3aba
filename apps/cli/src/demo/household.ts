/** What one side says about a title. Times are UTC ISO 8601. */
export interface SampleState {
  readonly watchedAt?: string;
  readonly rating?: number;
  readonly ratedAt?: string;
}

/** A file of a title on the Plex server. */
export interface SampleCopy extends SampleState {
  /** Key of the library; for a show's parts, that of the show. */
  readonly library?: string;
  /** A guid of an old agent, or of none. Default: Plex's own with the title's ids. */
  readonly guid?: string;
  readonly file?: string;
}

/** A title of the sample household: on Plex (in one or more copies), on Trakt, or on both. */
export interface SampleTitle {
  readonly title: string;
  readonly ids: { readonly trakt: number; readonly tmdb?: number; readonly imdb?: string; readonly tvdb?: number };
  readonly plex?: readonly SampleCopy[];
  readonly trakt?: SampleState;
}

/** A movie. A trakt id of 0 says that Trakt does not know it. */
export interface SampleMovie extends SampleTitle {
  readonly year: number;
  readonly minutes: number;
}

/** A show with its seasons and their episodes. */
export interface SampleShow extends SampleMovie {
  readonly seasons: readonly (SampleTitle & {
    readonly number: number;
    readonly episodes: readonly (SampleTitle & { readonly number: number })[];
  })[];
}

/** The libraries of the sample server. */
export const LIBRARIES = [
  { key: "1", title: "Movies", type: "movie" },
  { key: "2", title: "Movies 4K", type: "movie" },
  { key: "3", title: "TV Shows", type: "show" },
] as const;

/** Movies of the household. Titles and ids are real, who saw what is made up. */
export const MOVIES: readonly SampleMovie[] = [
  // Seen on Plex only.
  {
    title: "Heat",
    year: 1995,
    minutes: 170,
    ids: { trakt: 9101, tmdb: 949, imdb: "tt0113277" },
    plex: [{ library: "1", watchedAt: "2026-01-02T20:10:00Z", rating: 9, ratedAt: "2026-01-02T23:05:00Z" }],
  },
  {
    title: "Arrival",
    year: 2016,
    minutes: 116,
    ids: { trakt: 9102, tmdb: 329865, imdb: "tt2543164" },
    plex: [{ library: "1", watchedAt: "2026-01-09T19:30:00Z" }],
  },
  // Seen on Trakt only; one of them lies in two libraries.
  {
    title: "Blade Runner",
    year: 1982,
    minutes: 118,
    ids: { trakt: 9103, tmdb: 78, imdb: "tt0083658" },
    plex: [{ library: "1" }, { library: "2" }],
    trakt: { watchedAt: "2025-11-30T21:00:00Z", rating: 10, ratedAt: "2025-11-30T23:01:00Z" },
  },
  {
    title: "Fargo",
    year: 1996,
    minutes: 98,
    ids: { trakt: 9104, tmdb: 275, imdb: "tt0116282" },
    plex: [{ library: "1" }],
    trakt: { watchedAt: "2025-12-12T20:00:00Z" },
  },
  // Seen in the 4K copy; the other copy does not know yet.
  {
    title: "The Matrix",
    year: 1999,
    minutes: 136,
    ids: { trakt: 9105, tmdb: 603, imdb: "tt0133093" },
    plex: [{ library: "1" }, { library: "2", watchedAt: "2026-01-16T20:45:00Z" }],
    trakt: { rating: 8, ratedAt: "2024-05-01T10:00:00Z" },
  },
  // The same on both sides.
  {
    title: "Spirited Away",
    year: 2001,
    minutes: 125,
    ids: { trakt: 9106, tmdb: 129, imdb: "tt0245429" },
    plex: [{ library: "1", watchedAt: "2025-10-04T18:00:00Z", rating: 10, ratedAt: "2025-10-04T20:10:00Z" }],
    trakt: { watchedAt: "2025-10-04T18:00:00Z", rating: 10, ratedAt: "2025-10-04T20:10:00Z" },
  },
  // Rated on both sides, and not the same: the newer one wins.
  {
    title: "In Bruges",
    year: 2008,
    minutes: 107,
    ids: { trakt: 9107, tmdb: 8321, imdb: "tt0780536" },
    plex: [{ library: "1", watchedAt: "2025-09-01T20:00:00Z", rating: 9, ratedAt: "2026-01-11T11:00:00Z" }],
    trakt: { watchedAt: "2025-09-01T20:00:00Z", rating: 6, ratedAt: "2025-09-01T22:00:00Z" },
  },
  // Matched years ago by an agent that Plex has since replaced.
  {
    title: "The Big Lebowski",
    year: 1998,
    minutes: 117,
    ids: { trakt: 9108, tmdb: 115, imdb: "tt0118715" },
    plex: [{ library: "1", guid: "com.plexapp.agents.imdb://tt0118715?lang=en", watchedAt: "2025-08-15T21:30:00Z" }],
  },
  {
    title: "Moon",
    year: 2009,
    minutes: 97,
    ids: { trakt: 9109, tmdb: 17431, imdb: "tt1182345" },
    plex: [{ library: "1" }],
    trakt: { watchedAt: "2025-07-20T20:17:00Z", rating: 8, ratedAt: "2025-07-20T22:00:00Z" },
  },
  {
    title: "Paddington 2",
    year: 2017,
    minutes: 103,
    ids: { trakt: 9110, tmdb: 346648, imdb: "tt4468740" },
    plex: [{ library: "2", watchedAt: "2025-12-25T15:00:00Z", rating: 8, ratedAt: "2025-12-25T17:00:00Z" }],
    trakt: { watchedAt: "2025-12-25T15:00:00Z" },
  },
  // Nobody saw it yet.
  {
    title: "Parasite",
    year: 2019,
    minutes: 132,
    ids: { trakt: 9111, tmdb: 496243, imdb: "tt6751668" },
    plex: [{ library: "1" }],
  },
  // Seen elsewhere, and on no shelf here.
  {
    title: "Her",
    year: 2013,
    minutes: 126,
    ids: { trakt: 9112, tmdb: 152601, imdb: "tt1798709" },
    trakt: { watchedAt: "2025-06-06T20:00:00Z" },
  },
  // Of no agent's making: nothing to match it by.
  {
    title: "Summer at the lake",
    year: 2024,
    minutes: 12,
    ids: { trakt: 0 },
    plex: [{ library: "1", guid: "local://4711", watchedAt: "2025-01-01T12:00:00Z" }],
  },
];

/** Shows of the household. Ids of seasons and episodes are made up. */
export const SHOWS: readonly SampleShow[] = [
  {
    title: "The Wire",
    year: 2002,
    minutes: 60,
    ids: { trakt: 9201, tmdb: 1438, imdb: "tt0306414", tvdb: 79126 },
    plex: [{ library: "3", rating: 10, ratedAt: "2026-01-05T22:00:00Z" }],
    seasons: [
      {
        number: 1,
        title: "Season 1",
        ids: { trakt: 9211 },
        plex: [{}],
        trakt: { rating: 9, ratedAt: "2025-12-20T10:00:00Z" },
        episodes: [
          {
            number: 1,
            title: "The Target",
            ids: { trakt: 9221, tvdb: 990101, tmdb: 980101 },
            plex: [{ watchedAt: "2026-01-03T20:00:00Z" }],
          },
          {
            number: 2,
            title: "The Detail",
            ids: { trakt: 9222, tvdb: 990102, tmdb: 980102 },
            plex: [{ watchedAt: "2026-01-04T20:00:00Z", rating: 8, ratedAt: "2026-01-04T21:00:00Z" }],
          },
          {
            number: 3,
            title: "The Buys",
            ids: { trakt: 9223, tvdb: 990103, tmdb: 980103 },
            plex: [{}],
            trakt: { watchedAt: "2026-01-05T20:00:00Z" },
          },
        ],
      },
    ],
  },
  // Specials are season 0.
  {
    title: "Doctor Who",
    year: 2005,
    minutes: 45,
    ids: { trakt: 9202, tmdb: 57243, imdb: "tt0436992", tvdb: 78804 },
    plex: [{ library: "3" }],
    trakt: { rating: 7, ratedAt: "2025-12-26T10:00:00Z" },
    seasons: [
      {
        number: 0,
        title: "Specials",
        ids: { trakt: 9212 },
        plex: [{}],
        episodes: [
          {
            number: 1,
            title: "Born Again",
            ids: { trakt: 9231, tvdb: 990201, tmdb: 980201 },
            plex: [{}],
            trakt: { watchedAt: "2025-11-18T19:00:00Z" },
          },
          {
            number: 2,
            title: "The Christmas Invasion",
            ids: { trakt: 9232, tvdb: 990202, tmdb: 980202 },
            plex: [{ watchedAt: "2025-12-25T18:00:00Z" }],
          },
        ],
      },
      {
        number: 1,
        title: "Season 1",
        ids: { trakt: 9213 },
        plex: [{}],
        episodes: [
          {
            number: 1,
            title: "Rose",
            ids: { trakt: 9233, tvdb: 990203, tmdb: 980203 },
            plex: [{ watchedAt: "2025-10-10T18:00:00Z" }],
            trakt: { watchedAt: "2025-10-10T18:00:00Z" },
          },
        ],
      },
    ],
  },
  // Two episodes in one file: who saw the file saw both.
  {
    title: "Avatar: The Last Airbender",
    year: 2005,
    minutes: 23,
    ids: { trakt: 9203, tmdb: 246, imdb: "tt0417299", tvdb: 74852 },
    plex: [{ library: "3" }],
    seasons: [
      {
        number: 1,
        title: "Season 1",
        ids: { trakt: 9214 },
        plex: [{}],
        episodes: [
          {
            number: 1,
            title: "The Boy in the Iceberg",
            ids: { trakt: 9241, tvdb: 990301, tmdb: 980301 },
            plex: [{ file: "/tv/Avatar/Season 01/Avatar - s01e01-e02.mkv", watchedAt: "2026-01-10T09:00:00Z" }],
          },
          {
            number: 2,
            title: "The Avatar Returns",
            ids: { trakt: 9242, tvdb: 990302, tmdb: 980302 },
            plex: [{ file: "/tv/Avatar/Season 01/Avatar - s01e01-e02.mkv" }],
          },
          { number: 3, title: "The Southern Air Temple", ids: { trakt: 9243, tvdb: 990303, tmdb: 980303 }, plex: [{}] },
        ],
      },
    ],
  },
];
