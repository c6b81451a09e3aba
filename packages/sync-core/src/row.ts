import type { BaseCopy, BaseRecord } from "./base.ts";
import type { Id } from "./ids.ts";
import type { Field, Item, ItemType, ShowOfItem, Side } from "./item.ts";
import { trustedIds } from "./id-order.ts";
import type { Listed, Target } from "./operation.ts";
import type { Title } from "./title.ts";

/** One Plex copy of a row's title. */
export interface Copy {
  readonly ref: string;
  readonly item: Item;
  /** What base knows of it. Absent: never seen. */
  readonly known?: BaseCopy;
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
  readonly year?: number;
  readonly show?: ShowOfItem;
  readonly season?: number;
  readonly number?: number;
  /** How Trakt must find it. */
  readonly by: "ids" | "number";
  /** Several when only Trakt's ids show that they are one title. */
  readonly plex: readonly Title[];
  readonly trakt?: Title;
  readonly record?: BaseRecord;
  /** Sorted by ref. */
  readonly copies: readonly Copy[];
  readonly runtimeMs?: number;
}

/** The row as one side has to find it: that side's ids and numbers first. */
export function targetOf(row: Row, side: Side): Target {
  const own = side === "plex" ? row.plex : [row.trakt ?? []].flat();
  const numbered = own.find((title) => title.season !== undefined) ?? row;
  return {
    type: row.type,
    ids: trustedIds(
      own.flatMap((title) => title.ids),
      row.ids,
    ),
    title: row.title,
    ...(row.year !== undefined && { year: row.year }),
    ...(row.show !== undefined && { show: row.show }),
    ...(numbered.season !== undefined && { season: numbered.season }),
    ...(numbered.number !== undefined && { number: numbered.number }),
    by: row.by,
  };
}

/** The row as the lists of a plan show it. */
export function listedOf(row: Row, field: Field, reason: string, message: string): Listed {
  return { field, row: row.key, title: titleForPeople(row), ids: row.ids, reason, message };
}

/** `The Matrix` or `Breaking Bad S01E02`. */
export function titleForPeople({ type, title, show, season, number }: Omit<Row, "by">): string {
  if (show === undefined || season === undefined) return title;
  if (type === "season") return `${show.title} S${twoDigits(season)}`;
  return number === undefined ? title : `${show.title} S${twoDigits(season)}E${twoDigits(number)}`;
}

function twoDigits(value: number): string {
  return String(value).padStart(2, "0");
}
