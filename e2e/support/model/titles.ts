import { createHousehold } from "../household.ts";
import type { World } from "../in-memory/world.ts";

/** A title of the small household. */
export interface Title {
  readonly type: "movie" | "show" | "episode";
  /** As reports name it. */
  readonly name: string;
  readonly traktId: number;
  /** Movies and shows only. */
  readonly discoverKey?: string | undefined;
  /** The show of an episode. */
  readonly show?: string;
  /** The keys of its copies on Plex, in the order in which they came. */
  readonly keys: string[];
  /** Two views closer than this are one. */
  readonly viewMs: number;
}

/** The movie that the ignore list may hold. */
export const FIRST_MOVIE = "Movie 1 (2000)";

/**
 * Three movies, of which the last is in no library, and a show of three episodes. Beside them one that is in every list of both sides, and
 * to which nobody does anything: no list is ever suddenly empty.
 */
export function fillSmallHousehold(world: World): readonly Title[] {
  const household = createHousehold(world);
  const HOUR_MS = 3_600_000;
  for (const copies of [1, 2, 0]) household.movie(`Movie ${household.placed.length + 1}`, { copies });
  const show = household.show("Show");
  for (const number of [1, 2, 3]) show.episode(1, number);
  const titles = [...household.placed];
  const at = "2026-01-01T10:00:00.000Z";
  const rated = { value: 7, at };
  household.movie("Of old", {
    plexSeen: { at },
    traktSeen: { at },
    plexRating: rated,
    traktRating: rated,
    plexListed: at,
    traktListed: at,
  });
  return titles.map(({ type, name, ratingKeys, traktId, discoverKey }): Title => {
    const [, title = "", episode] = /^(\S+) 1x(\d)$/.exec(name) ?? [];
    const shared = { traktId, keys: [...ratingKeys], viewMs: 2 * HOUR_MS };
    if (type === "movie") return { ...shared, type, name: `${name} (2000)`, discoverKey };
    if (type === "show") return { ...shared, type, name: `${name} (2010)`, discoverKey };
    return { ...shared, type: "episode", name: `${title} S01E0${episode}`, show: `${title} (2010)` };
  });
}
