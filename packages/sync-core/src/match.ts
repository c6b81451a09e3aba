import type { Base } from "./base.ts";
import { compareText } from "./compare-text.ts";
import { isUsable, joinIds } from "./id-order.ts";
import { isQuiet } from "./is-quiet.ts";
import { isSame } from "./is-same.ts";
import { FIELDS, type ShowOfItem } from "./item.ts";
import { joinTitles, type JoinedTitles, type Known, type Placed, type Sides } from "./join-titles.ts";
import type { Problem } from "./problem.ts";
import type { Row } from "./row.ts";
import { placeByNumber } from "./place-by-number.ts";
import { groupShows, isAmbiguous, isNumbered, type ShowGroup } from "./show-group.ts";
import { slotOf, type Title } from "./title.ts";
import { toRow } from "./to-row.ts";

/** What one group of titles is made of before it is known to be a row. */
interface Group {
  readonly titles: Title[];
  readonly records: Known[];
}

/** What both sides and base come to, title by title. */
export interface Matched {
  readonly rows: readonly Row[];
  readonly problems: readonly Problem[];
  /** Records of base of which no side lists anything any more. */
  readonly lost: readonly Known[];
}

/**
 * Matches both sides and base by ids, and seasons and episodes also by their show's ids and their number where no id says
 * otherwise. What is not one title for certain becomes a problem and no row; what is as base has it needs no row, unless every row
 * is asked for.
 */
export function match(sides: Sides, base: Base, { isEveryRow = false } = {}): Matched {
  const joined = joinTitles(sides, base);
  const shows = groupShows(sides, joined);
  for (const show of shows.values()) joinByNumber(show, joined);
  const byNumber = placeByNumber(sides, joined, shows);
  const records = [...joined.records, ...byNumber.placed];
  const groups = collectGroups(sides, joined, isEveryRow ? undefined : records);
  for (const placed of records) groups.get(joined.groupOf(placed.title))?.records.push(placed);

  const resolved = groupsOnSeasonLists(shows, joined);
  const isSameShow = createShowComparison();
  const rows: Row[] = [];
  const problems: Problem[] = [...sides.plex.problems, ...sides.trakt.problems, ...doubtful(shows, joined, resolved)];
  for (const [group, { titles, records: known }] of groups) {
    const torn = joined.torn.size === 0 ? [] : titles.flatMap((title) => joined.torn.get(title) ?? []);
    if (torn.length > 0 || isAmbiguous(titles)) {
      problems.push(ambiguous([...new Set([...titles, ...torn])]));
      continue;
    }
    if (!isEveryRow && known.length === 0 && titles.every(isBlank)) continue;
    const show = showOf(titles, joined, shows);
    if (show !== undefined && !isNumbered(show) && !resolved.has(group)) continue;
    if (show?.key === undefined && show !== undefined && isOneSided(titles)) continue;
    if (!isEveryRow && isQuiet(titles, known, show, isSameShow)) continue;
    const row = toRow({ titles, records: known, base, show });
    if (row !== undefined) rows.push(row);
  }
  return { rows, problems, lost: byNumber.lost };
}

/** The records of a show share its object, and so do its titles: what was found of one episode holds for the others. */
function createShowComparison(): (former: ShowOfItem | undefined, now: ShowOfItem | undefined) => boolean {
  const found = new Map<ShowOfItem, ShowOfItem>();
  return (former, now) => {
    if (former === undefined || now === undefined) return former === now;
    if (found.get(former) === now) return true;
    const isIt = isSame(former, now);
    if (isIt) found.set(former, now);
    return isIt;
  };
}

/** Without a value, and in no file that somebody could have seen: there is nothing to say of it. */
function isBlank(title: Title): boolean {
  return FIELDS.every((field) => title[field] === undefined) && title.items.every((item) => item.file === undefined);
}

/**
 * Trakt names watched episodes by their show and number. An episode of a show without ids that only one side seems to know may
 * well be watched on the other: its show is listed as a problem, and nothing is written for it.
 */
function isOneSided(titles: readonly Title[]): boolean {
  return titles.every(({ side }) => side === titles[0]?.side);
}

function joinByNumber(show: ShowGroup, joined: JoinedTitles): void {
  if (!isNumbered(show) || show.key === undefined) return;
  const slots = new Map<number, Title>();
  for (const part of show.parts) {
    const slot = slotOf(part);
    if (slot === undefined) continue;
    const holder = slots.get(slot);
    if (holder === undefined) slots.set(slot, part);
    else joined.join(holder, part);
  }
}

