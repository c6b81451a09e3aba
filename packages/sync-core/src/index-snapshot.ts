import { compareText } from "./compare-text.ts";
import { groupItems } from "./group-items.ts";
import { isUsable, joinIds } from "./id-order.ts";
import type { Id } from "./ids.ts";
import { FIELDS, type Field, type Item, type ItemType, type ShowOfItem, type Side } from "./item.ts";
import { mergeCollected, mergeRating, mergeWatched, mergeWatchlisted } from "./merge-values.ts";
import type { Problem } from "./problem.ts";
import type { FieldRead, Identity, Snapshot } from "./snapshot.ts";
import type { Title } from "./title.ts";

/** All that a side says at one moment, by title. */
export interface SnapshotIndex {
  readonly side: Side;
  readonly takenAt: string;
  readonly identity: Identity;
  readonly unlisted: Snapshot["unlisted"];
  readonly limits: NonNullable<Snapshot["limits"]>;
  readonly fields: Readonly<Record<Field, FieldRead>>;
  readonly titles: readonly Title[];
  /** How many titles hold a value of a field. */
  readonly counts: Readonly<Record<Field, number>>;
  /** The title that holds an id. An id means nothing without a type. */
  readonly find: (type: ItemType, id: Id) => Title | undefined;
  /** Movies and shows without ids that both services know: each once. */
  readonly problems: readonly Problem[];
}

type ShowLike = Pick<Title, "ids" | "title"> & Partial<Pick<Title, "year" | "ordering">>;
type Building = { -readonly [Key in keyof Title]: Title[Key] };

/**
 * Joins the copies and parts of each title. The order of the items does not matter, and the time grows with their number.
 * Never throws for what a snapshot can hold.
 */
export function indexSnapshot(snapshot: Snapshot): SnapshotIndex {
  const { side, takenAt, identity, unlisted, limits = {}, fields, items } = snapshot;
  const groups = groupItems(items, side);
  const titles: Title[] = [];
  const titleOf: (Building | undefined)[] = Array.from({ length: items.length + groups.shows.length });
  const further = new Map<number, { items: Item[]; shows: ShowLike[] }>();

  const place = (node: number, item: Item | undefined, show: ShowOfItem | undefined): void => {
    const group = groups.groupOf(node);
    const title = titleOf[group];
    if (title !== undefined) {
      const more = further.get(group) ?? { items: [...title.items], shows: title.items.length === 0 ? [title] : [] };
      if (item !== undefined) more.items.push(item);
      if (show !== undefined) more.shows.push(show);
      further.set(group, more);
      return;
    }
    const first =
      item === undefined
        ? titleOfShow(show ?? { ids: [], title: "" }, side, titles.length)
        : titleOfItem(item, side, titles.length);
    titleOf[group] = first;
    titles.push(first);
  };
  for (const [node, item] of items.entries()) place(node, item, undefined);
  for (const [position, show] of groups.shows.entries()) place(items.length + position, undefined, show);
  for (const [group, more] of further) {
    const title = titleOf[group];
    if (title !== undefined) Object.assign(title, joined(title, more));
  }

  for (const [node, showNode] of groups.showOf.entries()) {
    const title = titleOf[groups.groupOf(node)];
    const show = showNode < 0 ? undefined : titleOf[groups.groupOf(showNode)];
    if (title !== undefined && show !== undefined)
      title.show = title.show === undefined ? show : earlier(title.show, show);
  }
  const partsOf = new Map<Title, Title[]>();
  for (const title of titles) {
    if (title.show === undefined) continue;
    const parts = partsOf.get(title.show);
    if (parts === undefined) partsOf.set(title.show, [title]);
    else parts.push(title);
  }
  for (const title of titleOf) if (title?.type === "show") title.parts = partsOf.get(title) ?? [];

  return {
    side,
    takenAt,
    identity,
    unlisted,
    limits,
    fields,
    titles,
    counts: countValues(titles),
    find: (type, id) => {
      const node = groups.nodeOf(type, id);
      return node === undefined ? undefined : titleOf[groups.groupOf(node)];
    },
    problems: titlesWithoutIds(titles),
  };
}

