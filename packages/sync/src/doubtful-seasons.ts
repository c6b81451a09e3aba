import type { Base, BaseRecord, Id, Item, ShowOfItem } from "@pakt/sync-core";

/**
 * Plex seasons that were listed as unrated although base or Trakt knows a rating of them. Only rated seasons are listed, by a filter
 * that servers are known to misread: before anything is written or removed for one of these, it is read by its key.
 */
export function findDoubtfulSeasons(plex: readonly Item[], trakt: readonly Item[], base: Base): readonly Item[] {
  const rated = new Set<string>();
  const note = (season: Item | BaseRecord): void => {
    if (season.type === "season" && season.rating !== undefined) keysOf(season).forEach((key) => rated.add(key));
  };
  trakt.forEach(note);
  Object.values(base.records).forEach(note);
  if (rated.size === 0) return [];
  return plex.filter(
    (item) => item.type === "season" && item.rating === undefined && keysOf(item).some((key) => rated.has(key)),
  );
}

interface Season {
  readonly ids: readonly Id[];
  readonly show?: ShowOfItem;
  readonly season?: number;
}

function keysOf({ ids, show, season }: Season): readonly string[] {
  return season === undefined ? ids : [...ids, ...(show?.ids ?? []).map((id) => `${id} ${season}`)];
}
