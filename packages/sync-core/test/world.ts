import type {
  Base,
  Collected,
  Id,
  Item,
  Operation,
  Quality,
  Rating,
  ShownPlay,
  ShowOfItem,
  Side,
  Snapshot,
  Target,
} from "../src/index.ts";
import { isSameQuality } from "../src/index.ts";
import { complete, scanned, wholeLists } from "./builders.ts";

/** A small household: two movies, three episodes of which two share a file, a show; some with two copies. */
export interface World {
  /** Minutes since 2026-01-01. Every act of a person takes one. */
  clock: number;
  readonly copies: Record<string, PlexCopy>;
  readonly plays: Play[];
  /** The id of the next play. */
  nextPlay: number;
  readonly ratings: Partial<Record<TitleName, Rating>>;
  /** What a person saw on Plex, and when: what Trakt may hear of. */
  readonly views: { readonly title: TitleName; readonly at: string }[];
  /** Since when each title is on a watchlist. */
  readonly watchlists: Readonly<Record<Side, Partial<Record<TitleName, string>>>>;
  /** Trakt's collection. */
  readonly collection: Partial<Record<TitleName, Collected>>;
  /** What the services take off their watchlists by themselves: what is watched there, by whomever, or only what pakt marked. */
  drops: "nothing" | "watched" | "marked";
}

export interface PlexCopy {
  readonly title: TitleName;
  views: number;
  at?: string;
  rating?: Rating;
  /** What its file is like; a copy without is not collected. */
  quality?: Quality;
}

export interface Play {
  readonly title: TitleName;
  readonly at: string;
  readonly by: "person" | "pakt";
  /** Trakt's id of it. */
  readonly id: number;
}

export const titleNames = ["heat", "ran", "one", "two", "three", "show"] as const;
export type TitleName = (typeof titleNames)[number];

const plexShow: ShowOfItem = { ids: ["tvdb:81189"], title: "Breaking Bad" };
const traktShow: ShowOfItem = { ids: ["trakt:1388", "tvdb:81189"], title: "Breaking Bad" };
const hour = 60 * 60_000;

interface Known {
  readonly type: Item["type"];
  readonly title: string;
  readonly plexIds: readonly Id[];
  readonly traktIds: readonly Id[];
  readonly number?: number;
  readonly file?: string;
}

const known: Readonly<Record<TitleName, Known>> = {
  heat: { type: "movie", title: "Heat", plexIds: ["tmdb:949", "imdb:tt0113277"], traktIds: ["trakt:1", "tmdb:949"] },
  ran: {
    type: "movie",
    title: "Ran",
    plexIds: ["imdb:tt0089881"],
    traktIds: ["trakt:2", "tmdb:11645", "imdb:tt0089881"],
  },
  one: { type: "episode", title: "One", plexIds: ["tvdb:11"], traktIds: [], number: 1, file: "1-2.mkv" },
  two: { type: "episode", title: "Two", plexIds: ["tvdb:12"], traktIds: [], number: 2, file: "1-2.mkv" },
  three: { type: "episode", title: "Three", plexIds: [], traktIds: [], number: 3 },
  show: { type: "show", title: "Breaking Bad", plexIds: ["tvdb:81189"], traktIds: ["trakt:1388", "tvdb:81189"] },
};

/** Which copies there are; `heat` and `three` have two. */
export const copyNames = ["heat-a", "heat-b", "ran-a", "one-a", "two-a", "three-a", "three-b", "show-a"] as const;
export type CopyName = (typeof copyNames)[number];

export function titleOf(copy: CopyName): TitleName {
  return titleNames.find((name) => copy.startsWith(name)) ?? "show";
}

/** Nothing seen, nothing rated. */
export function createWorld(): World {
  const copies = Object.fromEntries(copyNames.map((name) => [name, { title: titleOf(name), views: 0 }]));
  const watchlists = { plex: {}, trakt: {} };
  return {
    clock: 0,
    copies,
    nextPlay: 1,
    plays: [],
    ratings: {},
    views: [],
    watchlists,
    collection: {},
    drops: "nothing",
  };
}

/** The world's time, UTC ISO 8601. */
export function timeOf({ clock }: World): string {
  return new Date(Date.UTC(2026, 0, 1) + clock * 60_000).toISOString();
}

export function copyOf(world: World, ref: string): PlexCopy {
  const copy = world.copies[ref];
  if (copy === undefined) throw new Error(`There is no copy ${ref}.`);
  return copy;
}

