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

/** 500 movies, 60 shows, 3 000 episodes. */
export const SMALL: HouseholdSize = {
  movies: 500,
  watchedMovies: 300,
  shows: 60,
  seasonsPerShow: 5,
  episodesPerSeason: 10,
  watchedEpisodes: 2160,
  ratedMovies: 100,
  listedMovies: 10,
};

/** 2 000 movies, 200 shows, 12 000 episodes. */
export const MEDIUM: HouseholdSize = {
  movies: 2000,
  watchedMovies: 1200,
  shows: 200,
  seasonsPerShow: 6,
  episodesPerSeason: 10,
  watchedEpisodes: 8600,
  ratedMovies: 400,
  listedMovies: 40,
};

/** The household that the budgets are counted at: 10 000 movies, 1 000 shows, 50 000 episodes. */
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

/** 50 000 movies, 5 000 shows, 500 000 episodes. */
export const HUGE: HouseholdSize = {
  movies: 50_000,
  watchedMovies: 30_000,
  shows: 5000,
  seasonsPerShow: 10,
  episodesPerSeason: 10,
  watchedEpisodes: 360_000,
  ratedMovies: 10_000,
  listedMovies: 1000,
};
