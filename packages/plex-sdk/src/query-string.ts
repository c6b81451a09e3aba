import type { PlexFilter } from "./plex-filter.ts";

/** A value of a query; `undefined` leaves the name out. */
export type QueryValues = Readonly<Record<string, string | number | undefined>>;

/**
 * A query string by hand. In Plex's filters the `=` belongs to the operator (`lastViewedAt>>=5`), so the left side is encoded up to the
 * last `=`: `lastViewedAt%3E%3E=5`, the form of python-plexapi and of smart collections. `URLSearchParams` would encode that `=` too.
 */
export function toQueryString(values: QueryValues, filters: readonly PlexFilter[] = []): string {
  const parts = Object.entries(values).flatMap(([name, value]) =>
    value === undefined ? [] : [`${encodeURIComponent(name)}=${encodeURIComponent(value)}`],
  );
  const filterParts = filters.map(
    (filter) =>
      `${encodeURIComponent(filter.field + filter.operator.slice(0, -1))}=${encodeURIComponent(filter.value)}`,
  );
  return [...parts, ...filterParts].join("&");
}
