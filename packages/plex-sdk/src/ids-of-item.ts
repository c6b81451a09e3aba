import { idsFromGuid } from "./ids-from-guid.ts";
import type { ExternalId, ExternalNamespace, ParsedGuid } from "./parsed-guid.ts";
import type { PlexItem, PlexItemType } from "./plex-item.ts";

/** The ids of an item and of the show it belongs to, each list with the most trusted first. Empty lists: nothing to match by. */
export interface ItemIds {
  readonly own: readonly ExternalId[];
  /** Seasons and episodes only: the ids of their show. */
  readonly show: readonly ExternalId[];
  /** Present when the agent numbers the show's episodes in another order than the service that its ids are from. */
  readonly ordering?: "other";
}

/**
 * Trakt knows no TVDB ids of movies. For series TMDB comes first, too: double or wrong TVDB ids happen (Taxel/PlexTraktSync#313,
 * WebTools-NG/WebTools-NG#591).
 */
const TRUST: Readonly<Record<PlexItemType, readonly ExternalNamespace[]>> = {
  movie: ["tmdb", "imdb", "tvdb", "plex"],
  show: ["tmdb", "tvdb", "imdb", "plex"],
  season: ["tmdb", "tvdb", "imdb", "plex"],
  episode: ["tmdb", "tvdb", "imdb", "plex"],
};

/**
 * All ids that an item's guids hold, each once. Several of one service are all kept, for the caller to judge.
 * An episode of a legacy agent has no ids of its own: its guid is the show's id with season and number.
 */
export function idsOfItem(item: PlexItem): ItemIds {
  const own: ParsedGuid[] = [];
  const show: ParsedGuid[] = [];
  let isOther = false;
  const add = (guid: ParsedGuid | undefined): void => {
    if (guid === undefined) return;
    if (guid.ordering === "other") isOther = true;
    if (guid.of === "show") show.push(guid);
    else own.push(guid);
  };
  const ofShow = showGuidOf(item);
  const showGuid = ofShow === undefined ? undefined : idsFromGuid(ofShow, "show");
  if (showGuid !== undefined) add({ ...showGuid, of: "show" });
  for (const guid of item.guids) add(idsFromGuid(guid, item.type));
  if (item.guid !== undefined) add(idsFromGuid(item.guid, item.type));
  return {
    own: byTrust(own, item.type),
    show: byTrust(show, "show"),
    ...(isOther ? { ordering: "other" } : {}),
  };
}

function showGuidOf(item: PlexItem): string | undefined {
  if (item.type === "season") return item.parentGuid;
  return item.type === "episode" ? item.grandparentGuid : undefined;
}

function byTrust(guids: readonly ParsedGuid[], type: PlexItemType): readonly ExternalId[] {
  const ids: ExternalId[] = [];
  for (const namespace of TRUST[type]) {
    for (const guid of guids)
      if (guid.namespace === namespace && !isIn(ids, guid)) ids.push({ namespace, value: guid.value });
  }
  return ids;
}

function isIn(ids: readonly ExternalId[], { namespace, value }: ExternalId): boolean {
  for (const id of ids) if (id.namespace === namespace && id.value === value) return true;
  return false;
}
