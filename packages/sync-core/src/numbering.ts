import { emptyBase } from "./base.ts";
import { compareText } from "./compare-text.ts";
import type { ShowOfItem } from "./item.ts";
import { joinTitles, type Sides } from "./join-titles.ts";
import { groupShows } from "./show-group.ts";

/** A show whose episode numbers cannot be trusted to mean the same episodes on both sides. */
export interface NumberingDoubt {
  /** The ids of both sides joined, the most trusted by Trakt first. */
  readonly show: ShowOfItem;
  /** `ordering-differs`: Plex numbers it in another order than TMDB. `ids-disagree`: a number and an id name two episodes. */
  readonly reason: "ordering-differs" | "ids-disagree";
}

/**
 * Shows whose episodes must be matched by ids. Add the episodes of Trakt's season list of each, with ids and numbers, to the
 * Trakt snapshot, and index it again before planning; without them the plan lists the show as a problem. Sorted by title.
 */
export function findNumberingDoubts(sides: Sides): readonly NumberingDoubt[] {
  const groups = groupShows(sides, joinTitles(sides, emptyBase));
  return [...groups.values()]
    .flatMap(({ show, doubt }) => (doubt === undefined ? [] : [{ show, reason: doubt }]))
    .toSorted((a, b) => compareText(a.show.title, b.show.title));
}
