import type { NestedBody } from "./bodies.ts";
import type { CatalogueIndex, CatalogueSeason, CatalogueShow, Entry, SomeIds } from "./catalogue.ts";

/** A title of a body with what was said about it, on itself or nearest above. */
export interface Target<Extra> {
  readonly entry: Entry;
  readonly extra: Extra;
  /** Whether it was named itself, and not by a season or show that holds it. */
  readonly named: boolean;
}

/** The titles of a body, and the echo of those that are unknown. */
export interface Resolved<Extra> {
  readonly targets: readonly Target<Extra>[];
  readonly notFound: Readonly<Record<"movies" | "shows" | "seasons" | "episodes", readonly unknown[]>>;
}

/**
 * Finds every node of a body. `merge` hands what stands on a show or season down to what is in it.
 *
 * Episodes resolve by `episodeIds` only; other ids of theirs count as unknown.
 */
export function resolve<Extra extends object>(
  body: NestedBody<Extra>,
  parts: {
    readonly catalogue: CatalogueIndex;
    readonly episodeIds: readonly string[];
    readonly merge: (outer: Extra, inner: Extra) => Extra;
  },
): Resolved<Extra> {
  const { catalogue, merge } = parts;
  const targets: Target<Extra>[] = [];
  const notFound = {
    movies: [] as unknown[],
    shows: [] as unknown[],
    seasons: [] as unknown[],
    episodes: [] as unknown[],
  };

  for (const item of body.movies ?? []) {
    const entry = catalogue.find("movie", item.ids);
    if (entry) targets.push({ entry, extra: item, named: true });
    else notFound.movies.push(item);
  }
  for (const item of body.seasons ?? []) {
    const entry = catalogue.find("season", item.ids);
    if (entry) targets.push({ entry, extra: item, named: true });
    else notFound.seasons.push(item);
  }
  for (const item of body.episodes ?? []) {
    const entry = catalogue.find("episode", pick(item.ids, parts.episodeIds));
    if (entry) targets.push({ entry, extra: item, named: true });
    else notFound.episodes.push(item);
  }
  for (const item of body.shows ?? []) {
    const entry = catalogue.find("show", item.ids);
    if (entry?.type !== "show") {
      notFound.shows.push({ ids: item.ids });
      continue;
    }
    targets.push({ entry, extra: item, named: item.seasons === undefined });
    const missing = [];
    for (const nested of item.seasons ?? []) {
      const season = catalogue.findSeason(entry.show, nested.number);
      if (season === undefined) {
        missing.push({ number: nested.number });
        continue;
      }
      const extra = merge(item, nested);
      targets.push({
        entry: { type: "season", show: entry.show, season },
        extra,
        named: nested.episodes === undefined,
      });
      const found = findEpisodes(catalogue, { show: entry.show, season, episodes: nested.episodes ?? [] });
      targets.push(
        ...found.known.map((known) => ({ entry: known.entry, extra: merge(extra, known.sent), named: true })),
      );
      if (found.missing.length > 0) missing.push({ number: nested.number, episodes: found.missing });
    }
    if (missing.length > 0) notFound.shows.push({ ids: item.ids, seasons: missing });
  }
  return { targets, notFound };
}

function findEpisodes<E extends { readonly number: number }>(
  catalogue: CatalogueIndex,
  from: { show: CatalogueShow; season: CatalogueSeason; episodes: readonly E[] },
): { known: { entry: Entry; sent: E }[]; missing: { number: number }[] } {
  const known: { entry: Entry; sent: E }[] = [];
  const missing: { number: number }[] = [];
  for (const sent of from.episodes) {
    const episode = catalogue.findEpisode(from.season, sent.number);
    if (episode) known.push({ entry: { type: "episode", show: from.show, season: from.season, episode }, sent });
    else missing.push({ number: sent.number });
  }
  return { known, missing };
}

/** The movies and episodes that targets stand for: a show or season that names nothing inside stands for all its episodes. */
export function toLeaves<Extra>(targets: readonly Target<Extra>[]): { entry: Entry; extra: Extra }[] {
  return targets.flatMap(({ entry, extra, named }) => {
    if (entry.type === "movie" || entry.type === "episode") return [{ entry, extra }];
    if (!named) return [];
    const seasons = entry.type === "show" ? entry.show.seasons : [entry.season];
    return seasons.flatMap((season) =>
      season.episodes.map((episode) => ({
        entry: { type: "episode", show: entry.show, season, episode } as const,
        extra,
      })),
    );
  });
}

function pick(ids: SomeIds, namespaces: readonly string[]): SomeIds {
  return Object.fromEntries(Object.entries(ids).filter(([namespace]) => namespaces.includes(namespace)));
}