/** Only movies and shows can be on a watchlist. */
export function isListable(title: TitleName): boolean {
  return known[title].type !== "episode";
}

/** Better versions come later. */
export const qualities: readonly Quality[] = [
  { resolution: "720p", audio: "aac", channels: "2.0" },
  { resolution: "1080p", audio: "dts", channels: "5.1" },
  { resolution: "4k", hdr: "dolby-vision", audio: "dolby-atmos", channels: "7.1" },
];

export function isWatchable(title: TitleName): boolean {
  return known[title].type !== "show";
}

/** The titles that are stored in one file with a title, itself included. */
export function sharersOf(title: TitleName): readonly TitleName[] {
  const { file } = known[title];
  return file === undefined ? [title] : titleNames.filter((name) => known[name].file === file);
}

/** Plex as a scan shows it. */
export function readPlex(world: World, values: Partial<Snapshot> = {}): Snapshot {
  const items = Object.entries(world.copies).map(([ref, { title, views, at, rating, quality }]): Item => {
    const { file, plexIds } = known[title];
    return {
      ...itemOf(title, plexShow),
      ids: plexIds,
      ref,
      runtimeMs: hour,
      ...(file !== undefined && { file }),
      ...(views > 0 && { watched: { plays: views, ...(at !== undefined && { at }) } }),
      ...(rating !== undefined && { rating }),
      ...(quality !== undefined && {
        collection: { quality, at: "2026-01-01T00:00:00.000Z", score: scoreOf(quality) },
      }),
    };
  });
  const listed = titleNames.flatMap((title): Item[] => {
    const since = world.watchlists.plex[title];
    if (since === undefined) return [];
    return [
      { ...itemOf(title, plexShow), ids: known[title].plexIds, watchlist: { at: since, keys: [`key-${title}`] } },
    ];
  });
  const identity = { account: "ann", server: "nas", libraries: ["1"] };
  return {
    side: "plex",
    takenAt: timeOf(world),
    identity,
    unlisted: scanned,
    fields: complete,
    items: [...items, ...listed],
    ...values,
  };
}

/** Trakt's lists: watched titles and rated titles. `plays` may be those of a while ago. */
export function readTrakt(
  world: World,
  values: Partial<Snapshot> = {},
  plays: readonly Play[] = world.plays,
): Snapshot {
  const watched = titleNames.flatMap((title): Item[] => {
    const own = plays.filter((play) => play.title === title);
    const at = own
      .map((play) => play.at)
      .toSorted()
      .findLast((each) => each !== "unknown");
    return own.length === 0
      ? []
      : [{ ...traktItem(title), watched: { plays: own.length, ...(at !== undefined && { at }) } }];
  });
  const rated = titleNames.flatMap((title): Item[] => {
    const rating = world.ratings[title];
    return rating === undefined ? [] : [{ ...traktItem(title), rating }];
  });
  const listed = titleNames.flatMap((title): Item[] => {
    const since = world.watchlists.trakt[title];
    return since === undefined ? [] : [{ ...traktItem(title), watchlist: { at: since } }];
  });
  const collected = titleNames.flatMap((title): Item[] => {
    const collection = world.collection[title];
    return collection === undefined ? [] : [{ ...traktItem(title), collection }];
  });
  return {
    side: "trakt",
    takenAt: timeOf(world),
    identity: { account: "ann" },
    unlisted: wholeLists,
    fields: complete,
    items: [...watched, ...rated, ...listed, ...collected],
    ...values,
  };
}

/** Trakt's complete history. */
export function readHistory({ plays }: World): readonly ShownPlay[] {
  return plays.map(({ title, at }) => {
    const { type, ids, show, season, number } = traktItem(title);
    return {
      type,
      ids,
      ...(show && { showIds: show.ids }),
      ...(season !== undefined && { season }),
      ...(number !== undefined && { number }),
      at: at === "unknown" ? "1970-01-01T00:00:00.000Z" : at,
    };
  });
}

/**
 * Does to the world what the operation says; throws where it says something that is not so. What went back within a day of our write to what it
 * was before is taken for a late read (rule 9): of that an operation may say what it likes.
 */
