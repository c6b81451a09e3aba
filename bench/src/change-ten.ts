import type { HouseholdSize } from "@pakt/e2e/support/household-sizes.ts";
import type { FilledHousehold, FilledTitle } from "@pakt/e2e/support/large-household.ts";
import type { Services } from "@pakt/e2e/support/start-services.ts";

/** What a person does between two runs: three movies and two episodes seen and one rated on Plex, two movies and one episode seen and one rated on Trakt. */
export function changeTen(
  { plex, trakt }: Services,
  { movies, episodes }: FilledHousehold,
  { size, round }: { readonly size: HouseholdSize; readonly round: number },
): void {
  const seconds = Math.floor(Date.now() / 1000) - 7200 + round * 60;
  const at = new Date(seconds * 1000).toISOString();
  // Nobody has seen those after `watchedMovies`, nor the last ones of a show.
  const unseen = (offset: number): FilledTitle => pick(movies, size.watchedMovies + round * 5 + offset);
  const perShow = size.seasonsPerShow * size.episodesPerSeason;
  const last = (offset: number): FilledTitle => pick(episodes, (round * 3 + offset + 1) * perShow - 1);

  for (const movie of [unseen(0), unseen(1), unseen(2)]) plex.person.view(movie.ratingKey, seconds);
  for (const episode of [last(0), last(1)]) plex.person.view(episode.ratingKey, seconds);
  plex.person.rate(pick(movies, size.ratedMovies + round * 2).ratingKey, 8, seconds);
  for (const movie of [unseen(3), unseen(4)]) trakt.account.watch("movie", movie.traktId, at);
  trakt.account.watch("episode", last(2).traktId, at);
  trakt.account.rate("movie", pick(movies, size.ratedMovies + round * 2 + 1).traktId, 7, at);
}

function pick(titles: readonly FilledTitle[], place: number): FilledTitle {
  const title = titles[place];
  if (title === undefined) throw new Error(`The household has no title ${place}.`);
  return title;
}
