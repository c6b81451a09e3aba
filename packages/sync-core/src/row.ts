import type { BaseCopy, BaseRecord } from "./base.ts";
import type { Id } from "./ids.ts";
import type { Field, Item, ItemType, ShowOfItem, Side } from "./item.ts";
import { joinIds, trustedIds } from "./id-order.ts";
import type { Listed, Target } from "./operation.ts";
import type { Title } from "./title.ts";
import { titleForPeople } from "./title-for-people.ts";

/** One Plex copy of a row's title. */
export interface Copy {
  readonly ref: string;
  readonly item: Item;
  /** What base knows of it. Absent: never seen. */
  readonly known: BaseCopy | undefined;
}

/** One title matched across base, plex and trakt. */
export interface Row {
  /** Stays the same from run to run. */
  readonly key: string;
  /** Further keys under which base held it before it turned out to be one title. */
  readonly absorbed: readonly string[];
  readonly type: ItemType;
  /** The ids of both sides and base, the most stable first. */
  readonly ids: readonly Id[];
  readonly title: string;
  readonly year: number | undefined;
  readonly show: ShowOfItem | undefined;
  readonly season: number | undefined;
  readonly number: number | undefined;
  /** How Trakt must find it. */
  readonly by: "ids" | "number";
  /** Several when only Trakt's ids show that they are one title. */
  readonly plex: readonly Title[];
  readonly trakt: Title | undefined;
  readonly record: BaseRecord | undefined;
  /** Sorted by ref. */
  readonly copies: readonly Copy[];
  readonly runtimeMs: number | undefined;
}

/** The row as one side has to find it: that side's ids and numbers first. */
export function targetOf(row: Row, side: Side): Target {
  const own = side === "plex" ? row.plex : row.trakt === undefined ? [] : [row.trakt];
  const numbered = own.find((title) => title.season !== undefined) ?? row;
  const [first] = own;
  const ids = own.length === 1 && first !== undefined ? first.ids : joinIds(own.map((title) => title.ids));
  const target: { -readonly [Key in keyof Target]: Target[Key] } = {
    type: row.type,
    ids: trustedIds(ids, row.ids),
    title: row.title,
    by: row.by,
  };
  if (row.year !== undefined) target.year = row.year;
  if (row.show !== undefined) target.show = row.show;
  if (numbered.season !== undefined) target.season = numbered.season;
  if (numbered.number !== undefined) target.number = numbered.number;
  return target;
}

/** The row as the lists of a plan show it. */
export function listedOf(row: Row, field: Field, reason: string, message: string): Listed {
  return { field, row: row.key, title: titleForPeople(row), ids: row.ids, reason, message };
}
