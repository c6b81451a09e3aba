import type { Id, Item, NumberingDoubt, ShowOfItem } from "@pakt/sync-core";
import { isTraktError } from "@pakt/trakt-sdk";
import type { Trakt, TraktSeason } from "@pakt/trakt-sdk";

import type { Clock } from "./clock.ts";
import type { TraktCache } from "./trakt-cache.ts";
import { toListedEpisodes, toShow } from "./trakt-items.ts";

const DAY_MS = 24 * 3_600_000;
/** New episodes appear weekly; a list that is this old is read anew. */
const FRESH_FOR_MS = 7 * DAY_MS;
/** A show that Trakt does not know is searched for again after so long. */
const UNKNOWN_FOR_MS = DAY_MS;

interface StoredList {
  readonly readAt: number;
  readonly show: ShowOfItem;
  /** Empty where Trakt does not know the show. */
  readonly seasons: readonly TraktSeason[];
}

/**
 * Trakt's own numbering of shows whose numbers cannot be trusted, as items with ids and numbers. One request a show, cached; a show
 * that cannot be read is left out, and the core then writes nothing for its episodes.
 */
export async function readSeasonLists(
  context: { readonly trakt: Trakt; readonly cache: TraktCache; readonly clock: Clock },
  doubts: readonly NumberingDoubt[],
  signal?: AbortSignal,
): Promise<readonly Item[]> {
  if (doubts.length === 0) return [];
  const stored = (await context.cache.read<Readonly<Record<string, StoredList>>>("season-lists"))?.value ?? {};
  const lists: Record<string, StoredList> = { ...stored };
  const items: Item[] = [];
  let isChanged = false;
  for (const { show } of doubts) {
    const key = show.ids.toSorted().join(" ");
    const known = lists[key];
    const isFresh = known !== undefined && context.clock.now() - known.readAt < freshFor(known);
    const list = isFresh ? known : await readList(context, show, signal);
    if (list === undefined) continue;
    isChanged ||= !isFresh;
    lists[key] = list;
    items.push(...toListedEpisodes(list.show, list.seasons));
  }
  if (isChanged) await context.cache.write("season-lists", { lineage: "", stamps: "", value: lists });
  return items;
}

function freshFor({ seasons }: StoredList): number {
  return seasons.length === 0 ? UNKNOWN_FOR_MS : FRESH_FOR_MS;
}

async function readList(
  { trakt, clock }: { readonly trakt: Trakt; readonly clock: Clock },
  show: ShowOfItem,
  signal: AbortSignal | undefined,
): Promise<StoredList | undefined> {
  try {
    const found = await findShow(trakt, show, signal);
    if (found === undefined) return { readAt: clock.now(), show, seasons: [] };
    const seasons = await trakt.shows.seasons({ id: found.id, signal });
    return { readAt: clock.now(), show: found.show, seasons };
  } catch (error) {
    if (isTraktError(error) && error.code !== "aborted") return undefined;
    throw error;
  }
}

/** The show's Trakt id, from what is known or by a search for its most trusted other id. */
async function findShow(
  trakt: Trakt,
  show: ShowOfItem,
  signal: AbortSignal | undefined,
): Promise<{ readonly id: number; readonly show: ShowOfItem } | undefined> {
  const known = valueOf(show.ids, "trakt");
  if (known !== undefined) return { id: Number(known), show };
  for (const namespace of ["tvdb", "tmdb", "imdb"] as const) {
    const id = valueOf(show.ids, namespace);
    if (id === undefined) continue;
    const results = await trakt.search.byId({ namespace, id, type: "show", signal });
    const found = results.find((result) => result.type === "show" && String(result.show.ids[namespace]) === id);
    if (found?.type === "show") return { id: found.show.ids.trakt, show: toShow(found.show) };
  }
  return undefined;
}

function valueOf(ids: readonly Id[], namespace: string): string | undefined {
  return ids.find((id) => id.startsWith(`${namespace}:`))?.slice(namespace.length + 1);
}
