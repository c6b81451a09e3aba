import { learnQuality, plainQuality } from "./agreed-quality.ts";
import type { BaseRecord } from "./base.ts";
import type { Item, ShowOfItem } from "./item.ts";
import type { Known } from "./join-titles.ts";
import type { ShowGroup } from "./show-group.ts";
import { toMinute } from "./time.ts";
import type { Title } from "./title.ts";
import { isSameQuality, type Quality } from "./quality.ts";

/**
 * Whether a title is in every way as base has it, so that there is nothing to plan and nothing to adopt. That is so of nearly every
 * title of nearly every run: whoever is not sure says no, and the title is planned.
 */
export function isQuiet(
  titles: readonly Title[],
  records: readonly Known[],
  show: ShowGroup | undefined,
  isSameShow: (former: ShowOfItem | undefined, now: ShowOfItem | undefined) => boolean,
): boolean {
  const record = records[0]?.record;
  if (records.length !== 1 || record === undefined || record.pending !== undefined) return false;
  if (record.declined !== undefined || record.ownMarks !== undefined) return false;
  // Its episodes may be marked as watched, and that takes it off the list.
  if (record.type === "show" && record.watchlist !== undefined) return false;
  let plex: Title | undefined;
  let trakt: Title | undefined;
  for (const title of titles) {
    if (title.side === "plex") plex ??= title;
    else trakt ??= title;
  }
  if (plex === undefined || titles.length !== (trakt === undefined ? 1 : 2)) return false;
  if (!hasSameValues(record, plex, trakt) || !hasSameName(record, plex, trakt)) return false;
  for (const item of plex.items) if (!isKnownCopy(item, record)) return false;
  return hasSameIds(record, plex, trakt) && isSameShow(record.show, show?.show);
}

function hasSameValues(
  { watched, rating, collection, watchlist }: BaseRecord,
  plex: Title,
  trakt: Title | undefined,
): boolean {
  const isWatched = watched !== undefined;
  if ((plex.watched !== undefined) !== isWatched || (trakt?.watched !== undefined) !== isWatched) return false;
  if (isNewPlay(trakt?.watched?.at, watched?.at)) return false;
  if (plex.rating?.value !== rating?.value || trakt?.rating?.value !== rating?.value) return false;
  const isListed = watchlist === true;
  if ((plex.watchlist !== undefined) !== isListed || (trakt?.watchlist !== undefined) !== isListed) return false;
  if (hasNews(plex, collection)) return false;
  return (
    isCollected(plex, collection) && (trakt === undefined ? collection === undefined : isCollected(trakt, collection))
  );
}

/** Whether Trakt's newest play is one that base does not know yet. Dates are alike in their text nearly always. */
function isNewPlay(at: string | undefined, known: string | undefined): boolean {
  if (at === undefined || at === known || (known !== undefined && at < known)) return false;
  return (toMinute(at) ?? 0) > (toMinute(known) ?? 0);
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
  let count = plex.ids.length;
  for (const id of plex.ids) if (!ids.includes(id)) return false;
  for (const id of trakt?.ids ?? []) {
    if (plex.ids.includes(id)) continue;
    if (!ids.includes(id)) return false;
    count += 1;
  }
  return ids.length === count;
}
