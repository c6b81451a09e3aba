import type { Id } from "./ids.ts";
import type { Item, ItemType, ShowOfItem, Side } from "./item.ts";
import { slotOf } from "./title.ts";
import { createUnionFind } from "./union-find.ts";

/** Which items of one side, and which shows that are named in them, are one title. */
export interface ItemGroups {
  /** The group of an item, by the item's place. Groups are named by their smallest node. */
  readonly groupOf: (node: number) => number;
  /** The node of the show that an item names, by the item's place; -1 where it names none. */
  readonly showOf: Int32Array;
  /** The shows named by items; the nodes after those of the items. */
  readonly shows: readonly ShowOfItem[];
  /** The node of an id. */
  readonly nodeOf: (type: ItemType, id: Id) => number | undefined;
}

/**
 * Joins items that share an id of the same type. Trakt gives one episode in parts, of which the watched list's has numbers and no
 * ids: there, seasons and episodes join by their show and number too. Linear in the number of items.
 */
export function groupItems(items: readonly Item[], side: Side): ItemGroups {
  const known: Record<ItemType, Map<Id, number>> = {
    movie: new Map(),
    show: new Map(),
    season: new Map(),
    episode: new Map(),
  };
  const { shows, nodeOfShow } = distinctShows(items);
  const union = createUnionFind(items.length + shows.length);

  const learn = (type: ItemType, ids: readonly Id[], node: number): void => {
    const ofType = known[type];
    for (const id of ids) {
      const holder = ofType.get(id);
      if (holder === undefined) ofType.set(id, node);
      else union.join(holder, node);
    }
  };
  items.forEach(({ type, ids }, node) => learn(type, ids, node));
  shows.forEach(({ ids }, position) => learn("show", ids, items.length + position));

  const showOf = new Int32Array(items.length).fill(-1);
  items.forEach(({ show }, node) => {
    if (show !== undefined) showOf[node] = items.length + (nodeOfShow.get(show) ?? 0);
  });
  if (side === "trakt") joinByNumber();

  function joinByNumber(): void {
    const slots = new Map<number, Map<number, number>>();
    items.forEach((item, node) => {
      const slot = slotOf(item);
      const show = showOf[node] ?? -1;
      if (slot === undefined || show < 0 || item.show?.ids.length === 0) return;
      const group = union.find(show);
      let ofShow = slots.get(group);
      if (ofShow === undefined) slots.set(group, (ofShow = new Map()));
      const holder = ofShow.get(slot);
      if (holder === undefined) ofShow.set(slot, node);
      else union.join(holder, node);
    });
  }

  return { groupOf: union.find, showOf, shows, nodeOf: (type, id) => known[type].get(id) };
}

/** Items of one show may share one object; where they do not (plain JSON), equal ids, title, year and ordering are one show all the same. */
function distinctShows(items: readonly Item[]): {
  shows: readonly ShowOfItem[];
  nodeOfShow: ReadonlyMap<ShowOfItem, number>;
} {
  const shows: ShowOfItem[] = [];
  const nodeOfShow = new Map<ShowOfItem, number>();
  const nodeOfText = new Map<string, number>();
  for (const { show } of items) {
    if (show === undefined || nodeOfShow.has(show)) continue;
    const text = [...show.ids, show.title, show.year, show.ordering].join(" ");
    const node = nodeOfText.get(text) ?? shows.length;
    if (node === shows.length) shows.push(show);
    nodeOfText.set(text, node);
    nodeOfShow.set(show, node);
  }
  return { shows, nodeOfShow };
}
