import type { Base, BaseRecord } from "./base.ts";
import { compareText } from "./compare-text.ts";
import { isUsable, joinIds, namespaceOf } from "./id-order.ts";
import type { Id } from "./ids.ts";
import type { Known } from "./join-titles.ts";
import { mergeRating } from "./merge-values.ts";
import type { Copy, Row } from "./row.ts";
import type { ShowGroup } from "./show-group.ts";
import { slotOf, type Title } from "./title.ts";

interface Parts {
  readonly titles: readonly Title[];
  readonly records: readonly Known[];
  readonly base: Base;
  readonly show: ShowGroup | undefined;
}

/** The row of one title; `undefined` where neither its ids nor its show and number can name it to the other side. */
export function toRow({ titles, records, base, show }: Parts): Row | undefined {
  const plex = titles.filter((title) => title.side === "plex");
  const trakt = titles.find((title) => title.side === "trakt");
  const lead = leadOf(plex) ?? trakt;
  if (lead === undefined) return undefined;
  const numbered = trakt?.season === undefined ? lead : trakt;
  const by = goesByNumber(numbered, show) ? "number" : "ids";
  const given = joinIds(titles.map((title) => title.ids));
  if (by === "ids" && !given.some(isUsable)) return undefined;

  const [known, ...absorbed] = records.length < 2 ? records : records.toSorted((a, b) => compareText(a.key, b.key));
  const record = known && absorbed.reduce((joined, other) => absorb(joined, other.record), known.record);
  const runtimeMs = Math.max(0, ...titles.map((title) => title.runtimeMs ?? 0));
  return {
    key: known?.key ?? newKey({ base, given, by, lead: numbered, show: show?.key }),
    absorbed: absorbed.map((other) => other.key),
    type: lead.type,
    ids: record === undefined ? given : withFormerIds(given, record.ids),
    title: lead.title || (trakt?.title ?? "") || (record?.title ?? ""),
    year: lead.year ?? trakt?.year ?? record?.year,
    show: show?.show,
    season: numbered.season,
    number: numbered.number,
    by,
    plex,
    trakt,
    record,
    copies: copiesOf(plex, record),
    runtimeMs: runtimeMs > 0 ? runtimeMs : undefined,
  };
}

/** The Plex title that names the row, whatever order they came in. */
function leadOf(plex: readonly Title[]): Title | undefined {
  return plex.length < 2 ? plex[0] : plex.toSorted((a, b) => compareText(leadText(a), leadText(b)))[0];
}

function leadText(title: Title): string {
  return `${title.items[0]?.ref ?? ""} ${title.ids.join(" ")}`;
}

function goesByNumber(title: Title, show: ShowGroup | undefined): boolean {
  if (show?.key === undefined || slotOf(title) === undefined) return false;
  return show.doubt === undefined && !show.isAmbiguous;
}

interface KeyParts {
  readonly base: Base;
  readonly given: readonly Id[];
  readonly by: "ids" | "number";
  readonly lead: Title;
  readonly show: string | undefined;
}

/** A key that no record of base has: a number or an id may have been another title's before. */
function newKey({ base, given, by, lead, show }: KeyParts): string {
  const numbers = `s${lead.season ?? 0}${lead.number === undefined ? "" : `e${lead.number}`}`;
  const byNumber = `${lead.type}:${show ?? ""}:${numbers}`;
  if (by === "number" && !Object.hasOwn(base.records, byNumber)) return byNumber;
  for (const id of given) {
    const byId = `${lead.type}:${id}`;
    if (!Object.hasOwn(base.records, byId)) return byId;
  }
  return [byNumber, ...given].join(" ");
}

/** The ids that the sides give now, and base's of the namespaces in which they give none: what a side corrected is forgotten. */
function withFormerIds(given: readonly Id[], former: readonly Id[]): readonly Id[] {
  if (former.every((id) => given.includes(id))) return given;
  const namespaces = new Set(given.map(namespaceOf));
  return joinIds([given, former.filter((id) => !namespaces.has(namespaceOf(id)))]);
}

/** Two records of what turned out to be one title: each value that either has, every copy. */
function absorb(first: BaseRecord, second: BaseRecord): BaseRecord {
  const rating = mergeRating(first.rating, second.rating);
  return {
    ...second,
    ...first,
    ...(rating !== undefined && { rating }),
    copies: { ...second.copies, ...first.copies },
  };
}

function copiesOf(plex: readonly Title[], record: BaseRecord | undefined): readonly Copy[] {
  const copies: Copy[] = [];
  for (const { items } of plex) {
    for (const item of items) {
      if (item.ref !== undefined) copies.push({ ref: item.ref, item, known: record?.copies?.[item.ref] });
    }
  }
  return copies.length < 2 ? copies : copies.toSorted((a, b) => compareText(a.ref, b.ref));
}
