import type { SampleMovie } from "./sample-title.ts";

/** Movies of the household. Titles and ids are real, who saw what is made up. */
export const MOVIES: readonly SampleMovie[] = [
  // Seen on Plex only.
  {
    title: "Heat",
    year: 1995,
    minutes: 170,
    ids: { trakt: 9101, tmdb: 949, imdb: "tt0113277" },
    plex: [
      {
        library: "1",
        watchedAt: "2026-01-02T20:10:00Z",
        rating: 9,
        ratedAt: "2026-01-02T23:05:00Z",
        versions: ["1080p-surround"],
      },
    ],
    // Entered from an older file.
    collected: "720p-surround",
  },
  {
    title: "Arrival",
    year: 2016,
    minutes: 116,
    ids: { trakt: 9102, tmdb: 329865, imdb: "tt2543164" },
    // The first version is one that Plex made for televisions: it says nothing of what is owned.
    plex: [{ library: "1", watchedAt: "2026-01-09T19:30:00Z", versions: ["optimised", "1080p-surround"] }],
    collected: "nothing",
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
    // A disc on a real shelf, entered by hand: nobody's business but its owner's.
    collected: "bluray",
  },
  // Seen in the 4K copy; the other copy does not know yet.
  {
    title: "The Matrix",
    year: 1999,
    minutes: 136,
    ids: { trakt: 9105, tmdb: 603, imdb: "tt0133093" },
    plex: [
      { library: "1" },
      { library: "2", watchedAt: "2026-01-16T20:45:00Z", versions: ["1080p-surround", "4k-dolby-vision"] },
    ],
    trakt: { rating: 8, ratedAt: "2024-05-01T10:00:00Z" },
    collected: "nothing",
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
  // Wanted on Plex, and seen elsewhere since: what this run marks as watched is not put on a list by it.
  {
    title: "Moon",
    year: 2009,
    minutes: 97,
    ids: { trakt: 9109, tmdb: 17431, imdb: "tt1182345" },
    plex: [{ library: "1" }],
    trakt: { watchedAt: "2025-07-20T20:17:00Z", rating: 8, ratedAt: "2025-07-20T22:00:00Z" },
    plexKey: "5d776825880197001ec90a01",
    listed: { plex: "2025-05-02T19:00:00Z" },
  },
  {
    title: "Paddington 2",
    year: 2017,
    minutes: 103,
    ids: { trakt: 9110, tmdb: 346648, imdb: "tt4468740" },
    plex: [{ library: "2", watchedAt: "2025-12-25T15:00:00Z", rating: 8, ratedAt: "2025-12-25T17:00:00Z" }],
    trakt: { watchedAt: "2025-12-25T15:00:00Z" },
  },
  // Nobody saw it yet, and it is wanted on both sides.
  {
    title: "Parasite",
    year: 2019,
    minutes: 132,
    ids: { trakt: 9111, tmdb: 496243, imdb: "tt6751668" },
    plex: [{ library: "1" }],
    collected: "nothing",
    plexKey: "5d776825880197001ec90a02",
    listed: { plex: "2025-11-01T19:00:00Z", trakt: "2025-11-01T19:05:00Z" },
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
