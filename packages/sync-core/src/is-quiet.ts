import { learnQuality, plainQuality } from "./agreed-quality.ts";
import type { BaseRecord } from "./base.ts";
import { isSame } from "./is-same.ts";
import type { Item } from "./item.ts";
import type { Known } from "./join-titles.ts";
import type { ShowGroup } from "./show-group.ts";
import type { Title } from "./title.ts";
import { isSameQuality, type Quality } from "./quality.ts";

/**
 * Whether a title is in every way as base has it, so that there is nothing to plan and nothing to adopt. That is so of nearly every
 * title of nearly every run: whoever is not sure says no, and the title is planned.
 */
export function isQuiet(titles: readonly Title[], records: readonly Known[], show: ShowGroup | undefined): boolean {
  const [record] = records.map((known) => known.record);
  const plex = titles.find((title) => title.side === "plex");
  const trakt = titles.find((title) => title.side === "trakt");
  if (records.length !== 1 || record === undefined || plex === undefined || record.pending !== undefined) return false;
  if (record.declined !== undefined || record.ownMarks !== undefined) return false;
  // Its episodes may be marked as watched, and that takes it off the list.
  if (record.type === "show" && record.watchlist !== undefined) return false;
  if (titles.length !== (trakt === undefined ? 1 : 2)) return false;
  return (
    hasSameValues(record, plex, trakt) &&
    plex.items.every((item) => isKnownCopy(item, record)) &&
    hasSameName(record, plex, trakt) &&
    hasSameIds(record, plex, trakt) &&
    isSame(record.show, show?.show)
  );
}

function hasSameValues(
  { watched, rating, collection, watchlist }: BaseRecord,
  plex: Title,
  trakt: Title | undefined,
): boolean {
  const isWatched = watched !== undefined;
  if ((plex.watched !== undefined) !== isWatched || (trakt?.watched !== undefined) !== isWatched) return false;
  if (plex.rating?.value !== rating?.value || trakt?.rating?.value !== rating?.value) return false;
  const isListed = watchlist === true;
  if ((plex.watchlist !== undefined) !== isListed || (trakt?.watchlist !== undefined) !== isListed) return false;
  if (hasNews(plex, collection)) return false;
  return (
    isCollected(plex, collection) && (trakt === undefined ? collection === undefined : isCollected(trakt, collection))
  );
}

/** Whether Plex can tell more of the file than before. */
function hasNews({ collection }: Title, agreed: Quality | undefined): boolean {
  return collection !== undefined && agreed !== undefined && learnQuality(agreed, collection.quality) !== agreed;
}

function isCollected({ collection }: Title, agreed: Quality | undefined): boolean {
  if (collection === undefined || agreed === undefined) return collection === agreed;
  return collection.isPhysical === true || isSameQuality(collection.quality, plainQuality(agreed));
}

/** An entry of the watchlist is no copy. A file that holds several episodes may have been seen through another of them. */
function isKnownCopy({ ref, file, watched, rating, watchlist }: Item, { copies }: BaseRecord): boolean {
  if (ref === undefined && watchlist !== undefined) return true;
  const known = ref === undefined ? undefined : copies?.[ref];
  if (known === undefined || known.unsettled !== undefined || file !== undefined) return false;
  return known.views === (watched?.plays ?? 0) && known.rating === rating?.value;
}

function hasSameName(record: BaseRecord, plex: Title, trakt: Title | undefined): boolean {
  const numbered = trakt?.season === undefined ? plex : trakt;
  if (record.season !== numbered.season || record.number !== numbered.number) return false;
  return record.title === plex.title && record.year === (plex.year ?? trakt?.year ?? record.year);
}

function hasSameIds({ ids }: BaseRecord, plex: Title, trakt: Title | undefined): boolean {
  const further = (trakt?.ids ?? []).filter((id) => !plex.ids.includes(id));
  if (ids.length !== plex.ids.length + further.length) return false;
  return plex.ids.every((id) => ids.includes(id)) && further.every((id) => ids.includes(id));
}