function countValues(titles: readonly Title[]): Readonly<Record<Field, number>> {
  const counts = { watched: 0, rating: 0, collection: 0, watchlist: 0 };
  for (const title of titles) {
    for (const field of FIELDS) if (title[field] !== undefined) counts[field] += 1;
  }
  return counts;
}

function titleOfItem(item: Item, side: Side, ordinal: number): Title {
  return {
    side,
    type: item.type,
    ordinal,
    ids: item.ids,
    title: item.title,
    year: item.year,
    show: undefined,
    season: item.season,
    number: item.number,
    ordering: undefined,
    items: [item],
    runtimeMs: item.runtimeMs,
    watched: item.watched,
    rating: item.rating,
    collection: item.collection,
    watchlist: item.watchlist,
    parts: [],
  };
}

function titleOfShow(show: ShowOfItem, side: Side, ordinal: number): Title {
  return {
    ...titleOfItem({ type: "show", ids: show.ids, title: show.title }, side, ordinal),
    year: show.year,
    ordering: show.ordering,
    items: [],
  };
}

/** What a title becomes with all its copies and parts. Every choice between them is by content, never by order. */
function joined(title: Title, more: { items: readonly Item[]; shows: readonly ShowLike[] }): Partial<Title> {
  const items = more.items.toSorted((a, b) => compareText(describe(a), describe(b)));
  const shows = more.shows.toSorted((a, b) => compareText(a.title, b.title));
  const named = items.find((item) => item.title !== "") ?? shows.find((show) => show.title !== "") ?? title;
  const year = [...items, ...shows].find((each) => each.year !== undefined)?.year;
  const numbered = items.find((item) => item.season !== undefined);
  const runtimeMs = Math.max(0, ...items.map((item) => item.runtimeMs ?? 0));
  const watched = items.map((item) => item.watched).reduce(mergeWatched, undefined);
  const rating = items.map((item) => item.rating).reduce(mergeRating, undefined);
  const collection = items.map((item) => item.collection).reduce(mergeCollected, undefined);
  const watchlist = items.map((item) => item.watchlist).reduce(mergeWatchlisted, undefined);
  const isOther = shows.some((show) => show.ordering === "other");
  return {
    ids: joinIds([...items.map((item) => item.ids), ...shows.map((show) => show.ids)]),
    items,
    title: named.title,
    year,
    season: numbered?.season,
    number: numbered?.number,
    runtimeMs: runtimeMs > 0 ? runtimeMs : undefined,
    watched,
    rating,
    collection,
    watchlist,
    ordering: isOther ? "other" : title.ordering,
  };
}

function describe(item: Item): string {
  // What stands in a library names the title before what stands on a list.
  return `${item.ref ?? "~"} ${item.title} ${item.year ?? ""} ${item.season ?? ""} ${item.number ?? ""} ${item.ids.join(" ")}`;
}

/** The show of an episode whose copies name two: one with ids before one without, then by ids and title. */
function earlier<Show extends Title>(first: Show, second: Show): Show {
  if (first.ids.length === 0) return second;
  if (second.ids.length === 0) return first;
  return compareText(first.ids.join(" "), second.ids.join(" ")) <= 0 ? first : second;
}

function titlesWithoutIds(titles: readonly Title[]): readonly Problem[] {
  const problems = new Map<string, Problem>();
  for (const { type, title, year, ids, items } of titles) {
    if ((type !== "movie" && type !== "show") || ids.some(isUsable)) continue;
    const refs = items.flatMap((item) => item.ref ?? []);
    // A show without ids is met again in each of its episodes: it counts once by its name, a movie once by its copy.
    const key = type === "show" ? `${type} ${title} ${year ?? ""}` : `${type} ${title} ${refs.join(" ")}`;
    const isInLibrary = refs.length > 0 || items.length === 0;
    const message = `"${title}" has no id that Trakt knows; ${isInLibrary ? "match it in Plex" : "it stays on the watchlist of one side"}.`;
    const known = problems.get(key)?.refs ?? [];
    problems.set(key, {
      reason: "no-ids",
      message,
      type,
      title,
      ids,
      refs: [...known, ...refs].toSorted(),
      candidates: [],
    });
  }
  return [...problems.values()];
}