export function applyOperation(world: World, operation: Operation, base?: Base): void {
  const expectSame = base !== undefined && isPending(base, operation) ? () => undefined : requireSame;
  if (operation.field === "watchlist") {
    const title = foundByTrakt(operation.target);
    const list = world.watchlists[operation.side];
    // A play of the same plan may have taken it off before.
    const isDropped = world.drops !== "nothing" && operation.action === "remove";
    expectSame(operation.action === "add", list[title] === undefined && !isDropped, operation.id);
    if (operation.action === "remove") delete list[title];
    else list[title] = timeOf(world);
    return;
  }
  if (operation.field === "collection") {
    const title = foundByTrakt(operation.target);
    const held = world.collection[title];
    expectSame(operation.action === "add", held === undefined, operation.id);
    if (operation.action === "remove") delete world.collection[title];
    else
      world.collection[title] = { quality: operation.quality, ...(operation.at !== undefined && { at: operation.at }) };
    if (held !== undefined && operation.action === "update" && operation.reason !== "resent-date") {
      expectSame(isSameQuality(held.quality, operation.quality), false, operation.id);
    }
    return;
  }
  if (operation.side === "trakt") {
    const title = foundByTrakt(operation.target);
    if (operation.field === "rating") {
      expectSame(operation.before?.value, world.ratings[title]?.value, operation.id);
      if (operation.action === "remove") delete world.ratings[title];
      else world.ratings[title] = operation.rating;
      return;
    }
    if (operation.action === "add") addPlay(world, { title, at: operation.at, by: "pakt" });
    else if ("play" in operation) removePlay(world, operation);
    else removePlays(world, title);
    return;
  }
  const copy = copyOf(world, operation.ref ?? "");
  if (operation.field === "watched") {
    expectSame(operation.action === "add", copy.views === 0, operation.id);
    copy.views = operation.action === "add" ? 1 : 0;
    if (operation.action === "remove") delete copy.at;
    else {
      copy.at = timeOf(world);
      dropWatched(world, "plex", { title: copy.title, by: "pakt" });
    }
    return;
  }
  expectSame(operation.before?.value, copy.rating?.value, operation.id);
  if (operation.action === "remove") delete copy.rating;
  else copy.rating = operation.rating;
}

/** A play, and what the service makes of it. */
export function addPlay(world: World, play: Omit<Play, "id">): void {
  world.plays.push({ ...play, id: world.nextPlay });
  world.nextPlay += 1;
  dropWatched(world, "trakt", play);
}

/** What a service makes of a view: watched titles leave its watchlist, a show with the first of its episodes. */
export function dropWatched(
  { drops, watchlists }: World,
  side: Side,
  { title, by }: { readonly title: TitleName; readonly by: "person" | "pakt" },
): void {
  if (drops === "nothing" || (drops === "marked" && by === "person")) return;
  delete watchlists[side][known[title].type === "episode" ? "show" : title];
}

function removePlay(world: World, { play, id }: { readonly play: number; readonly id: string }): void {
  const position = world.plays.findIndex((each) => each.id === play);
  if (world.plays[position]?.by !== "pakt") throw new Error(`${id} removes a play that pakt did not add.`);
  world.plays.splice(position, 1);
}

function scoreOf(quality: Quality): number {
  return qualities.findIndex((each) => isSameQuality(each, quality));
}

export function removePlays(world: World, title: TitleName): void {
  const others = world.plays.filter((play) => play.title !== title);
  world.plays.splice(0, world.plays.length, ...others);
}

function itemOf(title: TitleName, show: ShowOfItem): Omit<Item, "ids"> {
  const { type, title: name, number } = known[title];
  return { type, title: name, ...(number !== undefined && { show, season: 1, number }) };
}

function traktItem(title: TitleName): Item {
  return { ...itemOf(title, traktShow), ids: known[title].traktIds };
}

/** As Trakt finds a title: an episode by its show and number, anything else by the first id that it knows. */
export function foundByTrakt({ type, ids, show, number, by }: Target): TitleName {
  const found = titleNames.find((name) => {
    const each = known[name];
    if (each.type !== type) return false;
    if (by === "number") return each.number === number && show?.ids.includes("tvdb:81189") === true;
    return ids.some((id) => each.traktIds.includes(id) || each.plexIds.includes(id));
  });
  if (found === undefined) throw new Error(`Trakt does not know ${ids.join(" ")}.`);
  return found;
}

/** Whether base waits for a read that shows what was written to the side of an operation. */
function isPending({ records }: Base, { row, field, side }: Operation): boolean {
  return records[row]?.pending?.[field]?.side === side;
}

function requireSame(said: unknown, held: unknown, operation: string): void {
  if (said !== held) throw new Error(`${operation} says ${String(said)} where the side holds ${String(held)}.`);
}
