import { compareText } from "./compare-text.ts";
import { disagree, isUsable, joinIds, trustedIds } from "./id-order.ts";
import { FIELDS, type ShowOfItem } from "./item.ts";
import type { JoinedTitles, Sides } from "./join-titles.ts";
import { slotOf, type Title } from "./title.ts";

/** One show as both sides see it. */
export interface ShowGroup {
  /** Its ids on both sides, the most trusted by Trakt first. */
  readonly show: ShowOfItem;
  readonly plex: readonly Title[];
  readonly trakt: readonly Title[];
  /** Its seasons and episodes on both sides. */
  readonly parts: readonly Title[];
  /** The show's most stable id, for the keys of its episodes. Absent when it has none that both services know. */
  readonly key?: string;
  /** Its ids name more than one show: nothing of it goes by number. */
  readonly isAmbiguous: boolean;
  /** Why its numbers cannot be trusted. */
  readonly doubt?: "ordering-differs" | "ids-disagree";
}

/** The shows by group, with what is doubtful about them. */
export function groupShows({ plex, trakt }: Sides, joined: JoinedTitles): ReadonlyMap<number, ShowGroup> {
  const members = new Map<number, { plex: Title[]; trakt: Title[] }>();
  for (const title of [plex, trakt].flatMap((index) => index.titles.filter((each) => each.type === "show"))) {
    const group = joined.groupOf(title);
    const known = members.get(group) ?? { plex: [], trakt: [] };
    known[title.side].push(title);
    members.set(group, known);
  }
  return new Map([...members].map(([group, sides]) => [group, toShowGroup(sides, joined)]));
}

function toShowGroup(sides: { plex: readonly Title[]; trakt: readonly Title[] }, joined: JoinedTitles): ShowGroup {
  const titles = [...sides.plex, ...sides.trakt].toSorted((a, b) => compareText(textOf(a), textOf(b)));
  const year = titles.find((each) => each.year !== undefined)?.year;
  const ids = titles.map((each) => each.ids);
  const key = joinIds(ids).find(isUsable);
  const parts = titles.flatMap((each) => each.parts);
  const doubt = doubtOf(sides.plex, parts, joined);
  return {
    ...sides,
    parts,
    show: {
      ids: trustedIds(joinIds(ids), []),
      title: titles.find((each) => each.title !== "")?.title ?? "",
      ...(year !== undefined && { year }),
    },
    ...(key !== undefined && { key: `show:${key}` }),
    isAmbiguous: isAmbiguous(titles) || titles.some((each) => joined.torn.has(each)),
    ...(doubt !== undefined && { doubt }),
  };
}

function textOf({ title, year, ids }: Title): string {
  return [title, year, ...ids].join(" ");
}

/**
 * Whether titles that ids brought together are more than one: two records of Trakt, or two Plex titles that only the other side
 * joins and that contradict each other.
 */
export function isAmbiguous(titles: readonly Title[]): boolean {
  let record: Title | undefined;
  for (const title of titles) {
    if (title.side !== "trakt") continue;
    if (record !== undefined || hasTwoOfTrakt(title)) return true;
    record = title;
  }
  if (titles.length - (record === undefined ? 0 : 1) < 2) return false;
  const plex = titles.filter((title) => title.side === "plex");
  return plex.some((title, position) => plex.slice(position + 1).some((other) => disagree(title.ids, other.ids)));
}

function hasTwoOfTrakt({ ids }: Title): boolean {
  let count = 0;
  for (const id of ids) if (id.startsWith("trakt:")) count += 1;
  return count > 1;
}

/**
 * Numbers are in doubt when Plex says that its order is another, when one number stands for two episodes by their ids, or when one
 * episode by its ids has two numbers. A show of which nothing has a value is not worth the question.
 */
function doubtOf(plex: readonly Title[], parts: readonly Title[], joined: JoinedTitles): ShowGroup["doubt"] {
  if (!parts.some((part) => FIELDS.some((field) => part[field] !== undefined))) return undefined;
  if (plex.some((show) => show.ordering === "other")) return "ordering-differs";
  const holders = new Map<number, readonly Title[]>();
  const slots = new Map<number, number>();
  for (const part of parts) {
    const slot = slotOf(part);
    if (slot === undefined) continue;
    const group = joined.groupOf(part);
    if ((slots.get(group) ?? slot) !== slot) return "ids-disagree";
    slots.set(group, slot);
    // What says nothing of its ids contradicts nobody.
    if (part.ids.length === 0) continue;
    const others = holders.get(slot);
    if (others === undefined) {
      holders.set(slot, [part]);
      continue;
    }
    if (others.some((other) => disagree(other.ids, part.ids))) return "ids-disagree";
    holders.set(slot, [...others, part]);
  }
  return undefined;
}

/** Whether a show's numbers mean the same on both sides. A show without ids has no say in it: its episodes have their own or none. */
export function isNumbered(show: ShowGroup): boolean {
  return show.doubt === undefined && !show.isAmbiguous;
}
