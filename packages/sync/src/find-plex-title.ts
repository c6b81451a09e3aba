import type { ExternalId } from "@pakt/plex-sdk";
import type { Id, Target } from "@pakt/sync-core";

import type { PlexWatchlistContext } from "./write-plex-watchlist.ts";

/** The namespaces by which Plex's catalogue is asked, the most trusted first (Taxel/PlexTraktSync#313). */
const ASKED = ["tmdb", "tvdb", "imdb"] as const;

/**
 * The key of a title in Plex's catalogue: its own id where a side knows it, else what Plex finds under an external id, which is
 * remembered. Never one of `gone`, which Plex has said not to have. `undefined` when Plex does not have it. Throws PlexError.
 */
export async function findPlexTitle(
  { discover, cache }: Pick<PlexWatchlistContext, "discover" | "cache">,
  { type, ids }: Target,
  gone: ReadonlySet<string> = new Set(),
): Promise<string | undefined> {
  if (type !== "movie" && type !== "show") return undefined;
  const isOwn = ({ namespace, value }: Found): boolean => namespace === "plex" && KEY.test(value) && !gone.has(value);
  const own = ids.map(toExternalId).find(isOwn);
  if (own !== undefined) return own.value;
  const known = await cache.readKeys();
  const asked = ASKED.flatMap((namespace) => ids.map(toExternalId).filter((id) => id.namespace === namespace));
  for (const id of asked) {
    const name = nameOf(type, id);
    const remembered = known[name];
    if (remembered !== undefined && !gone.has(remembered)) return remembered;
    const title = await discover.match({ type, id });
    if (title === undefined || gone.has(title.ratingKey)) continue;
    await cache.writeKeys({ ...known, [name]: title.ratingKey });
    return title.ratingKey;
  }
  return undefined;
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
