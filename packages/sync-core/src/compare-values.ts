import type { Base } from "./base.ts";
import { valueOn } from "./explain-field.ts";
import type { SnapshotIndex } from "./index-snapshot.ts";
import type { Field, FieldValue } from "./item.ts";
import { knownBase } from "./known-base.ts";
import { match } from "./match.ts";
import type { Row } from "./row.ts";

/** What is said of one field of one title. Absent: nothing. */
export interface Comparison {
  /** What both sides last agreed on, as base keeps it. */
  readonly agreed?: unknown;
  readonly plex?: FieldValue;
  readonly trakt?: FieldValue;
  /** How many copies of it Plex has. */
  readonly copies: number;
}

/** What base and both sides say of fields of rows, in the order in which they are asked for. A row that is not there has nothing. */
export function compareValues(
  { plex, trakt, base }: { readonly plex: SnapshotIndex; readonly trakt: SnapshotIndex; readonly base: Base },
  wanted: readonly { readonly row: string; readonly field: Field }[],
): readonly Comparison[] {
  const known = knownBase(base, { plex: plex.identity, trakt: trakt.identity });
  const keys = new Set(wanted.map(({ row }) => row));
  const { rows } = match({ plex, trakt }, known, { isEveryRow: true });
  const found = new Map(rows.flatMap((row): [string, Row][] => (keys.has(row.key) ? [[row.key, row]] : [])));
  return wanted.map(({ row, field }) => toComparison(found.get(row), field));
}

function toComparison(row: Row | undefined, field: Field): Comparison {
  if (row === undefined) return { copies: 0 };
  const agreed = row.record?.[field];
  const plex = valueOn("plex", field, row);
  const trakt = valueOn("trakt", field, row);
  return {
    ...(agreed !== undefined && { agreed }),
    ...(plex !== undefined && { plex }),
    ...(trakt !== undefined && { trakt }),
    copies: row.copies.length,
  };
}
