import { createChance } from "@pakt/e2e/support/chance.ts";
import type { HouseholdSize } from "@pakt/e2e/support/household-sizes.ts";
import type { FieldPolicy, Id, Item, Policy, Quality, ShowOfItem, Snapshot } from "@pakt/sync-core";

/** When the snapshots are compared. */
export const NOW = "2026-11-22T12:00:00.000Z";

const BOTH_WAYS: FieldPolicy = {
  direction: "two-way",
  removals: "propagate",
  conflicts: "newest",
  types: ["movie", "show", "season", "episode"],
};

/** What pakt does where a person has chosen nothing. */
export const POLICY: Policy = {
  fields: {
    watched: { ...BOTH_WAYS, removals: "keep", types: ["movie", "episode"] },
    rating: BOTH_WAYS,
    collection: { direction: "plex-to-trakt", removals: "keep", conflicts: "plex", types: ["movie", "episode"] },
    watchlist: { ...BOTH_WAYS, types: ["movie", "show"] },
  },
  ignore: [],
  rewatches: true,
  resendDates: false,
  allowRemovals: {},
  allowAdds: {},
};

const START = Date.UTC(2015, 0, 1, 20, 0);
const HOUR = 3_600_000;
const ADDED_AT = "2014-06-01T00:00:00.000Z";
const BEST: Quality = { resolution: "4k", hdr: "dolby-vision", audio: "dolby-atmos", channels: "7.1" };
const ORDINARY: Quality = { resolution: "1080p", audio: "aac", channels: "2.0" };
const COMPLETE: Snapshot["fields"] = {
  watched: { state: "complete" },
  rating: { state: "complete" },
  collection: { state: "complete" },
  watchlist: { state: "complete" },
};

/** Both sides of a household, which agree, as the reads give them: Trakt's episodes by number, and one item an entry of each list. */
export function makeSnapshots(
  size: HouseholdSize,
  seed: number,
): { readonly plex: Snapshot; readonly trakt: Snapshot } {
  const chance = createChance(seed);
  const plex: Item[] = [];
  const trakt: Item[] = [];
  let views = 0;
  const nextView = (): string => {
    views += 1;
    return new Date(START + views * HOUR + Math.floor(chance() * HOUR)).toISOString();
  };
  const add = (plexTitle: Item, traktTitle: Item, isSeen: boolean): void => {
    const quality = chance() < 0.2 ? BEST : ORDINARY;
    const watched = isSeen ? { plays: 1, at: nextView() } : undefined;
    const collection = { at: ADDED_AT, quality };
    plex.push({ ...plexTitle, ...(watched && { watched }), collection: { ...collection, score: 1 } });
    if (watched !== undefined) trakt.push({ ...traktTitle, watched });
    trakt.push({ ...traktTitle, collection });
  };

  for (let index = 0; index < size.movies; index += 1) {
    const ids: readonly Id[] = [`tmdb:${2_000_000 + index}`, `imdb:tt${3_000_000 + index}`];
    const title: Item = { type: "movie", ids, title: `Movie ${index}`, year: 1950 + (index % 75) };
    const onTrakt: Item = { ...title, ids: [`trakt:${1_000_000 + index}`, ...ids] };
    const rating = { value: 1 + (index % 10), at: "2020-01-01T00:00:00.000Z" };
    const isRated = index < size.ratedMovies;
    add({ ...title, ref: `server/${index}`, ...(isRated && { rating }) }, onTrakt, index < size.watchedMovies);
    if (isRated) trakt.push({ ...onTrakt, rating });
    if (index >= size.movies - size.listedMovies) {
      const watchlist = { at: nextView() };
      trakt.push({ ...onTrakt, watchlist });
      plex.push({ ...title, watchlist: { ...watchlist, keys: [`key-${index}`] } });
    }
  }
  const seenPerShow = size.watchedEpisodes / size.shows;
  for (let index = 0; index < size.shows; index += 1) addShow(index);

  function addShow(index: number): void {
    const ids: readonly Id[] = [`tmdb:${4_700_000 + index}`, `tvdb:${4_500_000 + index}`];
    const show: ShowOfItem = { ids, title: `Show ${index}`, year: 2010 };
    const onTrakt: ShowOfItem = { ...show, ids: [`trakt:${4_000_000 + index}`, ...ids] };
    plex.push({ ...show, type: "show", ref: `server/show-${index}` });
    const episodes = size.seasonsPerShow * size.episodesPerSeason;
    for (let episode = 0; episode < episodes; episode += 1) {
      const id = index * episodes + episode;
      const season = 1 + Math.floor(episode / size.episodesPerSeason);
      const number = 1 + (episode % size.episodesPerSeason);
      const place = { type: "episode", season, number } as const;
      add(
        { ...place, ids: [`tvdb:${7_000_000 + id}`], title: `Episode ${number}`, show, ref: `server/episode-${id}` },
        { ...place, ids: [], title: "", show: onTrakt },
        episode < seenPerShow,
      );
    }
  }

  return {
    plex: {
      side: "plex",
      takenAt: NOW,
      identity: { account: "ann", server: "server", libraries: ["1", "2"] },
      unlisted: { watched: "unknown", rating: "unknown", collection: "absent", watchlist: "absent" },
      fields: COMPLETE,
      items: plex,
    },
    trakt: {
      side: "trakt",
      takenAt: NOW,
      identity: { account: "ann" },
      unlisted: { watched: "absent", rating: "absent", collection: "absent", watchlist: "absent" },
      fields: COMPLETE,
      items: trakt,
    },
  };
}
