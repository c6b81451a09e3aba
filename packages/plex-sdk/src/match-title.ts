import type { CallOptions } from "./client-options.ts";
import { idsFromGuid } from "./ids-from-guid.ts";
import { idsOfWatchlistItem } from "./ids-of-watchlist-item.ts";
import type { ServerWire } from "./list-items.ts";
import type { ExternalId } from "./parsed-guid.ts";
import { toQueryString } from "./query-string.ts";
import { readTitle, readTitles } from "./read-title.ts";
import type { PlexWatchlistItem } from "./watchlist-item.ts";

/** The title to look for. */
export interface MatchOptions extends CallOptions {
  readonly type: "movie" | "show";
  readonly id: ExternalId;
}

/** The numbers that Plex has for types (official API). */
const TYPE_NUMBERS = { movie: 1, show: 2 } as const;

/**
 * `GET /library/metadata/matches`, and the answer verified: Plex gives wrong matches, above all for TVDB ids of new shows. A match is the
 * one title that lists the id itself. When none lists it and a single title came without any ids, that title is read once and judged by the same rule.
 */
export async function matchTitle(wire: ServerWire, options: MatchOptions): Promise<PlexWatchlistItem | undefined> {
  const { type, signal } = options;
  const id = normalise(options);
  if (id === undefined) return undefined;
  if (id.namespace === "plex") {
    const title = await readTitle(wire, { ratingKey: id.value, signal });
    return title?.type === type ? title : undefined;
  }
  const query = toQueryString({ type: TYPE_NUMBERS[type], guid: `${id.namespace}://${id.value}` });
  const rows = await readTitles(wire, { path: "/library/metadata/matches", query, signal });
  const candidates = [...new Map(rows.filter((row) => row.type === type).map((row) => [row.ratingKey, row])).values()];
  const matches = candidates.filter((candidate) => lists(candidate, id));
  if (matches.length > 0) return only(matches);

  const silent = only(candidates.filter((candidate) => candidate.guids.length === 0));
  if (silent === undefined) return undefined;
  const title = await readTitle(wire, { ratingKey: silent.ratingKey, signal });
  return title?.type === type && lists(title, id) ? title : undefined;
}

/** The id as guids write it; undefined for what cannot be one, such as `tmdb:0`. */
function normalise({ type, id }: MatchOptions): ExternalId | undefined {
  const guid = id.namespace === "plex" ? `plex://${type}/${id.value}` : `${id.namespace}://${id.value}`;
  return idsFromGuid(guid, type);
}

function lists(title: PlexWatchlistItem, id: ExternalId): boolean {
  return idsOfWatchlistItem(title).some(({ namespace, value }) => namespace === id.namespace && value === id.value);
}

/** Two titles with the same id: which one is meant is not for us to guess. */
function only<T>(candidates: readonly T[]): T | undefined {
  return candidates.length === 1 ? candidates[0] : undefined;
}
