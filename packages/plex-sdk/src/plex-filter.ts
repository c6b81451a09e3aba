/** The operators of numbers and dates: `>>=` greater or after, `<<=` less or before (official API, media queries). */
export type PlexFilterOperator = "=" | "!=" | ">>=" | "<<=" | ">=" | "<=";

/** The fields that can be filtered by here: those whose values the rows carry, so that the filter can be verified. */
export type PlexFilterField =
  | "viewCount"
  | "lastViewedAt"
  | "userRating"
  | "lastRatedAt"
  | "addedAt"
  | "updatedAt"
  | "viewedAt"
  | "year";

/**
 * A condition that the server is asked to apply, e.g. `{ field: "lastViewedAt", operator: ">>=", value: 1763000000 }`.
 * Servers drop a filter that they do not understand without a word and send everything: see `Page.filterHonoured`.
 */
export interface PlexFilter {
  readonly field: PlexFilterField;
  readonly operator: PlexFilterOperator;
  /** Dates are epoch seconds. */
  readonly value: number;
}

/**
 * Whether a row satisfies a filter. A row without the field satisfies `!=` only.
 * The bound itself counts as inside for `>>=` and `<<=`, because servers are not at one about it.
 */
export function satisfiesFilter(
  row: { readonly [field in PlexFilterField]?: number | undefined },
  filter: PlexFilter,
): boolean {
  const value = row[filter.field];
  if (filter.operator === "=") return value === filter.value;
  if (filter.operator === "!=") return value !== filter.value;
  if (value === undefined) return false;
  return filter.operator.startsWith(">") ? value >= filter.value : value <= filter.value;
}
