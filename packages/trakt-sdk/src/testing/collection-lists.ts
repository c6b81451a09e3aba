import type { CatalogueIndex, CatalogueShow, Entry } from "./catalogue.ts";
import type { CollectionShelf, StoredCollected } from "./collection-shelf.ts";
import { remember } from "./remember.ts";

type EpisodeEntry = Extract<Entry, { type: "episode" }>;

/** A collected episode and what it belongs to. */
export interface CollectedEpisode {
  readonly entry: EpisodeEntry;
  readonly stored: StoredCollected;
}

/** A show with its collected episodes, by season and number. */
export interface CollectedShow {
  readonly show: CatalogueShow;
  readonly episodes: readonly CollectedEpisode[];
}

/** The collection in the order in which it is paged, by Trakt's ids. */
export interface CollectionLists {
  collectedMovies(): readonly StoredCollected[];
  collectedShows(): readonly CollectedShow[];
  collectedEpisodes(): readonly StoredCollected[];
}

/** Sorted lists, kept until the collection changes. */
export function createCollectionLists(shelf: CollectionShelf, catalogue: CatalogueIndex): CollectionLists {
  const revision = (): number => shelf.revision();
  const ofType = (type: "movie" | "episode") => (): StoredCollected[] =>
    shelf
      .all()
      .filter((stored) => stored.type === type)
      .toSorted((a, b) => a.traktId - b.traktId);
  const episodes = remember(revision, ofType("episode"));
  return {
    collectedMovies: remember(revision, ofType("movie")),
    collectedEpisodes: episodes,
    collectedShows: remember(revision, () => {
      const known = episodes().flatMap((stored): CollectedEpisode[] => {
        const entry = catalogue.find("episode", { trakt: stored.traktId });
        return entry?.type === "episode" ? [{ entry, stored }] : [];
      });
      return [...Map.groupBy(known, ({ entry }) => entry.show)]
        .map(([show, held]) => ({ show, episodes: held.toSorted(byNumber) }))
        .toSorted((a, b) => a.show.ids.trakt - b.show.ids.trakt);
    }),
  };
}

function byNumber({ entry: a }: CollectedEpisode, { entry: b }: CollectedEpisode): number {
  return a.season.number - b.season.number || a.episode.number - b.episode.number;
}
