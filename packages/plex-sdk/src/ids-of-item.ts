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
  const parsed = [...item.guids, ...(item.guid === undefined ? [] : [item.guid])].flatMap(
    (guid) => idsFromGuid(guid, item.type) ?? [],
  );
  const ofShow = showGuidOf(item);
  const showGuids = [
    ...(ofShow === undefined ? [] : [idsFromGuid(ofShow, "show") ?? []].flat()),
    ...parsed.filter((guid) => guid.of === "show"),
  ];
  const isOther = [...parsed, ...showGuids].some((guid) => guid.ordering === "other");
  return {
    own: byTrust(
      parsed.filter((guid) => guid.of === "item"),
      item.type,
    ),
    show: byTrust(showGuids, "show"),
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
    for (const guid of guids) {
      const isNew = guid.namespace === namespace && !ids.some((id) => isSame(id, guid));
      if (isNew) ids.push({ namespace, value: guid.value });
    }
  }
  return ids;
}

function isSame(a: ExternalId, b: ExternalId): boolean {
  return a.namespace === b.namespace && a.value === b.value;
}
