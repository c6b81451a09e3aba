import { compareText } from "./compare-text.ts";
import type { Id, Namespace } from "./ids.ts";

/** The most stable first: an id that Trakt's own answer adds later must not change what a row is called. */
const keyOrder: Readonly<Record<Namespace, number>> = { tmdb: 0, imdb: 1, tvdb: 2, trakt: 3, plex: 4 };

/** The most trusted by Trakt first. */
const trustOrder: Readonly<Record<Namespace, number>> = { trakt: 0, tmdb: 1, tvdb: 2, imdb: 3, plex: 4 };

/** The part before the colon. */
export function namespaceOf(id: Id): Namespace {
  // The type of an id says that one of the five stands there.
  return id.slice(0, id.indexOf(":")) as Namespace;
}

/** Whether both services can know the id: Plex's own catalogue ids mean nothing to Trakt. */
export function isUsable(id: Id): boolean {
  return !id.startsWith("plex:");
}

/** The distinct ids of several lists, the most stable first. The order of the lists does not matter. */
export function joinIds(lists: readonly (readonly Id[])[]): readonly Id[] {
  const joined: Id[] = [];
  for (const ids of lists) {
    for (const id of ids) if (!joined.includes(id)) joined.push(id);
  }
  return inOrder(joined, keyOrder);
}

/** Ids in the order in which Trakt is asked for them: those of the written side, then the others. */
export function trustedIds(own: readonly Id[], others: readonly Id[]): readonly Id[] {
  const rest = others.filter((id) => !own.includes(id));
  return rest.length === 0 ? inOrder(own, trustOrder) : [...inOrder(own, trustOrder), ...inOrder(rest, trustOrder)];
}

/** Whether two titles' ids contradict each other: both have ids of one namespace, and none in common there. */
export function disagree(first: readonly Id[], second: readonly Id[]): boolean {
  return first.some((id) => {
    const namespace = namespaceOf(id);
    const rivals = second.filter((other) => namespaceOf(other) === namespace);
    if (rivals.length === 0) return false;
    return !first.some((own) => rivals.includes(own));
  });
}

/** By insertion: the lists are short, and the engine's own sort makes a kilobyte of garbage for each. */
function inOrder(ids: readonly Id[], order: Readonly<Record<Namespace, number>>): readonly Id[] {
  const sorted: Id[] = [];
  for (const id of ids) {
    let position = sorted.length;
    while (position > 0 && compare(sorted[position - 1], id, order) > 0) position -= 1;
    if (position === sorted.length) sorted.push(id);
    else sorted.splice(position, 0, id);
  }
  return sorted;
}

function compare(a: Id | undefined, b: Id | undefined, order: Readonly<Record<Namespace, number>>): number {
  if (a === undefined || b === undefined) return 0;
  return order[namespaceOf(a)] - order[namespaceOf(b)] || compareText(a, b);
}
