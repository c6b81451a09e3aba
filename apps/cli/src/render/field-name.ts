import type { Field } from "../arguments/read-fields.ts";

const FIELD_NAMES: Readonly<Record<Field, string>> = {
  watched: "Watched",
  rating: "Ratings",
  collection: "Collection",
  watchlist: "Watchlist",
};

/** A field's name as a heading. */
export function fieldName(field: Field): string {
  return FIELD_NAMES[field];
}
