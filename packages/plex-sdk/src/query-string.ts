import type { PlexFilter } from "./plex-filter.ts";
import type { PlexItemType } from "./plex-item.ts";

/** A value of a query; `undefined` leaves the name out. */
export type QueryValues = Readonly<Record<string, string | number | undefined>>;

/** A query string; `filters` are the parts that `toFilterPart` makes. */
export function toQueryString(values: QueryValues, filters: readonly string[] = []): string {
  const parts = Object.entries(values).flatMap(([name, value]) =>
    value === undefined ? [] : [`${encodeURIComponent(name)}=${encodeURIComponent(value)}`],
  );
  return [...parts, ...filters].join("&");
}

/**
 * A filter as a part of a query, by hand: the `=` belongs to the operator (`lastViewedAt>>=5`), so the left side is encoded up to the
 * last `=`: `lastViewedAt%3E%3E=5`, the form of python-plexapi and of smart collections. `URLSearchParams` would encode that `=` too.
 * In libraries of shows a field needs its scope (`episode.lastViewedAt`), or it may be read as the show's.
 */
export function toFilterPart(filter: PlexFilter, scope?: PlexItemType): string {
  const field = scope === undefined ? filter.field : `${scope}.${filter.field}`;
  return `${encodeURIComponent(field + filter.operator.slice(0, -1))}=${encodeURIComponent(filter.value)}`;
}
