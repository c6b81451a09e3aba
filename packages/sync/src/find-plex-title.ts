import { idsOfWatchlistItem } from "@pakt/plex-sdk";
import type { ExternalId } from "@pakt/plex-sdk";
import type { Id, Target } from "@pakt/sync-core";

import type { PlexWatchlistContext } from "./write-plex-watchlist.ts";

/** The namespaces by which Plex's catalogue is asked, the most trusted first (Taxel/PlexTraktSync#313). */
const ASKED = ["tmdb", "tvdb", "imdb"] as const;

/** The key of a title in Plex's catalogue, or why there is none: a part of a sentence. */
export type FoundTitle = { readonly key: string } | { readonly unmatched: string };

const NOT_THERE = "Plex's catalogue does not have it";
const TWO_TITLES =
  "the library and the title's ids name two titles of Plex's catalogue; nothing is written before they agree";

type Finding = Pick<PlexWatchlistContext, "discover" | "cache">;

/**
 * The key of a title in Plex's catalogue: the one that a library knows where that title has an id that is wanted too, for a library may be
 * wrong; else what Plex finds under an external id. Both are remembered. Never one of `gone`, which Plex has said not to have. Throws
 * PlexError.
 */
export async function findPlexTitle(
  { discover, cache }: Finding,
  { type, ids }: Target,
  gone: ReadonlySet<string> = new Set(),
): Promise<FoundTitle> {
  if (type !== "movie" && type !== "show") return { unmatched: NOT_THERE };
  const known = await cache.readKeys();
  const external = ids.map(toExternalId);
  const asked = ASKED.flatMap((namespace) => external.filter((id) => id.namespace === namespace));
  for (const id of asked) {
    const remembered = known[nameOf(type, id)];
    if (remembered !== undefined && !gone.has(remembered)) return { key: remembered };
  }
  const remember = async (id: Found, key: string): Promise<FoundTitle> => {
    await cache.writeKeys({ ...known, [nameOf(type, id)]: key });
    return { key };
  };
  const own = external.find(({ namespace, value }) => namespace === "plex" && KEY.test(value) && !gone.has(value));
  if (own !== undefined) {
    // There is nothing that it could contradict.
    if (asked.length === 0) return { key: own.value };
    const theirs = await idsOfKey({ discover, cache }, own.value, type);
    if (theirs === "another-type") return { unmatched: TWO_TITLES };
    const shared = asked.find((id) => theirs.some((their) => isSame(id, their)));
    if (shared !== undefined) return remember(shared, own.value);
    if (asked.some(({ namespace }) => theirs.some((their) => their.namespace === namespace))) {
      return { unmatched: TWO_TITLES };
    }
  }
  for (const id of asked) {
    const title = await discover.match({ type, id });
    if (title !== undefined && !gone.has(title.ratingKey)) return remember(id, title.ratingKey);
  }
  return { unmatched: NOT_THERE };
}

/** The external ids of a title by its key, read once; none where Plex does not have it or knows none. */
async function idsOfKey(
  { discover, cache }: Finding,
  ratingKey: string,
  type: "movie" | "show",
): Promise<readonly Found[] | "another-type"> {
  const ids = await cache.readIds();
  const remembered = ids[ratingKey];
  if (remembered !== undefined) return idsOfWatchlistItem({ type, ratingKey, guids: remembered, title: "" });
  const title = await discover.item(ratingKey);
  if (title === undefined) return [];
  if (title.type !== type) return "another-type";
  if (title.guids.length > 0) await cache.writeIds({ ...ids, [ratingKey]: title.guids });
  return idsOfWatchlistItem(title);
}

function isSame(first: Found, second: Found): boolean {
  return first.namespace === second.namespace && first.value === second.value;
}

/** Plex's catalogue keys are 24 hex digits; a server's own keys are numbers. */
const KEY = /^[0-9a-f]{24}$/;

function nameOf(type: string, { namespace, value }: Found): string {
  return `${type}:${namespace}:${value}`;
}

type Found = Pick<ExternalId, "namespace" | "value">;

function toExternalId(id: Id): ExternalId {
  const colon = id.indexOf(":");
  // The type of an id says what stands before the colon; Trakt's own ids mean nothing to Plex and are not asked for.
  return { namespace: id.slice(0, colon) as ExternalId["namespace"], value: id.slice(colon + 1) };
}