/**
 * The titles of each group; of every group where no `records` are given. Titles that only Trakt lists need no row while Plex says
 * nothing of what it does not list, unless base has them on a list of which both sides tell all. Nor do those that are in Trakt's
 * collection alone and always were: nothing of them can be written to Plex.
 */
function collectGroups(
  { plex, trakt }: Sides,
  joined: JoinedTitles,
  records: readonly Placed[] | undefined,
): Map<number, Group> {
  const groups = new Map<number, Group>();
  const whole = FIELDS.filter((field) => field !== "collection" && plex.unlisted[field] === "absent");
  for (const title of plex.titles) add(title);
  const agreed = new Set<number>();
  for (const { title, record } of records ?? []) {
    // Only titles that Plex does not list are asked about.
    if (groups.has(joined.groupOf(title))) continue;
    if (record.collection !== undefined || whole.some((field) => record[field] !== undefined))
      agreed.add(joined.groupOf(title));
  }
  const isNeeded = (title: Title): boolean => {
    const group = joined.groupOf(title);
    return groups.has(group) || agreed.has(group) || whole.some((field) => title[field] !== undefined);
  };
  for (const title of trakt.titles) {
    if (records === undefined || isNeeded(title)) add(title);
  }
  return groups;

  function add(title: Title): void {
    const group = joined.groupOf(title);
    const known = groups.get(group);
    if (known === undefined) groups.set(group, { titles: [title], records: [] });
    else known.titles.push(title);
  }
}

function showOf(
  titles: readonly Title[],
  joined: JoinedTitles,
  shows: ReadonlyMap<number, ShowGroup>,
): ShowGroup | undefined {
  const holder = titles.findLast((title) => title.show !== undefined);
  return holder?.show === undefined ? undefined : shows.get(joined.groupOf(holder.show));
}

/** Episodes of shows that do not go by number for which Trakt gave both an id and a number. */
function groupsOnSeasonLists(shows: ReadonlyMap<number, ShowGroup>, joined: JoinedTitles): ReadonlySet<number> {
  const doubted = [...shows.values()].filter((show) => !isNumbered(show));
  const listed = doubted.flatMap((show) => show.parts.filter((part) => part.side === "trakt" && isListed(part)));
  return new Set(listed.map((part) => joined.groupOf(part)));
}

function isListed(part: Title): boolean {
  return part.ids.length > 0 && slotOf(part) !== undefined;
}

/** One problem a show, as long as something in it that has a value cannot be told apart. */
function doubtful(
  shows: ReadonlyMap<number, ShowGroup>,
  joined: JoinedTitles,
  resolved: ReadonlySet<number>,
): readonly Problem[] {
  return [...shows.values()].flatMap(({ show, doubt, isAmbiguous: isSeveral, parts, plex }) => {
    if (doubt === undefined || isSeveral) return [];
    const isOpen = parts.some(
      (part) => FIELDS.some((field) => part[field] !== undefined) && !resolved.has(joined.groupOf(part)),
    );
    if (!isOpen) return [];
    const why =
      doubt === "ordering-differs" ? "Plex orders its episodes in another way" : "its ids and numbers contradict";
    return {
      reason: "ordering-differs",
      message: `"${show.title}": ${why}, and not every episode was found in Trakt's list of its seasons.`,
      type: "show",
      title: show.title,
      ids: show.ids,
      refs: refsOf(plex),
      candidates: [],
    };
  });
}

function ambiguous(titles: readonly Title[]): Problem {
  const candidates = titles
    .map(({ title, ids }) => ({ title, ids: joinIds([ids]) }))
    .toSorted((a, b) => compareText(textOf(a), textOf(b)));
  const [first] = candidates;
  return {
    reason: "ambiguous-ids",
    message: `"${first?.title ?? ""}": its ids name ${candidates.length} titles that contradict each other; correct the match in Plex.`,
    type: titles[0]?.type ?? "movie",
    title: first?.title ?? "",
    ids: joinIds(titles.map((title) => title.ids)).filter(isUsable),
    refs: refsOf(titles),
    candidates,
  };
}

function textOf({ title, ids }: { title: string; ids: readonly string[] }): string {
  return [title, ...ids].join(" ");
}

function refsOf(titles: readonly Title[]): readonly string[] {
  return titles.flatMap((title) => title.items.flatMap((item) => item.ref ?? [])).toSorted();
}
