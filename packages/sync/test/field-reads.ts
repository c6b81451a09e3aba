import { FIELDS } from "@pakt/sync-core";
import type { Field, FieldRead, Snapshot } from "@pakt/sync-core";

/** How every field was read: as given, and the others in one way. */
export function readsOf(given: Partial<Record<Field, FieldRead>>, others: FieldRead["state"]): Snapshot["fields"] {
  const reads = FIELDS.map((field) => [field, given[field] ?? { state: others }]);
  // `FIELDS` has all of them.
  return Object.fromEntries(reads) as Snapshot["fields"];
}
