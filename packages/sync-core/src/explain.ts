import type { BaseRecord } from "./base.ts";
import { compareText } from "./compare-text.ts";
import { explainField, type FieldExplanation } from "./explain-field.ts";
import type { Id } from "./ids.ts";
import { FIELDS, type ItemType } from "./item.ts";
import { knownBase } from "./known-base.ts";
import { match } from "./match.ts";
import { plan, type Plan, type PlanInput } from "./plan.ts";
import type { Problem } from "./problem.ts";
import type { Copy, Row } from "./row.ts";
import { titleForPeople } from "./title-for-people.ts";

/** A title that a search found. */
export interface Found {
  readonly row: string;
  readonly type: ItemType;
  /** As people write it. */
  readonly title: string;
  readonly ids: readonly Id[];
}

/** Why a title was or was not synced. */
export interface Explanation extends Found {
  /** Its copies in Plex, with what base knows of each. */
  readonly copies: readonly Copy[];
  /** What both sides last agreed on. Absent: nothing. */
  readonly base?: BaseRecord;
  readonly fields: readonly FieldExplanation[];
}

/** What a search came to. */
export type Explained =
  | { readonly kind: "explained"; readonly explanation: Explanation }
  /** Several titles fit; name one of them by an id. */
  | { readonly kind: "several"; readonly candidates: readonly Found[] }
  /** No title that can be synced fits. */
  | { readonly kind: "none"; readonly problems: readonly Problem[] };

/**
 * Explains one title: by an id (`tmdb:603`, `movie:tmdb:603`, `tt0133093`), or by a part of its name as people write it. Plans as the next run
 * would, and says what the plan holds for this title and by which rule. `finish` is what is made of a plan before it is applied. Pure.
 */
export function explain(input: PlanInput, query: string, finish: (made: Plan) => Plan = (made) => made): Explained {
  const base = knownBase(input.base, { plex: input.plex.identity, trakt: input.trakt.identity });
  const { rows, problems } = match(input, base, { isEveryRow: true });
  const found = findRows(rows, query);
  const [row] = found;
  if (row === undefined) return { kind: "none", problems: problems.filter((problem) => fits(problem, query)) };
  if (found.length > 1) {
    const candidates = found.map(toFound);
    return { kind: "several", candidates: candidates.toSorted((a, b) => compareText(a.title, b.title)) };
  }
  return { kind: "explained", explanation: explainRow(row, finish(plan(input)), input) };
}

function explainRow(row: Row, made: Plan, input: PlanInput): Explanation {
  return {
    ...toFound(row),
    copies: row.copies,
    ...(row.record !== undefined && { base: row.record }),
    fields: FIELDS.map((field) => explainField(field, row, made, input)),
  };
}

function toFound(row: Row): Found {
  return { row: row.key, type: row.type, title: titleForPeople(row), ids: row.ids };
}

/** By id first, then by the whole name, then by a part of it. */
function findRows(rows: readonly Row[], query: string): readonly Row[] {
  const wanted = query.trim();
  const byId = rows.filter(({ key, type, ids }) => key === wanted || ids.some((id) => isId(id, type, wanted)));
  if (byId.length > 0) return byId;
  const text = wanted.toLowerCase();
  const exact = rows.filter((row) => titleForPeople(row).toLowerCase() === text || row.title.toLowerCase() === text);
  return exact.length > 0 ? exact : rows.filter((row) => titleForPeople(row).toLowerCase().includes(text));
}

function isId(id: Id, type: ItemType, wanted: string): boolean {
  return id === wanted || `${type}:${id}` === wanted || (wanted.startsWith("tt") && id === `imdb:${wanted}`);
}

function fits({ title, ids }: Problem, query: string): boolean {
  const wanted = query.trim();
  return (
    ids.some((id) => id === wanted || id.endsWith(`:${wanted}`)) || title.toLowerCase().includes(wanted.toLowerCase())
  );
}
