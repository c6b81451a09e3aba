import type { SampleShow } from "./sample-title.ts";

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
            plex: [{ watchedAt: "2026-01-03T20:00:00Z", versions: ["1080p-surround"] }],
            collected: "nothing",
          },
          {
            number: 2,
            title: "The Detail",
            ids: { trakt: 9222, tvdb: 990102, tmdb: 980102 },
            plex: [
              {
                watchedAt: "2026-01-04T20:00:00Z",
                rating: 8,
                ratedAt: "2026-01-04T21:00:00Z",
                versions: ["1080p-surround"],
              },
            ],
            collected: "nothing",
          },
          {
            number: 3,
            title: "The Buys",
            ids: { trakt: 9223, tvdb: 990103, tmdb: 980103 },
            plex: [{ versions: ["1080p-surround"] }],
            trakt: { watchedAt: "2026-01-05T20:00:00Z" },
            collected: "nothing",
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
