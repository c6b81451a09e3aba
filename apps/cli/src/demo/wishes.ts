import type { SampleWish } from "./sample-title.ts";

/** What the household wants to see and has on no shelf. Keys in Plex's catalogue are made up. */
export const WISHES: readonly SampleWish[] = [
  // On both watchlists.
  {
    type: "show",
    title: "Severance",
    year: 2022,
    ids: { trakt: 9301, tmdb: 95396, imdb: "tt11280740", tvdb: 371980 },
    plexKey: "5d776825880197001ec90b01",
    listed: { plex: "2025-10-20T19:00:00Z", trakt: "2025-10-20T19:01:00Z" },
  },
  // Wanted on Plex only.
  {
    type: "movie",
    title: "Perfect Days",
    year: 2023,
    ids: { trakt: 9302, tmdb: 976893, imdb: "tt27503384" },
    plexKey: "5d776825880197001ec90b02",
    listed: { plex: "2025-12-28T19:00:00Z" },
  },
  // The same, but it came later in the queue for the last place on Trakt's list: the newest go first.
  {
    type: "movie",
    title: "Past Lives",
    year: 2023,
    ids: { trakt: 9303, tmdb: 666277, imdb: "tt13238346" },
    plexKey: "5d776825880197001ec90b03",
    listed: { plex: "2025-03-14T19:00:00Z" },
    staysOn: "plex",
  },
  // Wanted on Trakt only; Plex finds it by its ids.
  {
    type: "movie",
    title: "Aftersun",
    year: 2022,
    ids: { trakt: 9304, tmdb: 965150, imdb: "tt19770238" },
    plexKey: "5d776825880197001ec90b04",
    listed: { trakt: "2025-09-09T19:00:00Z" },
  },
  // The same, but Plex has never heard of it.
  {
    type: "movie",
    title: "Winter at the lake",
    year: 2025,
    ids: { trakt: 9305, tmdb: 990001 },
    listed: { trakt: "2025-12-30T19:00:00Z" },
    staysOn: "trakt",
  },
];
