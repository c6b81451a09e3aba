import { compareText } from "./compare-text.ts";
import { groupItems } from "./group-items.ts";
import { isUsable, joinIds } from "./id-order.ts";
import type { Id } from "./ids.ts";
import { type Field, type Item, type ItemType, type ShowOfItem, type Side } from "./item.ts";
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
  items.forEach((item, node) => place(node, item, undefined));
  groups.shows.forEach((show, position) => place(items.length + position, undefined, show));
  for (const [group, more] of further) {
    const title = titleOf[group];
    if (title !== undefined) joinInto(title, more);
  }

  groups.showOf.forEach((showNode, node) => {
    const show = showNode < 0 ? undefined : titleOf[groups.groupOf(showNode)];
    const title = show === undefined ? undefined : titleOf[groups.groupOf(node)];
    if (title === undefined || show === undefined || title.show === show) return;
    title.show = title.show === undefined ? show : earlier(title.show, show);
  });
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
  for (const { watched, rating, collection, watchlist } of titles) {
    if (watched !== undefined) counts.watched += 1;
    if (rating !== undefined) counts.rating += 1;
    if (collection !== undefined) counts.collection += 1;
    if (watchlist !== undefined) counts.watchlist += 1;
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

/** Makes a title what it is with all its copies and parts. Every choice between them is by content, never by order. */
function joinInto(
  title: Building,
  more: { readonly items: readonly Item[]; readonly shows: readonly ShowLike[] },
): void {
  const items = inOrder(more.items);
  const shows = more.shows.length < 2 ? more.shows : more.shows.toSorted((a, b) => compareText(a.title, b.title));
  const { title: former } = title;
  title.items = items;
  title.ids = idsOf(items, shows);
  title.title = (items.find(isNamed) ?? shows.find(isNamed) ?? { title: former }).title;
  title.year = (items.find(isDated) ?? shows.find(isDated))?.year;
  const numbered = items.find((item) => item.season !== undefined);
  title.season = numbered?.season;
  title.number = numbered?.number;
  title.runtimeMs = undefined;
  title.watched = undefined;
  title.rating = undefined;
  title.collection = undefined;
  title.watchlist = undefined;
  for (const item of items) {
    const longest = Math.max(title.runtimeMs ?? 0, item.runtimeMs ?? 0);
    title.runtimeMs = longest > 0 ? longest : undefined;
    title.watched = mergeWatched(title.watched, item.watched);
    title.rating = mergeRating(title.rating, item.rating);
    title.collection = mergeCollected(title.collection, item.collection);
    title.watchlist = mergeWatchlisted(title.watchlist, item.watchlist);
  }
  if (shows.some((show) => show.ordering === "other")) title.ordering = "other";
}

function isNamed({ title }: { readonly title: string }): boolean {
  return title !== "";
}

function isDated({ year }: { readonly year?: number | undefined }): boolean {
  return year !== undefined;
}

/** Of nearly all that are joined only one has ids, or none: an episode in two lists of Trakt. */
function idsOf(items: readonly Item[], shows: readonly ShowLike[]): readonly Id[] {
  const lists = [...items, ...shows].map(({ ids }) => ids).filter((ids) => ids.length > 0);
  return lists.length === 0 ? NO_IDS : joinIds(lists);
}

const NO_IDS: readonly Id[] = [];

function inOrder(items: readonly Item[]): readonly Item[] {
  const [first] = items;
  if (first === undefined || items.every((item) => isNamedAlike(first, item))) return items;
  const described = items.map((item) => ({ item, text: describe(item) }));
  return described.toSorted((a, b) => compareText(a.text, b.text)).map(({ item }) => item);
}

/** Whether the order of two items makes no difference to what names a title: an episode in two lists of Trakt, by number. */
function isNamedAlike(first: Item, second: Item): boolean {
  return (
    first.ref === second.ref &&
    first.title === second.title &&
    first.year === second.year &&
    first.season === second.season &&
    first.number === second.number &&
    first.ids.length === 0 &&
    second.ids.length === 0
  );
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
