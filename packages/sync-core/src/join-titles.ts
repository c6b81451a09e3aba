import type { Base, BaseRecord } from "./base.ts";
import { disagree } from "./id-order.ts";
import type { Id } from "./ids.ts";
import type { ItemType, ShowOfItem } from "./item.ts";
import type { SnapshotIndex } from "./index-snapshot.ts";
import type { Title } from "./title.ts";
import { createUnionFind } from "./union-find.ts";

/** Both sides' reads of one moment. */
export interface Sides {
  readonly plex: SnapshotIndex;
  readonly trakt: SnapshotIndex;
}

/** A record of base with its key. */
export interface Known {
  readonly key: string;
  readonly record: BaseRecord;
}

/** A record of base with a title that it belongs to. */
export interface Placed extends Known {
  readonly title: Title;
}

/** Which titles of both sides are one. It has state: `join` changes what `groupOf` says. */
export interface JoinedTitles {
  readonly groupOf: (title: Title) => number;
  readonly join: (first: Title, second: Title) => void;
  /** Base's records by a title they belong to. */
  readonly records: readonly Placed[];
  /** Records of base none of whose ids is listed: seasons and episodes are found by number, if at all. */
  readonly loose: readonly Known[];
  /** Titles that base's ids would join although they contradict each other, each with all that it would be joined with. */
  readonly torn: ReadonlyMap<Title, readonly Title[]>;
}

/** Joins titles by their ids: across the sides first, then through what base knows of them. */
export function joinTitles({ plex, trakt }: Sides, base: Base): JoinedTitles {
  const union = createUnionFind(plex.titles.length + trakt.titles.length);
  const node = (title: Title): number => (title.side === "plex" ? title.ordinal : plex.titles.length + title.ordinal);
  const groupOf = (title: Title): number => union.find(node(title));
  const join = (first: Title, second: Title): void => union.join(node(first), node(second));

  for (const title of trakt.titles) {
    for (const id of title.ids) {
      const other = plex.find(title.type, id);
      if (other !== undefined) join(other, title);
    }
  }

  const records: Placed[] = [];
  const loose: Known[] = [];
  const torn = new Map<Title, readonly Title[]>();
  const bridge = (type: ItemType, ids: readonly Id[]): Title | "torn" | undefined => {
    let first: Title | undefined;
    let isOneGroup = true;
    const touch = (title: Title | undefined): void => {
      if (title === undefined) return;
      if (first === undefined) first = title;
      else isOneGroup &&= groupOf(title) === groupOf(first);
    };
    for (const id of ids) {
      touch(plex.find(type, id));
      touch(trakt.find(type, id));
    }
    return first === undefined || isOneGroup ? first : mend(first, type, ids);
  };
  const mend = (first: Title, type: ItemType, ids: readonly Id[]): Title | "torn" => {
    const touched = ids.flatMap((id) => [plex.find(type, id) ?? [], trakt.find(type, id) ?? []].flat());
    if (isOneTitle(touched)) {
      for (const title of touched) join(first, title);
      return first;
    }
    const closest = mostTouched(touched, groupOf);
    if (closest !== undefined) return closest;
    for (const title of touched) torn.set(title, touched);
    return "torn";
  };

  // The records of a show mostly share its object: the text of its ids is not made for each of them.
  const bridgedShows = new Set<ShowOfItem | string>();
  for (const key in base.records) {
    const record = base.records[key];
    if (record === undefined) continue;
    if (record.show !== undefined) bridgeShow(record.show);
    const title = bridge(record.type, record.ids);
    if (title === undefined) loose.push({ key, record });
    else if (title !== "torn") records.push({ title, key, record });
  }
  return { groupOf, join, records, loose, torn };

  function bridgeShow(show: ShowOfItem): void {
    if (bridgedShows.has(show)) return;
    bridgedShows.add(show);
    const text = show.ids.join(" ");
    if (text === "" || bridgedShows.has(text)) return;
    bridgedShows.add(text);
    bridge("show", show.ids);
  }
}

/** Whether titles that only base's ids bring together can be one: at most one record of Trakt, and no contradiction. */
function isOneTitle(titles: readonly Title[]): boolean {
  const distinct = [...new Set(titles)];
  if (distinct.filter((title) => title.side === "trakt").length > 1) return false;
  return !distinct.some((title, position) =>
    distinct.slice(position + 1).some((other) => disagree(title.ids, other.ids)),
  );
}

/**
 * The title whose group holds the most of a record's ids; `undefined` for a tie. Ids that a side has since corrected stay in
 * base for a while: they must not tear a title that is plain in both reads.
 */
function mostTouched(touched: readonly Title[], groupOf: (title: Title) => number): Title | undefined {
  const counts = new Map<number, number>();
  for (const title of touched) counts.set(groupOf(title), (counts.get(groupOf(title)) ?? 0) + 1);
  const ranked = [...counts].toSorted((a, b) => b[1] - a[1]);
  const [first, second] = ranked;
  if (first === undefined || first[1] === second?.[1]) return undefined;
  return touched.find((title) => groupOf(title) === first[0]);
}
